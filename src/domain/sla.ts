// The clock of a ticket: when the first response is due, when to warn, when it is a breach.
import { addWorkingMinutes, type BusinessHours, type DueTime } from './business-hours.ts';
import type { Plan, Severity } from './support-offer.ts';
import type { Ticket } from './ticket.ts';

/** A promised time that cannot be reached in the calendar is due at once: a settings fault must show. */
export function firstResponseDue(
  plan: Plan,
  hours: BusinessHours,
  severity: Severity,
  fromAt: number,
): DueTime {
  const minutes = plan.targets[severity].firstResponseMinutes;
  return addWorkingMinutes(hours, fromAt, minutes) ?? { dueAt: fromAt, steps: [] };
}

/** When three quarters of the promised working time are gone. */
export function firstResponseWarning(
  plan: Plan,
  hours: BusinessHours,
  severity: Severity,
  fromAt: number,
): number {
  const minutes = Math.floor(plan.targets[severity].firstResponseMinutes * 0.75);
  return addWorkingMinutes(hours, fromAt, minutes)?.dueAt ?? fromAt;
}

export type ClockState = 'running' | 'warning' | 'breached' | 'met' | 'missed' | 'stopped';

/** What the clock shows: `met` and `missed` are final, `stopped` is a ticket that ended unanswered. */
export function clockState(ticket: Ticket, now: number): ClockState {
  if (ticket.firstRespondedAt !== undefined) {
    return ticket.firstRespondedAt <= ticket.firstResponseDueAt ? 'met' : 'missed';
  }
  if (ticket.state === 'closed' || ticket.state === 'withdrawn') return 'stopped';
  if (now >= ticket.firstResponseDueAt) return 'breached';
  return now >= ticket.firstResponseWarnAt ? 'warning' : 'running';
}

/** The desk knows that this time of the clock is over; whoever was told of the breach needs no warning. */
export function isTold({ warningToldAt, breachToldAt }: Ticket, state: 'warning' | 'breached'): boolean {
  return breachToldAt !== undefined || (state === 'warning' && warningToldAt !== undefined);
}
