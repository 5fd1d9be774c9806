// Words that did not reach the requester leave once more, because an agent says so.
import type { Message } from '../domain/message.ts';
import type { Flash } from '../domain/notice.ts';
import type { StaffMember } from '../domain/person.ts';
import { isOpen } from '../domain/ticket.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, refOf, refreshThread, toRequester } from './post-notice.ts';
import { actorOf, recordAct } from './record-audit.ts';

/** Exactly the words that were offered, in their order and under their authors' names, and each once. */
export async function sendAgain(turn: Turn, agent: StaffMember, ref: TicketRef): Promise<Flash | undefined> {
  const { store } = turn;
  const ticket = await store.tickets.lock(ref.tenantId, ref.ticketId);
  if (!ticket) return { reason: 'no-ticket' };
  if (!isOpen(ticket)) return { reason: 'ended' };
  const undelivered = await store.messages.undelivered(ref);
  // What its author took back meanwhile is not offered any more.
  const offered = undelivered.filter((m) => m.offeredAt !== undefined && !m.deleted);
  if (offered.length === 0) return { reason: 'nothing-to-send' };
  const chat = await store.chats.get(ticket.tenantId, ticket.requesterChatId);
  if (chat?.installedAt === undefined) return { reason: 'not-reachable' };

  for (const { offeredAt: _o, failure: _f, ...words } of offered) {
    const message: Message = { ...words, delivery: 'sending' };
    await store.messages.save(message);
    await postNotice(turn, toRequester(ticket), { kind: 'relay', ...refOf(ticket), messageId: message.id });
  }
  await recordAct(turn, actorOf(turn, agent), 'send-again', { ticket: ref });
  await refreshThread(turn, ref);
  return undefined;
}
