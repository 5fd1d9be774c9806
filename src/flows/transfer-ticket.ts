// A ticket moves: to another queue, or to another severity.
import { withSeverity } from '../domain/escalation.ts';
import type { Flash } from '../domain/notice.ts';
import type { StaffMember } from '../domain/person.ts';
import { mask } from '../domain/secrets.ts';
import { planOf, queueById } from '../domain/settings.ts';
import { firstResponseDue, firstResponseWarning } from '../domain/sla.ts';
import type { Severity } from '../domain/support-offer.ts';
import { isOpen, type Ticket, transfer } from '../domain/ticket.ts';
import { setClock } from './open-ticket.ts';
import type { TicketRef, Turn } from './ports.ts';
import { postNotice, refOf, refreshTicket, toRequester, toThread } from './post-notice.ts';
import { actorOf, recordAct } from './record-audit.ts';

/**
 * The ticket gets a thread in the other queue's channel; the old one says where it went. In its own queue it stays
 * where it is and loses its owner: this is how a colleague's ticket becomes free to be claimed.
 */
export async function transferTicket(
  turn: Turn,
  agent: StaffMember,
  ref: TicketRef,
  queueId: string,
): Promise<Flash | undefined> {
  const ticket = await turn.store.tickets.lock(ref.tenantId, ref.ticketId);
  if (!ticket) return { reason: 'no-ticket' };
  if (!queueById(turn.settings, queueId)) return { reason: 'unknown-queue' };
  const outcome = transfer(ticket, queueId);
  if (!outcome.ok) return { reason: outcome.reason };

  const moved = outcome.value;
  await turn.store.tickets.save(moved);
  await recordAct(turn, actorOf(turn, agent), 'transfer-ticket', { ticket: ref, queueId });
  if (queueId === ticket.queueId) return tellReleased(turn, ticket, 'released', agent);
  await postNotice(turn, toThread(ticket), { kind: 'thread-event', ...refOf(ticket), event: 'moved-away' });
  await refreshTicket(turn, ref);
  await postNotice(turn, toThread(moved), { kind: 'ticket', ...refOf(moved) });
  const escalation = await turn.store.escalations.latestOf(ref.tenantId, ref.ticketId);
  if (escalation && escalation.state !== 'ended') {
    await postNotice(turn, toThread(moved), {
      kind: 'escalation',
      ...refOf(moved),
      escalationId: escalation.id,
    });
  }
  return undefined;
}

/** Who had it has it no more; to the requester it matters only while they wait for an answer. */
export async function tellReleased(
  turn: Turn,
  ticket: Ticket,
  event: 'released' | 'left-team',
  { name }: Pick<StaffMember, 'name'>,
): Promise<undefined> {
  const ref = refOf(ticket);
  await postNotice(turn, toThread(ticket), { kind: 'thread-event', ...ref, event, by: name });
  if (ticket.state !== 'solved') await postNotice(turn, toRequester(ticket), { kind: 'takes-over', ...ref });
  await refreshTicket(turn, ref);
}

/** The old thread of a transferred ticket is no way to its requester any more. */
export async function movedElsewhere(
  turn: Turn,
  ref: TicketRef,
  queueId: string,
): Promise<Flash | undefined> {
  const ticket = await turn.store.tickets.get(ref.tenantId, ref.ticketId);
  if (!ticket || ticket.queueId === queueId) return undefined;
  return { reason: 'ticket-moved', queue: queueById(turn.settings, ticket.queueId)?.name ?? ticket.queueId };
}

/**
 * The promise follows the severity: the first response is due counted from the opening. Once it is given, its due
 * time stays what it was: kept is kept, and missed is missed.
 */
export async function changeSeverity(
  turn: Turn,
  agent: StaffMember,
  ref: TicketRef,
  severity: Severity,
  reason: string,
): Promise<Flash | undefined> {
  const ticket = await turn.store.tickets.lock(ref.tenantId, ref.ticketId);
  if (!ticket) return { reason: 'no-ticket' };
  if (!isOpen(ticket)) return { reason: 'ended' };
  if (reason === '') return { reason: 'empty-text' };
  if (severity === ticket.severity) return { reason: 'already-done' };

  const said = { severity, severityRule: 'agent', severityReason: mask(reason).text };
  const changed: Ticket = { ...ticket, ...said, ...clockFor(turn, ticket, severity) };
  await turn.store.tickets.save(changed);
  await recordAct(turn, actorOf(turn, agent), 'change-severity', { ticket: ref });
  if (ticket.firstRespondedAt === undefined) await setClock(turn, changed, ticket);
  await askWhatPacketLacks(turn, ref, severity);
  await postNotice(turn, toThread(ticket), {
    kind: 'thread-event',
    ...refOf(ticket),
    event: 'severity-changed',
  });
  await refreshTicket(turn, ref);
  return undefined;
}

/** A higher severity asks for more: a packet that was ready is none any more. */
async function askWhatPacketLacks({ store }: Turn, ref: TicketRef, severity: Severity): Promise<void> {
  const escalation = await store.escalations.latestOf(ref.tenantId, ref.ticketId);
  const asking = escalation && withSeverity(escalation, severity);
  if (asking) await store.escalations.save(asking);
}

function clockFor({ settings }: Turn, ticket: Ticket, severity: Severity): Partial<Ticket> {
  if (ticket.firstRespondedAt !== undefined) return {};
  const { plan, hours } = planOf(settings, ticket.planId);
  return {
    firstResponseDueAt: firstResponseDue(plan, hours, severity, ticket.openedAt).dueAt,
    firstResponseWarnAt: firstResponseWarning(plan, hours, severity, ticket.openedAt),
  };
}
