// A turn's transaction: run again when it lost a race, and never at the cost of everything else.
import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '../domain/errors.ts';
import type { Store, Transaction } from '../flows/ports.ts';
import { trailIn } from './audit.ts';
import type { Engine, OpenEngine } from './engine.ts';
import { asAppError, isRace } from './failures.ts';
import { type RunTransaction, sharingCommits } from './group-commit.ts';
import type { Tx } from './schema.ts';
import { storeIn, type Told } from './store.ts';
import { whenFree } from './when-free.ts';

const maxRepeats = 3;

/**
 * Tells of new rows in the outbox and of timers: on SQLite as soon as they are written, for who asks then shares
 * the commit and sees them; on PostgreSQL after the commit, before which nobody else would see them.
 *
 * Errors of the database come out as AppErrors, those of the work as they are.
 */
export function transactionOn({ engine, kysely }: OpenEngine, tell: Told): Transaction {
  const alone: RunTransaction = (work) => kysely.transaction().execute(work);
  const run = engine === 'sqlite' ? sharingCommits(alone) : alone;
  return async (work) => {
    refuseNesting();
    for (let repeats = 0; ; repeats += 1) {
      try {
        const { told, pass } = engine === 'sqlite' ? { told: tell, pass: () => {} } : heldBack(tell);
        const result = await whenFree(() => run((tx) => marked(() => onStore(tx, engine, work, told))));
        pass();
        return result;
      } catch (error) {
        if (!isRace(error) || repeats === maxRepeats) throw asAppError(error);
      }
    }
  };
}

function heldBack(tell: Told): { told: Told; pass: () => void } {
  let added = false;
  let dueAt = Number.POSITIVE_INFINITY;
  const told: Told = {
    outbox: () => {
      added = true;
    },
    timer: (at) => {
      dueAt = Math.min(dueAt, at);
    },
  };
  const pass = () => {
    if (added) tell.outbox();
    if (dueAt < Number.POSITIVE_INFINITY) tell.timer(dueAt);
  };
  return { told, pass };
}

async function onStore<Result>(
  tx: Tx,
  engine: Engine,
  work: (store: Store) => Promise<Result>,
  told: Told,
): Promise<Result> {
  const trail = trailIn(tx, engine);
  const result = await work(storeIn(tx, engine, trail.audit, told));
  await trail.seal();
  return result;
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
