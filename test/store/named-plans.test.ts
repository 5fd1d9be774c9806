import { type Kysely, sql } from 'kysely';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Store } from '../../src/flows/ports.ts';
import type { OpenEngine } from '../../src/store/engine.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openPostgres } from '../../src/store/open-postgres.ts';
import type { Tables } from '../../src/store/schema.ts';
import { transactionOn } from '../../src/store/transaction.ts';
import { freshPlace, onPostgres, type Place, quietLog } from '../support/databases.ts';
import { ourTenant } from './samples.ts';

onPostgres(() => {
  let place: Place;
  let opened: OpenEngine;
  beforeEach(async () => {
    place = await freshPlace('postgres');
    opened = openPostgres(place.url, quietLog, true);
    await migrate(opened);
  });
  afterEach(async () => {
    await opened.close();
    await place.remove();
  });

  /** One after the other, so that the pool lends the same connection. */
  const turn = <Result>(work: (store: Store) => Promise<Result>) =>
    transactionOn(opened, { outbox: () => undefined, timer: () => undefined })(work);
  const seeCard = () => turn(({ cards }) => cards.get(ourTenant, 'card-1'));

  async function names(kysely: Kysely<Tables>): Promise<string[]> {
    const { rows } = await sql<{ name: string }>`select name from pg_prepared_statements`.execute(kysely);
    return rows.map(({ name }) => name);
  }

  it('keeps one plan for a statement that comes again, and none for others', async () => {
    await seeCard();
    await seeCard();
    await turn(({ chats }) => chats.ofTenant(ourTenant));
    expect(await names(opened.kysely)).toEqual([expect.stringMatching(/^turn_[0-9a-f]{24}$/)]);
  });

  it('goes on when a newer version has changed the table', async () => {
    await seeCard();
    const newer = new Client({ connectionString: place.url });
    await newer.connect();
    await newer.query('alter table cards add column newer text');
    await newer.end();
    expect(await seeCard()).toBeUndefined();
    expect(await seeCard()).toBeUndefined();
  });

  it('goes on without names when the server has forgotten one', async () => {
    await seeCard();
    await sql`deallocate all`.execute(opened.kysely);
    expect(await seeCard()).toBeUndefined();
    await turn(({ people }) => people.get(ourTenant, 'anna'));
    expect(await names(opened.kysely)).toEqual([]);
  });
});
