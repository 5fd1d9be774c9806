// The way into the store: opens the database that the URL names and brings its tables up to date.
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { Transaction } from '../flows/ports.ts';
import { type Condition, createCondition } from './condition.ts';
import type { Engine, OpenEngine, StoreLog } from './engine.ts';
import { asAppError, type StoreTrouble } from './failures.ts';
import { migrate, refuseOldTables } from './migrate.ts';
import { openPostgres } from './open-postgres.ts';
import { openSqlite, openSqliteBeside } from './open-sqlite.ts';
import type { Told } from './store.ts';
import { transactionOn } from './transaction.ts';
import { whenFree } from './when-free.ts';

export interface Database {
  readonly engine: Engine;
  readonly transaction: Transaction;
  /** From now on told whenever something may leave by the outbox, and when a timer that was set falls due. */
  onNew(listener: Told): void;
  /** What keeps the store from being used now; undefined when all is well. Never throws. */
  trouble(): Promise<StoreTrouble | undefined>;
  /** Lets running transactions end first; a second call waits for the first. */
  close(): Promise<void>;
}

/**
 * Opens `file:./data/support.db` (made if missing) or `postgres://…` and runs what migrations are missing.
 * Throws an AppError: `config-invalid`, `node-too-old`, `store-locked` (another process has the file) or
 * `store-unavailable` (retryable when time may mend it).
 */
export async function openDatabase(options: { url: string; log: StoreLog }): Promise<Database> {
  const opened = await open(options, openSqlite, async (engine) => {
    await migrate(engine);
    if (engine.engine === 'sqlite') await endDeadLeases(engine);
    return readyForTurns(engine, options);
  });
  return databaseOn(opened, options.log);
}

/** Until here everything might take its time; from now on nothing may keep the others waiting. */
async function readyForTurns(
  opened: OpenEngine,
  { url, log }: { url: string; log: StoreLog },
): Promise<OpenEngine> {
  if (opened.engine === 'postgres') {
    await opened.close();
    const forTurns = openPostgres(url, log, true);
    try {
      // An engine that was never used cannot be closed.
      await sql`select 1`.execute(forTurns.kysely);
    } catch (error) {
      await forTurns.close();
      throw error;
    }
    return forTurns;
  }
  // SQLite would hold the only thread while it waits for a lock.
  await sql`pragma busy_timeout = 0`.execute(opened.kysely);
  return opened;
}

/**
 * For commands: beside the service, which may be running. No lock is taken, no table changed, no lease ended;
 * tables that are not up to date are refused with `store-unavailable`.
 */
export async function openBeside(options: { url: string; log: StoreLog }): Promise<OpenEngine> {
  return open(options, openSqliteBeside, async (opened) => {
    await refuseOldTables(opened);
    return opened;
  });
}

type OpenFile = (file: string, log: StoreLog) => Promise<OpenEngine>;

/** What was opened is closed again when `prepare` fails, which may also put another engine in its place. */
async function open(
  { url, log }: { url: string; log: StoreLog },
  openFile: OpenFile,
  prepare: (opened: OpenEngine) => Promise<OpenEngine>,
): Promise<OpenEngine> {
  try {
    const opened = await openEngine(url, log, openFile);
    try {
      return await prepare(opened);
    } catch (error) {
      await opened.close();
      throw error;
    }
  } catch (error) {
    const known = asAppError(error);
    if (known instanceof AppError) throw known;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('store-unavailable', `the database cannot be opened: ${reason}`, { cause: error });
  }
}

async function openEngine(url: string, log: StoreLog, openFile: OpenFile): Promise<OpenEngine> {
  if (/^postgres(?:ql)?:\/\//.test(url)) return openPostgres(url, log);
  if (url.startsWith('file://')) return openFile(fileURLToPath(url), log);
  if (url.startsWith('file:')) return openFile(url.slice('file:'.length), log);
  throw new AppError('config-invalid', 'The database URL must begin with file: or postgres://');
}

/** The process lock proves that whoever holds a lease in this file is dead: nobody has to wait for its end. */
async function endDeadLeases({ kysely }: OpenEngine): Promise<void> {
  await kysely.updateTable('outbox').set({ lease_until: 0 }).where('state', '=', 'sending').execute();
  await kysely
    .updateTable('timers')
    .set({ lease_owner: null, claimable_at: sql`due_at` })
    .where('lease_owner', 'is not', null)
    .execute();
}

function databaseOn(opened: OpenEngine, log: StoreLog): Database {
  let closing: Promise<void> | undefined;
  let listener: Told = { outbox: () => {}, timer: () => {} };
  const transact = transactionOn(opened, {
    outbox: () => listener.outbox(),
    timer: (dueAt) => listener.timer(dueAt),
  });
  const condition = createCondition(log);
  return {
    engine: opened.engine,
    async transaction(work) {
      try {
        const result = await transact(work);
        condition.works();
        return result;
      } catch (error) {
        condition.fails(error);
        throw error;
      }
    },
    onNew(told) {
      listener = told;
    },
    async trouble() {
      try {
        await probe(opened, condition);
        return condition.trouble();
      } catch (error) {
        condition.fails(error);
        return condition.trouble() ?? 'store';
      }
    },
    close() {
      closing ??= opened.close();
      return closing;
    },
  };
}

/** Reads while all seems well. After trouble it writes, though nothing new: a full disk can be read from. */
async function probe({ kysely }: OpenEngine, condition: Condition): Promise<void> {
  const wasTrouble = condition.trouble() !== undefined;
  const statement = wasTrouble
    ? sql`update migrations set name = name where name = '001-start'`
    : sql`select name from migrations limit 1`;
  await whenFree(() => kysely.transaction().execute((tx) => statement.execute(tx)));
  condition.works();
  if (wasTrouble) condition.writes();
}
