// An agent takes a ticket: first come, first served.
import type { Flash } from '../domain/notice.ts';
import type { StaffMember } from '../domain/person.ts';
import { claim } from '../domain/ticket.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, refOf, refreshTicket, toRequester, toThread } from './post-notice.ts';
import { actorOf, recordAct } from './record-audit.ts';

/** Decided by the ticket's row lock; the loser is told who has it. */
export async function claimTicket(
  turn: Turn,
  agent: StaffMember,
  ref: TicketRef,
): Promise<Flash | undefined> {
  const ticket = await turn.store.tickets.lock(ref.tenantId, ref.ticketId);
  if (!ticket) return { reason: 'no-ticket' };

  const outcome = claim(ticket, agent, turn.now);
  if (!outcome.ok) {
    return { reason: outcome.reason, ...(ticket.assigneeName !== undefined && { by: ticket.assigneeName }) };
  }

  await turn.store.tickets.save(outcome.value);
  await recordAct(turn, actorOf(turn, agent), 'claim-ticket', { ticket: ref });
  const event = { kind: 'thread-event', ...refOf(ticket), event: 'claimed', by: agent.name } as const;
  await postNotice(turn, toThread(ticket), event);
  await postNotice(turn, toRequester(ticket), { kind: 'claimed', ...refOf(ticket) });
  await refreshTicket(turn, ref);
  return undefined;
}
