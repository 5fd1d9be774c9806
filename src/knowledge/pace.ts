// Long work in short steps: a turn that comes meanwhile waits for one of them.
import { setImmediate } from 'node:timers/promises';

const longestStepMs = 8;

/** To be awaited between steps; lets other work pass whenever some milliseconds are over. */
export type Pace = () => Promise<void>;

/** Work that is not wanted any more ends with the signal's reason. */
export function createPace(signal?: AbortSignal): Pace {
  let since = performance.now();
  return async () => {
    signal?.throwIfAborted();
    if (performance.now() - since < longestStepMs) return;
    await setImmediate();
    since = performance.now();
  };
}

export async function paced<Result>(steps: Generator<void, Result>, pace: Pace): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await pace();
  }
}

/** The same without letting anything pass. */
export function atOnce<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
