// The requester picks one of their tickets: from the list, or to say where a text belongs.
import type { Flash } from '../domain/notice.ts';
import { focusOn } from './open-ticket.ts';
import type { Turn } from './ports.ts';
import { postNotice, refOf, toChat } from './post-notice.ts';
import type { Pressed } from './press-card.ts';
import { relayFromRequester } from './relay-message.ts';

const listed = 10;

/** Posts the n-th ticket's card anew, and plain text belongs to it from now on. */
export async function showTicket(
  turn: Turn,
  { chat, person, activityId }: Pressed,
  n: number,
): Promise<Flash | undefined> {
  const ticket = (await turn.store.tickets.latestOf(person.tenantId, person.id, listed))[n];
  if (!ticket) return { reason: 'no-ticket' };
  await focusOn(turn, person.tenantId, chat.id, ticket.id);
  await postNotice(turn, toChat(chat), { kind: 'request', ...refOf(ticket) }, activityId);
  return undefined;
}

/** The text that waited goes to the ticket chosen. */
export async function chooseTicket(
  turn: Turn,
  { chat, person, card }: Pressed,
  n: number,
): Promise<Flash | undefined> {
  const ticketId = card.notice.kind === 'which-ticket' ? card.notice.ticketIds[n] : undefined;
  if (ticketId === undefined) return { reason: 'card-outdated' };
  const held = chat.heldText;
  await focusOn(turn, person.tenantId, chat.id, ticketId);
  const ref = { tenantId: person.tenantId, ticketId };
  if (held) {
    const source = { conversationId: chat.id, activityId: held.activityId };
    const refused = await relayFromRequester(turn, person, ref, { text: held.text, files: [], source });
    if (refused) return refused;
  }
  await turn.store.cards.become(card.tenantId, card.id, { kind: 'request', ...ref });
  return undefined;
}
