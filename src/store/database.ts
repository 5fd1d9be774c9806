// The way into the store: opens the database that the URL names and brings its tables up to date.
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { Transaction } from '../flows/ports.ts';
import type { Engine, OpenEngine, StoreLog } from './engine.ts';
import { asAppError } from './failures.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';
import { transactionOn } from './transaction.ts';

export interface Database {
  readonly engine: Engine;
  readonly transaction: Transaction;
  /** Whether a statement can be run now; never throws. */
  usable(): Promise<boolean>;
  /** Lets running transactions end first; a second call waits for the first. */
  close(): Promise<void>;
}

/**
 * Opens `file:./data/support.db` (made if missing) or `postgres://…` and runs what migrations are missing.
 * Throws an AppError: `config-invalid`, `node-too-old`, `store-locked` (another process has the file) or
 * `store-unavailable` (retryable when time may mend it).
 */
export async function openDatabase(options: { url: string; log: StoreLog }): Promise<Database> {
  try {
    const opened = await openEngine(options.url, options.log);
    try {
      await migrate(opened);
      if (opened.engine === 'sqlite') await endDeadLeases(opened);
    } catch (error) {
      await opened.close();
      throw error;
    }
    return databaseOn(opened);
  } catch (error) {
    const known = asAppError(error);
    if (known instanceof AppError) throw known;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('store-unavailable', `the database cannot be opened: ${reason}`, { cause: error });
  }
}

async function openEngine(url: string, log: StoreLog): Promise<OpenEngine> {
  if (/^postgres(?:ql)?:\/\//.test(url)) return openPostgres(url, log);
  if (url.startsWith('file://')) return openSqlite(fileURLToPath(url), log);
  if (url.startsWith('file:')) return openSqlite(url.slice('file:'.length), log);
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

function databaseOn(opened: OpenEngine): Database {
  let closing: Promise<void> | undefined;
  return {
    engine: opened.engine,
    transaction: transactionOn(opened),
    async usable() {
      try {
        await sql`select name from migrations limit 1`.execute(opened.kysely);
        return true;
      } catch {
        return false;
      }
    },
    close() {
      closing ??= opened.close();
      return closing;
    },
  };
}
