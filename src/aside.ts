// Turns that nobody waits for and that nothing else would begin again: while the store is away they are tried anew.
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from './domain/errors.ts';
import type { Turn } from './flows/ports.ts';
import type { RunTurn } from './flows/run-job.ts';
import type { Log } from './log.ts';

export interface Aside {
  /** Begins at once; `failure` is the event by which the log is told, once, that it did not succeed at first. */
  run(work: (turn: Turn) => Promise<void>, failure: string): void;
  /** Nothing is begun any more; waits for what is being done. */
  stop(): Promise<void>;
}

const againMs = 1_000;

export function createAside(runTurn: RunTurn, log: Pick<Log, 'error'>, pauseMs = againMs): Aside {
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function untilDone(work: (turn: Turn) => Promise<void>, failure: string): Promise<void> {
    for (let times = 0; !stopping.signal.aborted; times += 1) {
      try {
        return await runTurn(work);
      } catch (error) {
        const passes = error instanceof AppError && error.retryable;
        if (times === 0 || !passes) log.error({ event: failure, error });
        if (!passes) return;
      }
      await sleep(pauseMs, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    run: (work, failure) => {
      const done: Promise<void> = untilDone(work, failure).finally(() => running.delete(done));
      running.add(done);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
