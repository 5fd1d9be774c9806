// Transactions that wait for the one connection of SQLite share one commit: the disk is asked once for all of them.
import { setImmediate as afterOthers } from 'node:timers/promises';
import type { Tx } from './schema.ts';

type Work<Result> = (tx: Tx) => Promise<Result>;
/** Runs the work in one transaction of the database. */
export type RunTransaction = <Result>(work: Work<Result>) => Promise<Result>;

interface Waiting {
  readonly work: Work<unknown>;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** Their statements hold the thread: more of them would keep requests and timers waiting. */
const maxGroup = 16;

/**
 * Each work is answered after the commit that it is part of. When one of a group fails, nothing of the group
 * is kept, and each is run again on its own: like after a lost race, a work must stand being run again.
 */
export function sharingCommits(run: RunTransaction): RunTransaction {
  const queue: Waiting[] = [];
  let draining = false;

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      // SQLite answers without ever letting go of the thread: without this pause a busy queue of transactions
      // would keep HTTP and timers waiting until it is empty. Who is ready meanwhile joins the group.
      await afterOthers();
      await afterOthers();
      await runGroup(run, queue);
    }
    draining = false;
  }

  return <Result>(work: Work<Result>) =>
    new Promise<Result>((resolve, reject) => {
      queue.push({ work, resolve: resolve as (result: unknown) => void, reject });
      if (draining) return;
      draining = true;
      void drain();
    });
}

/** Also takes what comes while it runs, such as the claim of what a turn has just put into the outbox. */
async function runGroup(run: RunTransaction, queue: Waiting[]): Promise<void> {
  const group: Waiting[] = [];
  const results: unknown[] = [];
  try {
    await run(async (tx) => {
      for (let next = queue.shift(); next; next = group.length < maxGroup ? queue.shift() : undefined) {
        group.push(next);
        results.push(await next.work(tx));
      }
    });
  } catch (error) {
    const [only] = group;
    return group.length === 1 && only ? only.reject(error) : runEach(run, group, queue, error);
  }
  for (const [index, { resolve }] of group.entries()) resolve(results[index]);
}

async function runEach(
  run: RunTransaction,
  group: readonly Waiting[],
  queue: Waiting[],
  error: unknown,
): Promise<void> {
  // The transaction could not even begin: whoever waits first learns of it.
  if (group.length === 0) return queue.shift()?.reject(error);
  for (const { work, resolve, reject } of group) await run(work).then(resolve, reject);
}
