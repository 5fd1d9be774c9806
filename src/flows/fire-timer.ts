// A due time has come: the state is read again, and a timer that it has overtaken does nothing.
import { nextCheckAt } from '../domain/escalation.ts';
import { planOf } from '../domain/settings.ts';
import { clockState } from '../domain/sla.ts';
import { close, type Ticket } from '../domain/ticket.ts';
import { checkStaff } from './check-staff.ts';
import { disableChats, enableChats } from './disable-tenant.ts';
import { noteAuditHead, sweep } from './keep-house.ts';
import { fireReleaseTickets } from './leave-team.ts';
import { moveTickets } from './lose-channel.ts';
import type { ClaimedTimer, JobKind, Timer, TimerKind, Turn } from './ports.ts';
import { postNotice, refOf, refreshTicket, toRequester, toThread } from './post-notice.ts';
import { type SilenceTimer, silenceTimerId, silentAt, waitOn } from './wait-for-silence.ts';

type Fire = (turn: Turn, timer: Timer) => Promise<void>;

/** Jobs are run, see `run-job.ts`. */
const fires: Readonly<Record<Exclude<TimerKind, JobKind>, Fire>> & Partial<Record<JobKind, undefined>> = {
  'clock-warning': (turn, timer) => watchClock(turn, timer, 'warning'),
  'clock-breach': (turn, timer) => watchClock(turn, timer, 'breached'),
  'confirm-reminder': remindToConfirm,
  'close-silent': closeSilent,
  'escalation-check': checkEscalation,
  'move-tickets': moveTickets,
  'release-tickets': fireReleaseTickets,
  'staff-check': checkStaff,
  'disable-chats': disableChats,
  'reach-again': enableChats,
  retention: sweep,
  'audit-head': noteAuditHead,
};

/** Once per due time: who slept through the lease finds that somebody else has fired it. */
export async function fireTimer(
  turn: Turn,
  { leaseOwner, leaseUntil, ...timer }: ClaimedTimer,
): Promise<void> {
  if (!(await turn.store.timers.take({ ...timer, leaseOwner, leaseUntil }))) return;
  await fires[timer.kind]?.(turn, timer);
}

/** A changed severity moved the clock: only a timer that fits it speaks. */
async function watchClock(turn: Turn, timer: Timer, state: 'warning' | 'breached'): Promise<void> {
  const { store, now } = turn;
  const ticket = await store.tickets.lock(timer.tenantId, timer.subjectId);
  if (!ticket) return;
  const dueAt = state === 'warning' ? ticket.firstResponseWarnAt : ticket.firstResponseDueAt;
  if (dueAt !== timer.dueAt || clockState(ticket, now) !== state) return;
  await store.tickets.save({
    ...ticket,
    ...(state === 'warning' ? { warningToldAt: now } : { breachToldAt: now }),
  });
  await postNotice(turn, toThread(ticket), { kind: 'clock', ...refOf(ticket), state });
  await refreshTicket(turn, refOf(ticket));
}

async function remindToConfirm(turn: Turn, timer: Timer): Promise<void> {
  const ticket = await turn.store.tickets.lock(timer.tenantId, timer.subjectId);
  if (!ticket || !(await hasBeenSilent(turn, ticket, 'confirm-reminder'))) return;
  await turn.store.tickets.save({ ...ticket, remindedAt: turn.now });
  await postNotice(turn, toRequester(ticket), { kind: 'resolution', ...refOf(ticket) });
}

async function closeSilent(turn: Turn, timer: Timer): Promise<void> {
  const ticket = await turn.store.tickets.lock(timer.tenantId, timer.subjectId);
  if (!ticket || !(await hasBeenSilent(turn, ticket, 'close-silent'))) return;
  if (await reminderIsLate(turn, ticket)) return;
  const outcome = close(ticket, turn.now);
  if (!outcome.ok) return;
  await turn.store.tickets.save(outcome.value);
  await postNotice(turn, toThread(ticket), {
    kind: 'thread-event',
    ...refOf(ticket),
    event: 'closed-by-silence',
  });
  if (!ticket.isUnasked) {
    await postNotice(turn, toRequester(ticket), { kind: 'closed-by-silence', ...refOf(ticket) });
  }
  await refreshTicket(turn, refOf(ticket));
}

/** We were away when it was due: it goes out first, and the requester gets the days that follow it. */
async function reminderIsLate(turn: Turn, ticket: Ticket): Promise<boolean> {
  if (ticket.isUnasked || ticket.remindedAt !== undefined) return false;
  const id = silenceTimerId(ticket, 'confirm-reminder');
  if (!(await turn.store.timers.get(ticket.tenantId, id))) return false;
  const { reminder, close: closing } = turn.settings.closeAfterDays;
  await waitOn(turn, ticket, 'close-silent', turn.now + (closing - reminder) * 86_400_000);
  return true;
}

/** Solved anew, or given more days by the settings since the timer was set: then it waits for these days. */
async function hasBeenSilent(turn: Turn, ticket: Ticket, kind: SilenceTimer): Promise<boolean> {
  const at = silentAt(turn, ticket, kind);
  if (at === undefined) return false;
  if (turn.now < at) await waitOn(turn, ticket, kind);
  return turn.now >= at;
}

async function checkEscalation(turn: Turn, timer: Timer): Promise<void> {
  const { store, settings, now } = turn;
  const found = await store.escalations.get(timer.tenantId, timer.subjectId);
  const ticket = found && (await store.tickets.lock(found.tenantId, found.ticketId));
  if (!ticket) return;
  // Its number may have been corrected until the ticket was ours.
  const escalation = await store.escalations.get(found.tenantId, found.id);
  if (escalation?.state !== 'filed' || escalation.checkDueAt !== timer.dueAt) return;
  const checkDueAt = nextCheckAt(now, planOf(settings, ticket.planId).hours);
  await store.escalations.save({ ...escalation, checkDueAt });
  await store.timers.set({ ...timer, id: turn.newId(), dueAt: checkDueAt });
  await postNotice(turn, toThread(ticket), {
    kind: 'escalation-check',
    ...refOf(ticket),
    escalationId: escalation.id,
  });
  await refreshTicket(turn, refOf(ticket));
}
