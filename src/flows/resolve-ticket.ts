// The end of a ticket: solved by an agent, confirmed by the requester, rated, or withdrawn.
import type { AuditedAct } from '../domain/audit.ts';
import type { Flash } from '../domain/notice.ts';
import type { Person, StaffMember } from '../domain/person.ts';
import { mask } from '../domain/secrets.ts';
import { close, rate, requesterSpoke, solve, type Ticket, withdraw } from '../domain/ticket.ts';
import { endOpenEscalation } from './escalate-ticket.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, refOf, refreshTicket, toRequester, toThread } from './post-notice.ts';
import { actorOf, recordAct } from './record-audit.ts';

const dayMs = 86_400_000;

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

  await turn.store.tickets.save(outcome.value);
  await recordAct(turn, actorOf(turn, agent), 'solve-ticket', { ticket: ref });
  await endOpenEscalation(turn, ref);
  await waitForSilence(turn, outcome.value, 'confirm-reminder');
  await waitForSilence(turn, outcome.value, 'close-silent');
  await postNotice(turn, toRequester(ticket), { kind: 'resolution', ...refOf(ticket) });
  await refreshTicket(turn, ref);
  return undefined;
}

/** What silence after a solution leads to. */
export type SilenceTimer = 'confirm-reminder' | 'close-silent';

/** One of each kind for a solution: set again, it moves to what the settings say now. */
export async function waitForSilence(turn: Turn, ticket: Ticket, kind: SilenceTimer): Promise<void> {
  const dueAt = silentAt(turn, ticket, kind);
  if (dueAt === undefined) return;
  const { tenantId, id: subjectId, cycle } = ticket;
  await turn.store.timers.set({ id: `${kind} ${subjectId} ${cycle}`, kind, tenantId, subjectId, dueAt });
}

/** When nothing was said for long enough since the ticket was solved; undefined while it is not. */
export function silentAt(turn: Turn, ticket: Ticket, kind: SilenceTimer): number | undefined {
  if (ticket.state !== 'solved' || ticket.solvedAt === undefined) return undefined;
  const { reminder, close: closing } = turn.settings.closeAfterDays;
  return ticket.solvedAt + (kind === 'close-silent' ? closing : reminder) * dayMs;
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
  await turn.store.tickets.save(outcome.value);
  await recordOwnAct(turn, person, 'not-solved', ref);
  await postNotice(turn, toThread(ticket), {
    kind: 'thread-event',
    ...refOf(ticket),
    event: 'requester-reopened',
  });
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
