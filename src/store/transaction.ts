// A turn's transaction: run again when it lost a race, and never at the cost of everything else.
import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as afterOthers } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import type { Transaction } from '../flows/ports.ts';
import type { OpenEngine } from './engine.ts';
import { asAppError, isRace } from './failures.ts';
import { storeIn } from './store.ts';

const maxRepeats = 3;

/** Errors of the database come out as AppErrors, those of the work as they are. */
export function transactionOn({ engine, kysely }: OpenEngine): Transaction {
  return async (work) => {
    refuseNesting();
    for (let repeats = 0; ; repeats += 1) {
      // SQLite answers without ever letting go of the thread: without this pause a busy queue of
      // transactions would keep HTTP and timers waiting until it is empty.
      await afterOthers();
      try {
        return await marked(() => kysely.transaction().execute((tx) => work(storeIn(tx, engine))));
      } catch (error) {
        if (!isRace(error) || repeats === maxRepeats) throw asAppError(error);
      }
    }
  };
}

const running = new AsyncLocalStorage<{ open: boolean }>();

async function marked<Result>(run: () => Promise<Result>): Promise<Result> {
  const mark = { open: true };
  try {
    return await running.run(mark, run);
  } finally {
    mark.open = false;
  }
}

/** The inner one would wait for the connection that the outer one has: on SQLite for ever. */
function refuseNesting(): void {
  if (running.getStore()?.open) {
    throw new AppError(
      'unexpected',
      'a transaction was begun inside a transaction; use the store it was given',
    );
  }
}
