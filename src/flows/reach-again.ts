// Somebody can be reached again: of what waited for them only what is still true leaves by itself.
import type { Chat } from '../domain/chat.ts';
import { canBeFound, type Message } from '../domain/message.ts';
import { isCard, type Notice } from '../domain/notice.ts';
import { isOpen } from '../domain/ticket.ts';
import type { WaitingRow } from './outbox-ports.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, refreshThread, toThread } from './post-notice.ts';

/** Words older than this would surprise: the agent has found another way by then. */
const wordsFreshMs = 86_400_000;

/**
 * Cards leave, for they show what is true now. An agent's words of the last day are offered to the agent, who
 * knows whether they still fit. All other texts are dropped, and the log says so.
 */
export async function reachAgain(turn: Turn, chat: Chat): Promise<void> {
  const lane = `chat:${chat.id}`;
  const offered = new Map<string, TicketRef>();
  for (const row of await turn.store.outbox.waitingIn(lane)) {
    const fate = await fateOf(turn, chat, row);
    if (fate === 'leaves') continue;
    await dropRow(turn, row.id, row.notice, fate);
    if (fate === 'offered' && row.notice.kind === 'relay') offered.set(row.notice.ticketId, row.notice);
  }
  await turn.store.outbox.unpark([lane], turn.now);
  for (const { tenantId, ticketId } of offered.values()) await offerWords(turn, { tenantId, ticketId });
}

/** It will never leave; the log says so. */
export async function dropRow(turn: Turn, id: string, notice: Notice, reason: string): Promise<void> {
  await turn.store.outbox.drop(id, reason);
  turn.remark({ event: 'not-delivered', notice: notice.kind, reason });
}

type Fate = 'leaves' | 'offered' | 'too-old' | 'out-of-date';

async function fateOf(turn: Turn, chat: Chat, { notice, class: kind }: WaitingRow): Promise<Fate> {
  // Another one is posted right away, for an installation of its own.
  if (notice.kind === 'welcome') return chat.welcomedAt === undefined ? 'out-of-date' : 'leaves';
  if (isCard(notice)) return 'leaves';
  if (notice.kind !== 'relay') return 'out-of-date';
  const message = await lockMessage(turn, notice, notice.messageId);
  if (!message) return 'out-of-date';
  // An edit of what stands there already follows; of what never arrived there is nothing to change.
  if (kind === 'update') return canBeFound(message) ? 'leaves' : 'out-of-date';
  return offer(turn, notice, message);
}

async function offer(turn: Turn, { tenantId, ticketId }: TicketRef, message: Message): Promise<Fate> {
  const ticket = await turn.store.tickets.get(tenantId, ticketId);
  const failure = message.failure ?? 'uninstalled';
  const undelivered: Message = { ...message, delivery: 'not-delivered', failure };
  const isFresh = turn.now - message.saidAt < wordsFreshMs;
  const fits = isFresh && !message.deleted && ticket !== undefined && isOpen(ticket);
  await turn.store.messages.save(fits ? { ...undelivered, offeredAt: turn.now } : undelivered);
  return fits ? 'offered' : isFresh ? 'out-of-date' : 'too-old';
}

/** Locked by its ticket: an edit of the same words must not get lost. */
async function lockMessage(turn: Turn, ref: TicketRef, messageId: string): Promise<Message | undefined> {
  await turn.store.tickets.lock(ref.tenantId, ref.ticketId);
  return turn.store.messages.get(ref.tenantId, messageId);
}

async function offerWords(turn: Turn, ref: TicketRef): Promise<void> {
  const ticket = await turn.store.tickets.get(ref.tenantId, ref.ticketId);
  if (!ticket) return;
  await postNotice(turn, toThread(ticket), { kind: 'reachable-again', ...ref });
  await refreshThread(turn, ref);
}
