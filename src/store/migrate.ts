// Brings the tables to the shape this version needs. Migrations run in order, each once, and are never edited.
import { sql } from 'kysely';
import type { Engine, OpenEngine } from './engine.ts';
import { start } from './migrations/001-start.ts';

/** The SQL of one migration, statement by statement. */
type Migration = (engine: Engine) => readonly string[];

const migrations: readonly (readonly [name: string, migration: Migration])[] = [['001-start', start]];

/** Any number that nobody else locks in this database. */
const advisoryLock = 7_267_001;

/**
 * Runs what has not been run yet, all in one transaction: both engines roll back table changes as well.
 * Replicas that start together wait for one another. Names from a newer version are left alone.
 */
export async function migrate({ engine, kysely }: OpenEngine): Promise<void> {
  await kysely.transaction().execute(async (tx) => {
    if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${advisoryLock})`.execute(tx);
    await sql`create table if not exists migrations (name text primary key)`.execute(tx);
    const { rows } = await sql<{ name: string }>`select name from migrations`.execute(tx);
    const done = new Set(rows.map((row) => row.name));
    for (const [name, migration] of migrations) {
      if (done.has(name)) continue;
      for (const statement of migration(engine)) await sql.raw(statement).execute(tx);
      await sql`insert into migrations (name) values (${name})`.execute(tx);
    }
  });
}
