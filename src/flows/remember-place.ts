// Where a message stands now, and what becomes of a card that stands nowhere.
import { mustArrive } from '../domain/delivery.ts';
import { isOpen } from '../domain/ticket.ts';
import { rememberCopy } from './carry-words.ts';
import { rootIn } from './find-address.ts';
import { moveIfLost } from './lose-channel.ts';
import type { DeliveryResult, OutboxRow, Sending, SendResult, StoredCard, Turn } from './ports.ts';
import { refreshCard } from './post-notice.ts';

/** The card that the row posts or updates. */
export async function cardOf({ store, settings }: Turn, row: OutboxRow): Promise<StoredCard | undefined> {
  const { destination, cardId } = row;
  const tenantId = 'tenantId' in destination ? destination.tenantId : settings.partner.tenantId;
  return cardId === undefined ? undefined : store.cards.get(tenantId, cardId);
}

/** Where it stands now, so that it can be updated and answered there. */
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

/** What goes after a day of attempts, and not because somebody said that it cannot. */
export function isGivenUp({ outcome }: SendResult, { state }: DeliveryResult): boolean {
  return state === 'dead' && (outcome === 'retry' || outcome === 'ambiguous' || outcome === 'refused');
}

/** A ticket without its card is one that nobody sees: what waits behind it leaves, and then it is tried anew. */
export async function postAnew(turn: Turn, row: OutboxRow, { target }: Sending): Promise<void> {
  const { notice } = row;
  if (target.type === 'put' || !mustArrive(notice, row.class) || !('ticketId' in notice)) return;
  const ticket = await turn.store.tickets.get(notice.tenantId, notice.ticketId);
  if (ticket && isOpen(ticket)) await renew(turn, row);
}

async function renew(turn: Turn, row: OutboxRow): Promise<void> {
  const card = await cardOf(turn, row);
  if (card) await refreshCard(turn, card);
}
