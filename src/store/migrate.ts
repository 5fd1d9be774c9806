// Brings the tables to the shape this version needs. Migrations run in order, each once, and are never edited.
import { type Kysely, sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { Engine, OpenEngine } from './engine.ts';
import { asAppError } from './failures.ts';
import { start } from './migrations/001-start.ts';
import { auditAndRetention } from './migrations/002-audit-and-retention.ts';
import { delivery } from './migrations/003-delivery.ts';
import { assignees } from './migrations/004-assignees.ts';
import { secrets } from './migrations/005-secrets.ts';
import { serviceHealth } from './migrations/006-service-health.ts';
import { learning } from './migrations/007-learning.ts';
import { fewerPages } from './migrations/008-fewer-pages.ts';
import { sweeps } from './migrations/009-sweeps.ts';
import type { Step } from './migrations/step.ts';
import type { Tables } from './schema.ts';

/** Step by step. */
type Migration = (engine: Engine) => readonly Step[];

const migrations: readonly (readonly [name: string, migration: Migration])[] = [
  ['001-start', start],
  ['002-audit-and-retention', auditAndRetention],
  ['003-delivery', delivery],
  ['004-assignees', assignees],
  ['005-secrets', secrets],
  ['006-service-health', serviceHealth],
  ['007-learning', learning],
  ['008-fewer-pages', fewerPages],
  ['009-sweeps', sweeps],
];

/** Any number that nobody else locks in this database. */
const advisoryLock = 7_267_001;

/**
 * Runs what has not been run yet, all in one transaction: both engines roll back table changes as well.
 * Replicas of one version that start together wait for one another.
 *
 * Versions whose migrations differ must not run side by side: a migration may change a key or take away a column
 * that an older version's statements name. So all replicas are stopped before the first of such a version starts.
 * Tables of a newer version are not refused here, but nothing makes them fit an older one.
 */
export async function migrate({ engine, kysely }: OpenEngine): Promise<void> {
  await kysely.transaction().execute(async (tx) => {
    if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${advisoryLock})`.execute(tx);
    await sql`create table if not exists migrations (name text primary key)`.execute(tx);
    const done = await namesIn(tx);
    for (const [name, migration] of migrations) {
      if (done.has(name)) continue;
      for (const step of migration(engine)) {
        await (typeof step === 'string' ? sql.raw(step).execute(tx) : step(tx));
      }
      await sql`insert into migrations (name) values (${name})`.execute(tx);
    }
  });
}

/** For commands beside the service: the service alone changes tables. */
export async function refuseOldTables({ kysely }: OpenEngine): Promise<void> {
  const known = await namesIn(kysely).catch((error: unknown) => {
    // Without the table nothing was ever run; whatever else it is has nothing to do with migrations.
    if (asAppError(error) instanceof AppError) throw error;
    return new Set<string>();
  });
  if (migrations.every(([name]) => known.has(name))) return;
  throw new AppError(
    'store-unavailable',
    'The tables of this database are not up to date. Start the service of this version once, then try again.',
  );
}

async function namesIn(database: Kysely<Tables>): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(database);
  return new Set(rows.map((row) => row.name));
}
