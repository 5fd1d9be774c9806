// The end of a ticket: solved by an agent, confirmed by the requester, rated, or withdrawn.
import type { AuditedAct } from '../domain/audit.ts';
import type { Flash } from '../domain/notice.ts';
import type { Person, StaffMember } from '../domain/person.ts';
import { mask } from '../domain/secrets.ts';
import { unasked } from '../domain/silence.ts';
import { close, rate, requesterSpoke, solve, type Ticket, withdraw } from '../domain/ticket.ts';
import { endOpenEscalation } from './escalate-ticket.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, refOf, refreshTicket, toRequester, toThread } from './post-notice.ts';
import { actorOf, recordAct } from './record-audit.ts';
import { reopenTicket } from './reopen-ticket.ts';
import { tellMissed, waitForSilence } from './wait-for-silence.ts';

/** Asks the requester whether it is solved; silence is reminded once and then closes. */
export async function solveTicket(
  turn: Turn,
  agent: StaffMember,
  ref: TicketRef,
  resolution: string,
): Promise<Flash | undefined> {
  if (resolution === '') return { reason: 'empty-text' };
  const ticket = await turn.store.tickets.lock(ref.tenantId, ref.ticketId);
  if (!ticket) return { reason: 'no-ticket' };
  const outcome = solve(ticket, agent, mask(resolution).text, turn.now);
  if (!outcome.ok) return { reason: outcome.reason };

  const chat = await turn.store.chats.get(ticket.tenantId, ticket.requesterChatId);
  const isMissed = chat?.installedAt === undefined;
  const solved = (isMissed && unasked(outcome.value)) || outcome.value;
  await turn.store.tickets.save(solved);
  await recordAct(turn, actorOf(turn, agent), 'solve-ticket', { ticket: ref });
  await endOpenEscalation(turn, ref);
  await waitForSilence(turn, solved);
  await postNotice(turn, toRequester(ticket), { kind: 'resolution', ...refOf(ticket) });
  if (isMissed) await tellMissed(turn, ticket);
  await refreshTicket(turn, ref);
  return undefined;
}

/** The requester says so: the ticket is closed, and its thread told. Refuses with `no-ticket` or `not-solved`. */
export async function confirmSolved(turn: Turn, person: Person, ref: TicketRef): Promise<Flash | undefined> {
  const ticket = await lockOwn(turn, person, ref);
  if (!ticket) return { reason: 'no-ticket' };
  const outcome = close(ticket, turn.now);
  if (!outcome.ok) return { reason: outcome.reason };
  await turn.store.tickets.save(outcome.value);
  await recordOwnAct(turn, person, 'confirm-solved', ref);
  await postNotice(turn, toThread(ticket), {
    kind: 'thread-event',
    ...refOf(ticket),
    event: 'requester-confirmed',
  });
  await refreshTicket(turn, ref);
  return undefined;
}

/** Also reopens a closed ticket, within the settings' number of days. */
export async function notSolved(turn: Turn, person: Person, ref: TicketRef): Promise<Flash | undefined> {
  const ticket = await lockOwn(turn, person, ref);
  if (!ticket) return { reason: 'no-ticket' };
  if (ticket.state !== 'solved' && ticket.state !== 'closed') return { reason: 'not-solved' };
  const outcome = requesterSpoke(ticket, turn.now, turn.settings.reopenWithinDays);
  if (!outcome.ok) return { reason: outcome.reason };
  await recordOwnAct(turn, person, 'not-solved', ref);
  await reopenTicket(turn, outcome.value);
  await refreshTicket(turn, ref);
  return undefined;
}

/** `score` as on the card; the words are masked. Refuses with `no-ticket`, `not-closed` or `already-rated`. */
export async function rateTicket(
  turn: Turn,
  person: Person,
  ref: TicketRef,
  score: number,
  comment: string,
): Promise<Flash | undefined> {
  const ticket = await lockOwn(turn, person, ref);
  if (!ticket) return { reason: 'no-ticket' };
  const outcome = rate(ticket, { score, ...(comment !== '' && { comment: mask(comment).text }) });
  if (!outcome.ok) return { reason: outcome.reason };
  await turn.store.tickets.save(outcome.value);
  await postNotice(turn, toThread(ticket), { kind: 'thread-event', ...refOf(ticket), event: 'rated' });
  await refreshTicket(turn, ref);
  return undefined;
}

/** The requester needs no help any more. Refuses with `no-ticket` or `ended`. */
export async function withdrawTicket(turn: Turn, person: Person, ref: TicketRef): Promise<Flash | undefined> {
  const ticket = await lockOwn(turn, person, ref);
  if (!ticket) return { reason: 'no-ticket' };
  const outcome = withdraw(ticket, turn.now);
  if (!outcome.ok) return { reason: outcome.reason };
  await turn.store.tickets.save(outcome.value);
  await recordOwnAct(turn, person, 'withdraw-ticket', ref);
  await endOpenEscalation(turn, ref);
  await postNotice(turn, toThread(ticket), {
    kind: 'thread-event',
    ...refOf(ticket),
    event: 'requester-withdrew',
  });
  await refreshTicket(turn, ref);
  return undefined;
}

function recordOwnAct(turn: Turn, person: Person, act: AuditedAct, ticket: TicketRef): Promise<void> {
  return recordAct(turn, { tenantId: person.tenantId, personId: person.id }, act, { ticket });
}

/** Somebody else's ticket is as absent as one that never was. */
async function lockOwn(turn: Turn, person: Person, ref: TicketRef): Promise<Ticket | undefined> {
  const ticket = await turn.store.tickets.lock(ref.tenantId, ref.ticketId);
  return ticket?.requesterId === person.id && ticket.tenantId === person.tenantId ? ticket : undefined;
}
