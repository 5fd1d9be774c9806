// Databases for tests, each empty and of its own: a file of SQLite, a schema of PostgreSQL.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, inject } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import type { Engine, OpenEngine, StoreLog } from '../../src/store/engine.ts';
import { openPostgres } from '../../src/store/open-postgres.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';

export const quietLog: StoreLog = { warn: () => undefined };

/** Where an empty database can be opened, several times if need be. */
export interface Place {
  readonly url: string;
  /** Of a schema its name, by which its connections are known in `pg_stat_activity`. */
  readonly name: string;
  remove(): Promise<void>;
}

export async function freshPlace(engine: Engine): Promise<Place> {
  return engine === 'sqlite' ? freshFile() : freshSchema();
}

/** Without bringing its tables up to date. */
export async function openAsItIs(engine: Engine, { url }: Place): Promise<OpenEngine> {
  return engine === 'postgres'
    ? openPostgres(url, quietLog)
    : openSqlite(url.slice('file:'.length), quietLog);
}

function freshFile(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'csp-store-'));
  return {
    url: `file:${join(folder, 'data', 'support.db')}`,
    name: folder,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function freshSchema(): Promise<Place> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await query(server, `create schema ${name}`);
  const own = `options=${encodeURIComponent(`-c search_path=${name}`)}&application_name=${name}`;
  return {
    url: `${server}${server.includes('?') ? '&' : '?'}${own}`,
    name,
    remove: () => query(server, `drop schema ${name} cascade`),
  };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const postgres = inject('postgresUrl') !== '';
const engines = [
  { engine: 'sqlite', name: 'sqlite', there: true },
  { engine: 'postgres', name: postgres ? 'postgres' : 'postgres (skipped: no server)', there: postgres },
] as const;

/** The same tests on each engine; those on PostgreSQL are skipped, and say so, where there is no server. */
export function onEachEngine(tests: (engine: Engine) => void): void {
  for (const { engine, name, there } of engines) describe.skipIf(!there)(name, () => tests(engine));
}

export function onPostgres(tests: () => void): void {
  describe.skipIf(!postgres)(engines[1].name, tests);
}

/** A fresh database for each test of the surrounding `describe`; call the result inside a test. */
export function databasePerTest(engine: Engine): () => Database {
  let place: Place | undefined;
  let database: Database | undefined;
  beforeEach(async () => {
    place = await freshPlace(engine);
    database = await openDatabase({ url: place.url, log: quietLog });
  });
  afterEach(async () => {
    await database?.close();
    await place?.remove();
  });
  return () => {
    if (!database) throw new Error('no database outside a test');
    return database;
  };
}
