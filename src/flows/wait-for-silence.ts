// After "solved" the requester's silence is reminded once and then closes, if they have the resolution at all.
import { askedLate, closesAt, remindsAt, unasked } from '../domain/silence.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Turn } from './ports.ts';
import { postNotice, refOf, toThread } from './post-notice.ts';

/** What silence after a solution leads to. */
export type SilenceTimer = 'confirm-reminder' | 'close-silent';

/** Begins to wait for the requester's word. */
export async function waitForSilence(turn: Turn, ticket: Ticket): Promise<void> {
  await waitOn(turn, ticket, 'confirm-reminder');
  await waitOn(turn, ticket, 'close-silent');
}

/** Set again, it moves to what the settings and the ticket say now, or to `dueAt`. */
export async function waitOn(
  turn: Turn,
  ticket: Ticket,
  kind: SilenceTimer,
  dueAt = silentAt(turn, ticket, kind),
): Promise<void> {
  if (dueAt === undefined) return;
  const { tenantId, id: subjectId } = ticket;
  await turn.store.timers.set({ id: silenceTimerId(ticket, kind), kind, tenantId, subjectId, dueAt });
}

/** One of each kind for a solution that arrived. */
export function silenceTimerId({ id, cycle, askedAt }: Ticket, kind: SilenceTimer): string {
  return askedAt === undefined ? `${kind} ${id} ${cycle}` : `${kind} ${id} ${cycle} ${askedAt}`;
}

/** When nothing was said for long enough; undefined while that leads to nothing. */
export function silentAt({ settings }: Turn, ticket: Ticket, kind: SilenceTimer): number | undefined {
  return (kind === 'close-silent' ? closesAt : remindsAt)(ticket, settings.closeAfterDays);
}

/** The resolution does not reach the requester: the desk hears of it once, and silence says nothing until it does. */
export async function missResolution(turn: Turn, ticket: Ticket): Promise<void> {
  const missed = unasked(ticket);
  if (!missed) return;
  await turn.store.tickets.save(missed);
  await tellMissed(turn, missed);
}

/** At once: the resolution may wait behind others, and the agent must not wait to hear of it. */
export async function tellMissed(turn: Turn, ticket: Ticket): Promise<void> {
  await postNotice(turn, toThread(ticket), {
    kind: 'thread-event',
    ...refOf(ticket),
    event: 'resolution-not-delivered',
  });
}

/** It has arrived after all: the days begin anew. */
export async function resolutionArrived(turn: Turn, ticket: Ticket): Promise<void> {
  const asked = askedLate(ticket, turn.now);
  if (!asked) return;
  await turn.store.tickets.save(asked);
  await waitForSilence(turn, asked);
}
