// Rows straight into a database, many at once, past the flows that would take hours for them.
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { openDatabase } from '../../src/store/database.ts';
import type { Tables } from '../../src/store/schema.ts';

export type Table = keyof Tables;
export type Value = string | number | null;

export interface Bulk {
  insert(table: Table, columns: readonly string[], rows: readonly (readonly Value[])[]): Promise<void>;
  /** Until it is called nothing is safe. */
  close(): Promise<void>;
}

export interface BulkOptions {
  /** Indexes are made when all rows are there, which is faster for very many. */
  readonly indexesLast?: boolean;
}

/** Brings the tables up to date as the service does, and opens them for bulk. */
export async function openBulk(url: string, { indexesLast = false }: BulkOptions = {}): Promise<Bulk> {
  const database = await openDatabase({ url, log: { warn: () => undefined } });
  await database.close();
  return url.startsWith('file:')
    ? sqliteBulk(url.slice('file:'.length), indexesLast)
    : postgresBulk(url, indexesLast);
}

interface Index {
  readonly name: string;
  readonly sql: string;
}

function sqliteBulk(path: string, indexesLast: boolean): Bulk {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -2000000');
  const all = `select name, sql from sqlite_master where type = 'index' and sql is not null`;
  const indexes = indexesLast ? (database.prepare(all).all() as unknown as Index[]) : [];
  for (const { name } of indexes) database.exec(`drop index ${name}`);
  return {
    async insert(table, columns, rows) {
      const values = columns.map(() => '?').join();
      const statement = database.prepare(`insert into ${table} (${columns.join()}) values (${values})`);
      database.exec('begin');
      for (const row of rows) statement.run(...row);
      database.exec('commit');
    },
    async close() {
      for (const { sql } of indexes) database.exec(sql);
      database.close();
    },
  };
}

async function postgresBulk(url: string, indexesLast: boolean): Promise<Bulk> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`set synchronous_commit = off; set maintenance_work_mem = '512MB'`);
  const all = `select indexname as name, indexdef as sql from pg_indexes
    where schemaname = 'public' and indexname not in (select conname from pg_constraint)`;
  const indexes = indexesLast ? (await client.query<Index>(all)).rows : [];
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  const types = new Map<Table, Map<string, string>>();
  return {
    async insert(table, columns, rows) {
      const known = types.get(table) ?? (await columnTypes(client, table));
      types.set(table, known);
      const lists = columns.map((column, index) => `$${index + 1}::${known.get(column)}[]`);
      await client.query(
        `insert into ${table} (${columns.join()}) select * from unnest(${lists.join()})`,
        columns.map((_, index) => rows.map((row) => row[index])),
      );
    },
    async close() {
      for (const { sql } of indexes) await client.query(sql);
      // As the server itself would have done in the time that all this would have taken.
      await client.query('vacuum analyze');
      await client.query('checkpoint');
      await client.end();
    },
  };
}

async function columnTypes(client: Client, table: Table): Promise<Map<string, string>> {
  const { rows } = await client.query<{ column_name: string; data_type: string }>(
    'select column_name, data_type from information_schema.columns where table_name = $1',
    [table],
  );
  return new Map(rows.map((row) => [row.column_name, row.data_type]));
}
