// A timer's time has come: it fires in a turn, or asks another system. What nobody can take back waits for a sure clock.
import type { ClockCheck } from './clock-check.ts';
import { fireTimer } from './flows/fire-timer.ts';
import { type ClaimedTimer, isJob, type JobKind, type Timer, type TimerKind } from './flows/ports.ts';
import type { RunJob, RunTurn } from './flows/run-job.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export interface FireParts {
  readonly runTurn: RunTurn;
  readonly jobs: Readonly<Record<JobKind, RunJob>>;
  readonly clock: Pick<ClockCheck, 'notice' | 'isConfirmed'>;
  readonly metrics: Pick<Metrics, 'timer'>;
  readonly log: Pick<Log, 'info'>;
}

/**
 * One that is held back stays: it is claimed again when its lease is over, and told of once until it fires. That is no
 * trouble in itself: at each start the clock is sure a moment after the first timers are due.
 */
export function createFire(parts: FireParts): (timer: ClaimedTimer) => Promise<void> {
  const { runTurn, jobs, clock, metrics, log } = parts;
  const heldBack = new Set<TimerKind>();

  return async (timer) => {
    const { kind } = timer;
    clock.notice();
    if (needsSureClock(timer) && !clock.isConfirmed()) {
      if (!heldBack.has(kind)) log.info({ event: 'timer-held-back', kind });
      heldBack.add(kind);
      return;
    }
    heldBack.delete(kind);
    if (isJob(timer)) await jobs[timer.kind](runTurn, timer);
    else await runTurn((turn) => fireTimer(turn, timer));
    metrics.timer(kind);
  };
}

/** What was done by a wrong clock is done. */
function needsSureClock({ kind }: Timer): boolean {
  return kind === 'retention' || kind === 'staff-check';
}
