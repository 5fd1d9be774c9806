// A card that stands nowhere, or only in words, leaves once more as it is.
import { mustArrive } from '../domain/delivery.ts';
import { isOpen } from '../domain/ticket.ts';
import type { DeliveryResult, OutboxRow, Sending, SendResult } from './outbox-ports.ts';
import type { StoredCard, Turn } from './ports.ts';
import { refreshCard } from './post-notice.ts';

/** The card that the row posts or updates. */
export async function cardOf({ store, settings }: Turn, row: OutboxRow): Promise<StoredCard | undefined> {
  const { destination, cardId } = row;
  const tenantId = 'tenantId' in destination ? destination.tenantId : settings.partner.tenantId;
  return cardId === undefined ? undefined : store.cards.get(tenantId, cardId);
}

/** It went after a day of attempts, and not because somebody said that it cannot arrive. */
export function endedByAttempts({ outcome }: SendResult, { state }: DeliveryResult): boolean {
  return state === 'dead' && (outcome === 'retry' || outcome === 'ambiguous' || outcome === 'refused');
}

/** A ticket without its card is one that nobody sees: what waits behind it leaves, and then it is tried anew. */
export async function postAnew(turn: Turn, row: OutboxRow, { target }: Sending): Promise<void> {
  const { notice } = row;
  if (target.type === 'put' || !mustArrive(notice, row.class) || !('ticketId' in notice)) return;
  const ticket = await turn.store.tickets.get(notice.tenantId, notice.ticketId);
  if (ticket && isOpen(ticket)) await renew(turn, row);
}

/** What is true of it now, as a row of its own; nothing when the row is no card's. */
export async function renew(turn: Turn, row: OutboxRow): Promise<void> {
  const card = await cardOf(turn, row);
  if (card) await refreshCard(turn, card);
}
