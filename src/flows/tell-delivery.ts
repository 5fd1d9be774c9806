// Whoever waits for the words learns what became of them.
import { type DeliveryState, hasArrived, type Message } from '../domain/message.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { DeliveryResult, OutboxRow } from './outbox-ports.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, refOf, refreshTicket, toRequester, toThread } from './post-notice.ts';
import { missResolution, resolutionArrived } from './wait-for-silence.ts';

type Told = Pick<OutboxRow, 'notice' | 'class'> & Partial<Pick<OutboxRow, 'cardId'>>;

/** The agent sees whether the words arrived; a failure is never kept silent. */
export async function tellDelivery(turn: Turn, row: Told, result: DeliveryResult): Promise<void> {
  if (row.notice.kind === 'resolution') return followResolution(turn, row, row.notice, result);
  if (row.notice.kind !== 'relay') return;
  const { store } = turn;
  // Locked: an edit of the same words must not get lost.
  const ticket = await store.tickets.lock(row.notice.tenantId, row.notice.ticketId);
  const message = await store.messages.get(row.notice.tenantId, row.notice.messageId);
  if (!message || !ticket) return;
  const isEnd = result.state !== 'sent' && result.state !== 'pending';
  // What arrived has arrived, whatever becomes of a change; and nobody gets words that were taken back.
  if (row.class === 'update' && (message.deleted || (hasArrived(message) && result.state !== 'sent'))) {
    if (isEnd) await tellChangeLost(turn, ticket, message);
    return;
  }
  const { failure: _old, changeLost: _late, ...rest } = message;
  const delivery = deliveryOf(result);
  await store.messages.save({ ...rest, delivery, ...('reason' in result && { failure: result.reason }) });
  if (delivery === message.delivery || delivery === 'sending' || message.deleted) return;
  if (message.from === 'requester') {
    const lost = delivery !== 'delivered';
    if (lost)
      await postNotice(turn, toRequester(ticket), { kind: 'refused', flash: { reason: 'maybe-lost' } });
    return;
  }
  await postNotice(turn, toThread(ticket), { kind: 'delivery', ...refOf(ticket), messageId: message.id });
  if (delivery !== 'delivered') await refreshTicket(turn, refOf(ticket));
}

/** While it has not arrived, the requester's silence says nothing; of a reminder only the first card counts. */
async function followResolution(
  turn: Turn,
  { class: kind, cardId }: Told,
  ref: TicketRef,
  { state }: DeliveryResult,
): Promise<void> {
  if (state === 'pending' || state === 'ambiguous') return;
  const { store } = turn;
  const ticket = await store.tickets.lock(ref.tenantId, ref.ticketId);
  if (!ticket) return;
  if (state !== 'sent') {
    const isFirst = kind !== 'update' && ticket.remindedAt === undefined;
    return isFirst ? missResolution(turn, ticket) : undefined;
  }
  const card = cardId === undefined ? undefined : await store.cards.get(ref.tenantId, cardId);
  const isPointer = card?.notice.kind === 'resolution' && card.notice.isEarlier;
  if (!isPointer) await resolutionArrived(turn, ticket);
}

/** Said once of each change. Of words that never arrived nothing is said: what became of them is told already. */
export async function tellChangeLost(turn: Turn, ticket: Ticket, message: Message): Promise<void> {
  if (!hasArrived(message) || message.changeLost) return;
  await turn.store.messages.save({ ...message, changeLost: true });
  if (message.from === 'requester') {
    await postNotice(turn, toRequester(ticket), { kind: 'refused', flash: { reason: 'change-lost' } });
    return;
  }
  await postNotice(turn, toThread(ticket), {
    kind: 'delivery',
    ...refOf(ticket),
    messageId: message.id,
    of: 'change',
  });
}

function deliveryOf(result: DeliveryResult): DeliveryState {
  switch (result.state) {
    case 'sent':
      return 'delivered';
    case 'pending':
      return 'sending';
    case 'ambiguous':
      return 'unsure';
    case 'parked':
    case 'dead':
      return 'not-delivered';
  }
}
