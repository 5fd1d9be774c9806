// A requester who says nothing after the solution: what counts as silence, when it is reminded, and when it closes.
import type { Settings } from './settings.ts';
import type { Ticket } from './ticket.ts';

const dayMs = 86_400_000;

/** The resolution has not reached the requester; undefined when nothing waits for their word, or it is known. */
export function unasked(ticket: Ticket): Ticket | undefined {
  if (ticket.state !== 'solved' || ticket.isUnasked) return undefined;
  return { ...ticket, isUnasked: true };
}

/** It has arrived after all, and silence counts from now; undefined when it was never missing. */
export function askedLate(ticket: Ticket, now: number): Ticket | undefined {
  const { isUnasked, ...rest } = ticket;
  return ticket.state === 'solved' && isUnasked ? { ...rest, askedAt: now } : undefined;
}

type SilenceDays = Settings['closeAfterDays'];

/** When the requester is reminded to confirm; undefined while nothing waits for their word. */
export function remindsAt(ticket: Ticket, { reminder }: SilenceDays): number | undefined {
  const since = silentSince(ticket);
  return since === undefined ? undefined : since + reminder * dayMs;
}

/** Who cannot be reached is waited for this long, for a ticket that never ends would be kept for ever. */
export const unreachedDays = 30;

/** When silence closes it: never sooner after the reminder than the settings let pass between the two. */
export function closesAt(ticket: Ticket, { reminder, close: closing }: SilenceDays): number | undefined {
  const { state, isUnasked, solvedAt } = ticket;
  if (state === 'solved' && isUnasked && solvedAt !== undefined) {
    return solvedAt + Math.max(closing, unreachedDays) * dayMs;
  }
  const since = silentSince(ticket);
  if (since === undefined) return undefined;
  const { remindedAt = since } = ticket;
  return Math.max(since + closing * dayMs, remindedAt + (closing - reminder) * dayMs);
}

function silentSince({ state, isUnasked, askedAt, solvedAt }: Ticket): number | undefined {
  return state === 'solved' && !isUnasked ? (askedAt ?? solvedAt) : undefined;
}
