// The database for more than one process: a PostgreSQL server.
import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { OpenEngine, StoreLog } from './engine.ts';
import type { Tables } from './schema.ts';

/** Connects with the first transaction, not here. */
export function openPostgres(url: string, log: StoreLog): OpenEngine {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    // Without it, whoever finds all connections taken waits for ever.
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
  });
  // A connection that breaks is replaced. Unheard, its error would end the process: while it is idle the
  // pool hears it, while it is in use nobody does.
  const lost = (error: Error) => log.warn({ event: 'database-connection-lost', error });
  pool.on('connect', (client) => client.on('error', lost));
  pool.on('error', () => undefined);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { engine: 'postgres', kysely, close: () => kysely.destroy() };
}

/** `bigint` comes as text, for it may exceed a number; ours are times and counts, which do not. */
const getTypeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format);
