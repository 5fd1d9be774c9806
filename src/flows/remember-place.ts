import { rootIn } from './find-address.ts';
import { moveIfLost } from './lose-channel.ts';
import type { OutboxRow, Sending, SendResult } from './outbox-ports.ts';
import type { Turn } from './ports.ts';
import { rememberCopy } from './relay-copies.ts';
import { renew } from './renew-card.ts';

/** Where a message stands now, so that it can be updated, taken back and answered there. */
export async function rememberPlace(
  turn: Turn,
  row: OutboxRow,
  sending: Sending,
  answer: Extract<SendResult, { outcome: 'sent' }>,
): Promise<void> {
  const { store } = turn;
  const { destination } = row;
  const conversationId =
    answer.conversationId ?? ('conversationId' in sending.target ? sending.target.conversationId : '');
  if (sending.target.type === 'new-thread' && destination.to === 'thread') {
    const ref = { tenantId: destination.ticketTenantId, ticketId: destination.ticketId };
    await store.threads.save(sending.tenantId, conversationId, ref, destination.queueId);
    await moveIfLost(turn, sending.tenantId, sending.target.channelId);
  }
  const root = sending.target.type === 'new-thread' ? rootIn(conversationId) : undefined;
  const activityId = answer.activityId ?? root;
  if (row.cardId !== undefined && activityId !== undefined) {
    await store.cards.delivered(sending.tenantId, row.cardId, conversationId, activityId);
    // It went as words, because Teams failed at it: now that it stands somewhere, it may become what it is.
    const isInWords = row.part > 0 && row.reason !== 'too-big' && sending.target.type !== 'put';
    if (isInWords) await renew(turn, row);
  }
  if (sending.target.type !== 'put') await rememberCopy(turn, row, conversationId, activityId);
}
