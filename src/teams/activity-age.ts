// An activity whose own time is far from ours: late, replayed, or our clock is wrong. Taken all the same, but seen.
import type { GatedActivity } from './gate.ts';
import type { WireLog } from './wire-log.ts';

const farMs = 10 * 60_000;
const logAgainAfterMs = 60_000;

/** Counts each of them, and logs one a minute. Whoever replays a token with old activities shows up here. */
export function createAgeWatch(
  now: () => number,
  count: () => void,
  log: WireLog,
): (activity: GatedActivity) => void {
  let loggedAt = Number.NEGATIVE_INFINITY;
  return ({ timestamp }) => {
    const saidAt = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
    if (Number.isNaN(saidAt) || Math.abs(now() - saidAt) <= farMs) return;
    count();
    if (now() - loggedAt < logAgainAfterMs) return;
    loggedAt = now();
    log.warn({ event: 'activity-stale', reason: saidAt < now() ? 'old' : 'ahead' });
  };
}
