// The database for more than one process: a PostgreSQL server.
import { Kysely, PostgresDialect } from 'kysely';
import { type Client, Pool, type PoolClient, types } from 'pg';
import type { OpenEngine, StoreLog } from './engine.ts';
import { isSilence } from './failures.ts';
import { planNaming } from './named-plans.ts';
import type { Tables } from './schema.ts';

/**
 * For turns: somebody waits for the answer. The server ends what waits for a lock, works or idles too long, the
 * last so that a process that was frozen in a transaction does not hold up the others. Said in SQL, since a
 * pooler in between refuses it among the connection's parameters.
 */
const turnLimits = `set lock_timeout = '2s'; set statement_timeout = '5s';
  set idle_in_transaction_session_timeout = '10s'`;
/** Longer than the server's own limits: it counts when there is no server to be heard any more. */
const answerTimeoutMs = 6_000;

/** Connects with the first transaction, not here. Without `forTurns` statements may take their time. */
export function openPostgres(url: string, log: StoreLog, forTurns = false): OpenEngine {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    // Without it, whoever finds all connections taken waits for ever.
    connectionTimeoutMillis: 5_000,
    types: { getTypeParser },
    ...(forTurns && {
      query_timeout: answerTimeoutMs,
      onConnect: (client) => client.query(turnLimits),
    }),
  });
  // A connection that breaks is replaced. Unheard, its error would end the process: while it is idle the
  // pool hears it, while it is in use nobody does.
  const namePlans = planNaming();
  const lost = (error: Error) => log.warn({ event: 'database-connection-lost', error });
  pool.on('connect', (client) => {
    client.on('error', lost);
    if (!forTurns) return;
    endWhenSilent(client);
    namePlans(client);
  });
  pool.on('error', () => undefined);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { engine: 'postgres', kysely, close: () => kysely.destroy() };
}

type Ask = (...question: unknown[]) => Promise<unknown>;

/**
 * Once an answer did not come in time, the connection is good for nothing: whatever is asked next would wait
 * behind it, and a transaction could go on as if nothing had happened.
 */
function endWhenSilent(client: PoolClient): void {
  const ask = client.query.bind(client) as Ask;
  const askAndEnd: Ask = async (...question) => {
    try {
      return await ask(...question);
    } catch (error) {
      if (isSilence(error)) await (client as unknown as Client).end();
      throw error;
    }
  };
  client.query = askAndEnd as typeof client.query;
}

/** `bigint` comes as text, for it may exceed a number; ours are times and counts, which do not. */
const getTypeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format);
