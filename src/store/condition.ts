// How the store is, as its own answers tell: for whoever asks whether it can be used, and for the log.
import type { StoreLog } from './engine.ts';
import { type StoreTrouble, troubleOf } from './failures.ts';

export interface Condition {
  trouble(): StoreTrouble | undefined;
  /** A transaction came to its end; perhaps it has only read. */
  works(): void;
  /** Something was written. Writing is trusted again when nothing has failed for three seconds. */
  writes(): void;
  fails(error: unknown): void;
}

/** What only a write can find out to be over. */
const ofWriting: readonly StoreTrouble[] = ['store-full', 'store-read-only'];
/** On a full disk a small write may still find its place. */
const quietMs = 3_000;

/** One line in the log when trouble begins or changes, and one when it is over. */
export function createCondition(log: StoreLog): Condition {
  let trouble: StoreTrouble | undefined;
  let failedAt = 0;
  function become(next: StoreTrouble | undefined): void {
    if (next === trouble) return;
    trouble = next;
    if (next === undefined) log.warn({ event: 'store-usable-again' });
    else log.warn({ event: 'store-unusable', reason: next });
  }
  return {
    trouble: () => trouble,
    works: () => {
      if (trouble !== undefined && !ofWriting.includes(trouble)) become(undefined);
    },
    writes: () => {
      if (performance.now() - failedAt >= quietMs) become(undefined);
    },
    fails: (error) => {
      const next = troubleOf(error);
      if (next === undefined) return;
      failedAt = performance.now();
      become(next);
    },
  };
}
