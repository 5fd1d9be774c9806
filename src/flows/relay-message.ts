// Words cross from one tenant to the other: the requester's into the thread, the agent's into the chat.
import { changedBy } from '../domain/change.ts';
import type { MessagePlace } from '../domain/chat.ts';
import type { Message } from '../domain/message.ts';
import type { Flash } from '../domain/notice.ts';
import type { Person, StaffMember } from '../domain/person.ts';
import { mask, withoutSecrets } from '../domain/secrets.ts';
import { replied, requesterSpoke, type Ticket } from '../domain/ticket.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, refOf, refreshTicket, toRequester, toThread } from './post-notice.ts';
import { actorOf, recordAct } from './record-audit.ts';
import { reopenTicket } from './reopen-ticket.ts';

/** In UTF-16 units, as Teams counts; beyond it Teams would refuse what we send on. */
export const maxMessageLength = 28_000;

export interface Words {
  readonly text: string;
  readonly files: readonly string[];
  /** When they were edited before they were said here, by Teams' clock. */
  readonly changedAt?: number;
  /** The Teams message, when the words were typed: edits and deletions are found by it. */
  readonly source?: {
    readonly tenantId: string;
    readonly conversationId: string;
    readonly activityId: string;
  };
}

export function wordsOf(inbound: MessagePlace, text: string, files: readonly string[] = []): Words {
  return {
    text,
    files,
    source: sourceOf(inbound),
  };
}

export function sourceOf({ chat, threadId, activityId }: MessagePlace): NonNullable<Words['source']> {
  return { tenantId: chat.tenantId, conversationId: threadId ?? chat.id, activityId };
}

/** A message of the requester; it reopens a solved ticket. Returns why not, when it can't be taken. */
export async function relayFromRequester(
  turn: Turn,
  person: Person,
  ref: TicketRef,
  words: Words,
): Promise<Flash | undefined> {
  const { store, settings, now } = turn;
  const ticket = await store.tickets.lock(ref.tenantId, ref.ticketId);
  if (ticket?.requesterId !== person.id) return { reason: 'no-ticket' };
  const spoke = requesterSpoke(ticket, now, settings.reopenWithinDays);
  if (!spoke.ok) return { reason: spoke.reason };

  const message = messageOf(turn, ticket, words, 'requester', person.id, person.name);
  await store.messages.save(message);
  if (ticket.state === 'solved' || ticket.state === 'closed') await reopenTicket(turn, spoke.value);
  else if (spoke.value !== ticket) await store.tickets.save(spoke.value);
  await postNotice(turn, toThread(ticket), { kind: 'relay', ...refOf(ticket), messageId: message.id });
  if (spoke.value.state !== ticket.state) await refreshTicket(turn, ref);
  return undefined;
}

/** An agent's words to the requester; when they ask for something the ticket waits for the requester. */
export async function relayFromAgent(
  turn: Turn,
  agent: StaffMember,
  ref: TicketRef,
  words: Words,
  act: 'reply-ticket' | 'ask-requester' | 'relay-outside-news' = 'reply-ticket',
): Promise<Flash | undefined> {
  const { store, now } = turn;
  if (words.text === '' && words.files.length === 0) return { reason: 'empty-text' };
  const ticket = await store.tickets.lock(ref.tenantId, ref.ticketId);
  if (!ticket) return { reason: 'no-ticket' };
  const outcome = replied(ticket, agent, now, act === 'ask-requester');
  if (!outcome.ok) return { reason: outcome.reason };

  const chat = await store.chats.get(ticket.tenantId, ticket.requesterChatId);
  const said = messageOf(turn, ticket, words, 'agent', agent.id, agent.name);
  const message: Message =
    chat?.installedAt === undefined
      ? { ...said, delivery: 'not-delivered', failure: chat?.unreachable ?? 'uninstalled' }
      : said;
  await store.messages.save(message);
  await store.tickets.save(outcome.value);
  await recordAct(turn, actorOf(turn, agent), act, { ticket: ref });
  await postNotice(turn, toRequester(ticket), { kind: 'relay', ...refOf(ticket), messageId: message.id });
  // It may wait behind others for the app to come back: the agent must not wait to hear of it.
  if (message.delivery === 'not-delivered') {
    await postNotice(turn, toThread(ticket), { kind: 'delivery', ...refOf(ticket), messageId: message.id });
  }
  const moved = outcome.value.state !== ticket.state || ticket.firstRespondedAt === undefined;
  if (moved) await refreshTicket(turn, ref);
  return undefined;
}

/** What stays in the thread: kept with the ticket, never sent to the requester. */
export async function addNote(
  turn: Turn,
  agent: StaffMember,
  ref: TicketRef,
  words: Words,
): Promise<Flash | undefined> {
  if (words.text === '') return { reason: 'empty-text' };
  const ticket = await turn.store.tickets.get(ref.tenantId, ref.ticketId);
  if (!ticket) return { reason: 'no-ticket' };
  const note: Message = {
    ...messageOf(turn, ticket, words, 'agent', agent.id, agent.name),
    kind: 'note',
    delivery: 'private',
  };
  await turn.store.messages.save(note);
  await recordAct(turn, actorOf(turn, agent), 'add-note', { ticket: ref });
  await postNotice(turn, toThread(ticket), { kind: 'note-kept', ...refOf(ticket), messageId: note.id });
  return undefined;
}

function messageOf(
  turn: Turn,
  ticket: Ticket,
  words: Words,
  from: Message['from'],
  authorId: string,
  authorName: string,
): Message {
  return {
    id: turn.newId(),
    tenantId: ticket.tenantId,
    ticketId: ticket.id,
    kind: 'relay',
    from,
    authorId,
    authorName,
    text: mask(words.text).text,
    files: withoutSecrets(words.files),
    edited: false,
    deleted: false,
    ...changedBy(words.changedAt),
    ...(words.source && {
      sourceTenantId: words.source.tenantId,
      sourceConversationId: words.source.conversationId,
      sourceActivityId: words.source.activityId,
    }),
    delivery: 'sending',
    saidAt: turn.now,
  };
}
