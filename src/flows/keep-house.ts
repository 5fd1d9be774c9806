// What comes again and again whatever anybody does: old things are deleted, the audit's head is noted elsewhere.
import { wantStaffCheck } from './check-staff.ts';
import type { TimerKind, Turn } from './ports.ts';

const hourMs = 3_600_000;
const soonMs = 1000;
const rowsAtOnce = 200;

/** Each time that the clock is trusted anew, first after a start: all come at once, and then set themselves. */
export async function startHousekeeping(turn: Turn): Promise<void> {
  await wantStaffCheck(turn);
  await comeAgain(turn, 'retention', turn.now);
  await comeAgain(turn, 'audit-head', turn.now);
}

/** In small batches: while there is more it comes again within seconds, otherwise within the hour. */
export async function sweep(turn: Turn): Promise<void> {
  const { store, settings, now } = turn;
  const days = settings.retentionDays;
  const { deleted, more } = await store.retention.sweep({ now, days, limit: rowsAtOnce });
  if (deleted > 0) turn.remark({ event: 'old-rows-deleted', rows: deleted });
  await comeAgain(turn, 'retention', now + (more ? soonMs : hourMs));
}

/** Once a day into the log: whoever rewrites the whole audit would have to rewrite that as well. */
export async function noteAuditHead(turn: Turn): Promise<void> {
  turn.remark({ event: 'audit-head', ...(await turn.store.audit.head()) });
  await comeAgain(turn, 'audit-head', turn.now + 24 * hourMs);
}

/** There is one of each kind, by its id. */
async function comeAgain(
  turn: Turn,
  kind: Extract<TimerKind, 'retention' | 'audit-head'>,
  dueAt: number,
): Promise<void> {
  const { tenantId } = turn.settings.partner;
  await turn.store.timers.set({ id: kind, kind, tenantId, subjectId: kind, dueAt });
}
