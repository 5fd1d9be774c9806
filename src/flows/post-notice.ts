// The only way out of a flow: a notice, put into the outbox within the turn's transaction.
import { type DeliveryClass, type DeliveryPriority, priorities } from '../domain/delivery.ts';
import { type CardNotice, type Flash, isCard, type Notice } from '../domain/notice.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Destination } from './outbox-ports.ts';
import type { StoredCard, TicketRef, Turn } from './ports.ts';

export function toChat(chat: { tenantId: string; id: string }, threadId?: string): Destination {
  return {
    to: 'chat',
    tenantId: chat.tenantId,
    chatId: chat.id,
    ...(threadId !== undefined && { threadId }),
  };
}

export function toRequester(ticket: Ticket): Destination {
  return { to: 'chat', tenantId: ticket.tenantId, chatId: ticket.requesterChatId };
}

export function toThread(ticket: Ticket): Destination {
  return { to: 'thread', ticketTenantId: ticket.tenantId, ticketId: ticket.id, queueId: ticket.queueId };
}

export function refOf(ticket: Ticket): TicketRef {
  return { tenantId: ticket.tenantId, ticketId: ticket.id };
}

/** Messages of one lane never overtake one another: a chat, a thread, a ticket's thread before it exists. */
export function laneOf(destination: Destination): string {
  switch (destination.to) {
    case 'chat':
      return `chat:${destination.threadId ?? destination.chatId}`;
    case 'thread':
      return `thread:${destination.ticketId}:${destination.queueId}`;
    case 'queue':
      return `queue:${destination.queueId}`;
    case 'address':
      // One for all of them: a lane is remembered, and nothing of a stranger shall be.
      return 'strangers';
  }
}

/** Posts a new message; a card is given its identity here. Returns the card's id, if it is one. */
export async function postNotice(
  turn: Turn,
  destination: Destination,
  notice: Notice,
  replyToId?: string,
): Promise<string | undefined> {
  const cardId = isCard(notice) ? await keepCard(turn, destination, notice) : undefined;
  await addRow(turn, destination, notice, classOf(destination), cardId, replyToId);
  if (notice.kind === 'resolution') await retireResolutions(turn, notice, cardId);
  return cardId;
}

/** In the conversation where it was asked for, if the bot is known to be installed there. */
export async function refuseThere(
  turn: Turn,
  { chat, threadId }: { readonly chat: { tenantId: string; id: string }; readonly threadId?: string },
  flash: Flash,
  replyToId?: string,
): Promise<void> {
  const known = await turn.store.chats.get(chat.tenantId, chat.id);
  if (known?.installedAt === undefined) return;
  await postNotice(turn, toChat(known, threadId), { kind: 'refused', flash }, replyToId);
}

/** What is owed to somebody must not get lost with a killed process; a stranger is told once or not at all. */
function classOf(destination: Destination): DeliveryClass {
  return destination.to === 'address' || destination.to === 'queue' ? 'notice' : 'owed';
}

function priorityOf(destination: Destination, notice: Notice): DeliveryPriority {
  // Microsoft's news go to all who wait for them.
  if (classOf(destination) === 'notice' || notice.kind === 'issue-news') return priorities.broadcast;
  return isCard(notice) ? priorities.card : priorities.words;
}

async function keepCard(turn: Turn, destination: Destination, notice: CardNotice): Promise<string> {
  const id = turn.newId();
  await turn.store.cards.insert({
    id,
    tenantId: tenantOf(turn, destination),
    notice,
    destination,
    createdAt: turn.now,
  });
  return id;
}

/** A ticket is rated or opened again on one card, the newest: those of before point to it. */
export async function retireResolutions(turn: Turn, ref: TicketRef, newest?: string): Promise<void> {
  for (const card of await turn.store.cards.ofTicket(ref)) {
    if (card.id === newest || card.notice.kind !== 'resolution' || card.notice.isEarlier) continue;
    await turn.store.cards.become(card.tenantId, card.id, { ...card.notice, isEarlier: true });
    await refreshCard(turn, card);
  }
}

/** Cards for agents stand in the partner's tenant, whoever's ticket they show. */
function tenantOf(turn: Turn, destination: Destination): string {
  return 'tenantId' in destination ? destination.tenantId : turn.settings.partner.tenantId;
}

/** Words already delivered changed at their source: the message on the other side follows, once for all that waits. */
export async function updateRelay(turn: Turn, destination: Destination, notice: RelayNotice): Promise<void> {
  const waits = await changeWaits(turn, laneOf(destination), notice.messageId);
  if (!waits) await addRow(turn, destination, notice, 'update');
}

type RelayNotice = Extract<Notice, { kind: 'relay' }>;

/** A change of these words that brings them whole, as they are when it leaves; what is locked does not leave before. */
export async function changeWaits({ store }: Turn, lane: string, messageId: string): Promise<boolean> {
  const waiting = await store.outbox.waitingIn(lane);
  // Of one that is half way through its parts the first ones stand there already.
  return waiting.some(
    ({ notice, class: kind, part }) =>
      kind === 'update' && part <= 1 && notice.kind === 'relay' && notice.messageId === messageId,
  );
}

async function addRow(
  turn: Turn,
  destination: Destination,
  notice: Notice,
  kind: DeliveryClass,
  cardId?: string,
  replyToId?: string,
): Promise<void> {
  await turn.store.outbox.add({
    id: turn.newId(),
    lane: laneOf(destination),
    tenantId: tenantOf(turn, destination),
    destination,
    notice: withoutHeld(notice),
    class: kind,
    priority: priorityOf(destination, notice),
    ...(cardId !== undefined && { cardId }),
    ...(replyToId !== undefined && { replyToId }),
    createdAt: turn.now,
  });
}

/** The card has the words that wait, and loses them when they are deleted; the row stays for days. */
function withoutHeld(notice: Notice): Notice {
  if (notice.kind !== 'which-ticket') return notice;
  return { ...notice, held: { ...notice.held, text: '', files: [] } };
}

/**
 * Every card that shows this ticket will show it as it is when the update leaves; ten changes are one update.
 * Only for a changed state: an update takes away what somebody is just typing into the card.
 */
export async function refreshTicket(turn: Turn, ref: TicketRef): Promise<void> {
  for (const card of await turn.store.cards.ofTicket(ref)) await refreshCard(turn, card);
}

/** The agents' cards only: their thread begins anew. */
export async function refreshThread(turn: Turn, ref: TicketRef): Promise<void> {
  const cards = await turn.store.cards.ofTicket(ref);
  for (const card of cards.filter((c) => c.destination.to === 'thread')) await refreshCard(turn, card);
}

/** This one card, with an update of its own unless one waits already. */
export async function refreshCard(turn: Turn, card: StoredCard): Promise<void> {
  if (await turn.store.outbox.hasPendingUpdate(card.id)) return;
  await addRow(turn, card.destination, card.notice, 'update', card.id);
}
