// When somebody whom we can do without is better not asked: it fails, it wants to be left alone, or it costs too much.
import { type Bucket, limits, take } from '../domain/rate-limit.ts';

export interface Restraint {
  /** Undefined: ask. Else a code for the log. */
  reasonNow(): 'left-alone' | 'asked-enough' | undefined;
  worked(): void;
  /** `waitMs` is what it asked for. */
  failed(waitMs?: number): void;
}

const failuresInRow = 5;
const pauseMs = 60_000;
const longestPauseMs = 10 * 60_000;

/** After five failures in a row for a minute, and then one tries for all. In memory: a restart forgives. */
export function createRestraint(now: () => number): Restraint {
  let failures = 0;
  let pausedUntil = 0;
  let bucket: Bucket | undefined;

  const pause = (ms: number) => {
    pausedUntil = Math.max(pausedUntil, now() + Math.min(ms, longestPauseMs));
  };

  return {
    reasonNow() {
      if (now() < pausedUntil) return 'left-alone';
      const taken = take(bucket, limits.rankings, now());
      bucket = taken.bucket;
      if (!taken.allowed) return 'asked-enough';
      if (failures >= failuresInRow) pause(pauseMs);
      return undefined;
    },
    worked() {
      // It may want to be left alone all the same: this one was asked before it said so.
      if (failures >= failuresInRow) pausedUntil = 0;
      failures = 0;
    },
    failed(waitMs = 0) {
      failures += 1;
      pause(failures >= failuresInRow ? Math.max(pauseMs, waitMs) : waitMs);
    },
  };
}
