// The embedded database: one file, one connection, every commit on the disk before it is answered.
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { OpenEngine, StoreLog } from './engine.ts';
import { type ProcessLock, takeProcessLock } from './process-lock.ts';
import type { Tables } from './schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** Opens the file, made if missing. Refuses with `node-too-old`, `store-locked` or `store-unavailable`. */
export async function openSqlite(file: string, log: StoreLog): Promise<OpenEngine> {
  const path = realPathOf(file);
  return openWith(path, await takeProcessLock(path), log);
}

/**
 * Opens the file beside the service that may run on it, for a command. Refuses with `store-unavailable` when
 * there is no such file, and with `store-locked` when the service runs and SQLite is too old for two.
 */
export async function openSqliteBeside(
  file: string,
  log: StoreLog,
  version = sqliteVersion(),
): Promise<OpenEngine> {
  if (!existsSync(file)) {
    throw new AppError(
      'store-unavailable',
      `There is no database ${file}; DATABASE_URL must be the service's.`,
    );
  }
  const path = realPathOf(file);
  const lock = isOldSqlite(version) ? await takeProcessLock(path) : { release: async () => undefined };
  return openWith(path, lock, log);
}

async function openWith(path: string, lock: ProcessLock, log: StoreLog): Promise<OpenEngine> {
  try {
    const sqlite = loadSqlite();
    const database = new sqlite.DatabaseSync(path);
    try {
      setPragmas(database);
      checkPragmas(database);
    } catch (error) {
      database.close();
      throw error;
    }
    warnOfOldSqlite(sqliteVersion(), log);
    return opened(database, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** `node:sqlite` is built in from Node 22.13. */
export function loadSqlite(): typeof import('node:sqlite') {
  const sqlite = process.getBuiltinModule?.('node:sqlite');
  if (!sqlite) {
    throw new AppError(
      'node-too-old',
      `The embedded database needs Node 22.13 or later, this is ${process.version}. Update Node, or set DATABASE_URL to a PostgreSQL server.`,
    );
  }
  return sqlite;
}

function sqliteVersion(): string {
  const database = new (loadSqlite().DatabaseSync)(':memory:');
  const version = database.prepare('select sqlite_version() as version').get()?.version;
  database.close();
  return String(version);
}

/** Two names of one file must give one lock. */
function realPathOf(file: string): string {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return existsSync(file)
      ? realpathSync.native(file)
      : join(realpathSync.native(dirname(file)), basename(file));
  } catch (error) {
    throw new AppError('store-unavailable', `The folder of the database ${file} cannot be used.`, {
      cause: error,
    });
  }
}

/** `synchronous=normal` would not sync at commit in WAL mode: an answered turn could vanish in a power cut. */
const pragmas = {
  busy_timeout: 5000,
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
};

/**
 * SQLite keeps 2 MB by itself: a store that has grown would read the same pages from the disk in every turn. Of
 * much more, a commit after which pages of a tree have changed places looks at every page that is kept.
 */
const cacheKib = 16_384;

/** By itself SQLite does it four times as often, and writes busy pages as often again; a log of 16 MB is no burden. */
const pagesBetweenCheckpoints = 4_000;

function setPragmas(database: DatabaseSync): void {
  for (const [name, value] of Object.entries(pragmas)) database.exec(`pragma ${name} = ${value}`);
  database.exec(`pragma cache_size = -${cacheKib}`);
  database.exec(`pragma wal_autocheckpoint = ${pagesBetweenCheckpoints}`);
  // Or `insert or replace` would pass by what keeps the audit's rows.
  database.exec('pragma recursive_triggers = on');
}

/** A pragma that cannot be had is ignored by SQLite without a word, as WAL is on some network disks. */
export function checkPragmas(database: DatabaseSync): void {
  for (const [name, wanted] of Object.entries(pragmas)) {
    const found = Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
    if (found !== wanted) {
      throw new AppError(
        'store-unavailable',
        `The database file cannot be kept safely here: ${name} is ${found} instead of ${wanted}. Use a local disk.`,
      );
    }
  }
}

/** Two connections to one file can lose what was written. Source: sqlite.org, "WAL-reset bug". */
function isOldSqlite(version: string): boolean {
  return version.localeCompare('3.51.3', 'en', { numeric: true }) < 0;
}

export function warnOfOldSqlite(version: string, log: StoreLog): void {
  if (isOldSqlite(version)) log.warn({ event: 'sqlite-before-3.51.3', sqliteVersion: version });
}

function opened(database: DatabaseSync, lock: ProcessLock): OpenEngine {
  const kysely = new Kysely<Tables>({ dialect: sqliteDialect(database) });
  return {
    engine: 'sqlite',
    kysely,
    async close() {
      // The one connection is lent in turn: having it means that nobody is in a transaction.
      await kysely.connection().execute(async () => undefined);
      await kysely.destroy();
      await lock.release();
    },
  };
}
