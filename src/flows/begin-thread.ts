// A thread begins with its ticket's card: words that came first would stand there without number and buttons.

import type { DeliveryResult, OutboxRow } from './outbox-ports.ts';
import type { StoredCard, TicketRef, Turn } from './ports.ts';
import { refreshCard } from './post-notice.ts';

const behindCard = 'behind-card';

/**
 * Puts the ticket's card ahead of words that would begin its thread. What becomes of the row then; undefined when
 * it begins the thread itself.
 */
export async function letCardBegin(turn: Turn, row: OutboxRow): Promise<DeliveryResult | undefined> {
  const { destination, notice } = row;
  if (destination.to !== 'thread') return undefined;
  const { queueId } = destination;
  const ref = { tenantId: destination.ticketTenantId, ticketId: destination.ticketId };
  const ticket = await turn.store.tickets.get(ref.tenantId, ref.ticketId);
  // It has a card where it lives.
  if (row.cardId !== undefined && ticket && ticket.queueId !== queueId) {
    return { state: 'dead', reason: 'moved-away' };
  }
  // Once only: a card that cannot be posted must not keep the words.
  if (notice.kind === 'ticket' || row.reason === behindCard) return undefined;
  const card = await cardIn(turn, ref, queueId);
  if (!card) return undefined;
  await refreshCard(turn, card);
  await turn.store.outbox.putBehind(row.lane, card.id);
  return { state: 'pending', dueAt: turn.now, reason: behindCard, uncounted: true };
}

/** The card of this ticket that stands, or stood, in this queue's channel. */
export async function cardIn(turn: Turn, ref: TicketRef, queueId: string): Promise<StoredCard | undefined> {
  const cards = await turn.store.cards.ofTicket(ref);
  return cards.findLast(
    ({ notice, destination }) =>
      notice.kind === 'ticket' && destination.to === 'thread' && destination.queueId === queueId,
  );
}
