// The requester picks one of their tickets: from the list, or to say where a text belongs.
import { changedBy } from '../domain/change.ts';
import { type Command, focusOf } from '../domain/chat.ts';
import type { CardNotice, Flash, HeldWords } from '../domain/notice.ts';
import type { Person } from '../domain/person.ts';
import { isOpen, isSign, requesterSpoke, type Ticket } from '../domain/ticket.ts';
import type { Hearing } from './hearing.ts';
import type { Known } from './know-speaker.ts';
import { focusOn } from './open-ticket.ts';
import type { Turn } from './ports.ts';
import { postNotice, retireResolutions, toChat } from './post-notice.ts';
import type { Pressed } from './press-card.ts';
import { relayFromRequester } from './relay-message.ts';
import { confirmSolved } from './resolve-ticket.ts';

/** At most so many tickets stand on one card. */
export const ticketsOnCard = 10;

/** The tickets of a person: the open ones, then those that ended, each newest first. */
export async function listTickets({ store }: Turn, { tenantId, id }: Person): Promise<CardNotice> {
  const open = await store.tickets.openOf(tenantId, id);
  // What is open among them makes room for as many that are open and older.
  const latest = await store.tickets.latestOf(tenantId, id, ticketsOnCard);
  const tickets = [...open.toReversed(), ...latest.filter((ticket) => !isOpen(ticket))];
  const ticketIds = tickets.slice(0, ticketsOnCard).map((ticket) => ticket.id);
  return { kind: 'request-list', tenantId, personId: id, ticketIds };
}

/**
 * Asks which of these the words are for, which come oldest first. On the card stand the one that was picked, those of
 * which an agent waits for words, and the others, each newest first.
 */
export function whichTicket(
  { known: { person }, picked, open }: Hearing,
  meantIds: readonly string[],
  held: HeldWords,
): CardNotice {
  const newestFirst = meantIds.filter((id) => id !== picked?.id).toReversed();
  const waiting = open.filter(({ state }) => state === 'waiting-requester').map(({ id }) => id);
  const asked = newestFirst.filter((id) => waiting.includes(id));
  const others = newestFirst.filter((id) => !waiting.includes(id));
  const ticketIds = [...(picked ? [picked.id] : []), ...asked, ...others].slice(0, ticketsOnCard);
  const isCut = meantIds.length > ticketsOnCard;
  return {
    kind: 'which-ticket',
    tenantId: person.tenantId,
    ticketIds,
    ...(isCut && { hasMore: true as const }),
    held,
  };
}

/**
 * Posts the card of the ticket that stood beside the button. Plain text belongs to it from now on; whether it
 * belongs to one that is closed has to be asked.
 */
export async function showTicket(turn: Turn, pressed: Pressed, n: number): Promise<Flash | undefined> {
  const { chat, person, card, activityId } = pressed;
  const ticketId = card.notice.kind === 'request-list' ? card.notice.ticketIds[n] : undefined;
  if (ticketId === undefined) return { reason: 'no-ticket' };
  await focusOn(turn, person.tenantId, chat.id, ticketId);
  await postNotice(turn, toChat(chat), { kind: 'request', tenantId: person.tenantId, ticketId }, activityId);
  return undefined;
}

/** The closed ticket that was picked last, while that is fresh, it may come back, and nothing was asked since. */
export async function pickedTicket(
  { store, settings, now }: Turn,
  { chat, person }: Known,
  open: readonly Ticket[],
): Promise<Ticket | undefined> {
  const ticketId = focusOf(chat, now);
  const pickedAt = chat.focusAt ?? 0;
  if (ticketId === undefined || open.some((t) => t.id === ticketId)) return undefined;
  const ticket = await store.tickets.get(person.tenantId, ticketId);
  // What ended after it was in focus was not picked.
  if (ticket?.state !== 'closed' || pickedAt <= (ticket.endedAt ?? 0)) return undefined;
  if (!requesterSpoke(ticket, now, settings.reopenWithinDays).ok) return undefined;
  const asked = await store.questions.latest(person.tenantId, chat.id);
  return asked && asked.askedAt > pickedAt ? undefined : ticket;
}

/** The words that waited go to the ticket chosen; the card shows that ticket from now on. */
export async function chooseTicket(turn: Turn, pressed: Pressed, n: number): Promise<Flash | undefined> {
  const { chat, person, card } = pressed;
  const { store } = turn;
  if (card.notice.kind !== 'which-ticket') return { reason: 'card-outdated' };
  const { ticketIds, held } = card.notice;
  const ticketId = ticketIds[n];
  if (ticketId === undefined) return { reason: 'card-outdated' };

  const ref = { tenantId: person.tenantId, ticketId };
  const chosen = await store.tickets.get(ref.tenantId, ticketId);
  const isOver = chosen?.state === 'solved' || chosen?.state === 'closed';
  if (isOver && chosen.requesterId === person.id && asksNoMore(held)) {
    const isEnd = chosen.state === 'solved' && confirming.includes(held.command);
    const refusal = isEnd ? await confirmSolved(turn, person, ref) : undefined;
    if (refusal) return refusal;
    await retireResolutions(turn, ref);
    await store.cards.become(card.tenantId, card.id, { kind: 'resolution', ...ref });
    return undefined;
  }
  const source = { tenantId: chat.tenantId, conversationId: chat.id, activityId: held.activityId };
  const words = { text: held.text, files: held.files, source, ...changedBy(held.changedAt) };
  const refused = await relayFromRequester(turn, person, ref, words);
  if (refused) return refused;
  await focusOn(turn, person.tenantId, chat.id, ticketId);
  await store.cards.become(card.tenantId, card.id, { kind: 'request', ...ref });
  return undefined;
}

const confirming: readonly (Command | undefined)[] = ['yes', 'helped', 'solved'];
const contented: readonly (Command | undefined)[] = [...confirming, 'thanks', 'let-go'];

/** Said of what is solved, it must not open it again. */
function asksNoMore({ text, files, command }: HeldWords): boolean {
  return contented.includes(command) || (isSign(text) && files.length === 0);
}
