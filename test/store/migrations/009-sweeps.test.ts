import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RetentionDays } from '../../../src/domain/settings.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { freshPlace, onEachEngine, openAsItIs, type Place, quietLog } from '../../support/databases.ts';
import { card, ourTenant } from '../samples.ts';

/** As the indexes were before. */
const undo = [
  'drop index cards_of_chat',
  'drop index cards_by_age',
  `create index cards_by_age on cards (created_at) where kind in ('request-list', 'which-ticket')`,
  `delete from migrations where name = '009-sweeps'`,
];

const days: RetentionDays = { tickets: 180, messages: 90, questions: 60, technical: 7 };

onEachEngine((engine) => {
  let place: Place;
  beforeEach(async () => {
    place = await freshPlace(engine);
  });
  afterEach(() => place.remove());

  async function indexes(): Promise<string[]> {
    const old = await openAsItIs(engine, place);
    const { rows } = await (engine === 'postgres'
      ? sql<{ sql: string }>`select indexdef as sql from pg_indexes where schemaname = current_schema()`
      : sql<{ sql: string }>`select sql from sqlite_master where type = 'index' and sql is not null`
    ).execute(old.kysely);
    await old.close();
    return rows.map((row) => row.sql).filter((text) => text.includes('cards_'));
  }

  it('gives the cards of before the indexes that new ones have', async () => {
    const before = await openDatabase({ url: place.url, log: quietLog });
    await before.transaction(async ({ cards }) => {
      await cards.insert(card({ id: 'welcome', notice: { kind: 'welcome', tenantId: ourTenant } }));
      await cards.insert(card({ id: 'list', notice: { kind: 'unanswered', tenantId: ourTenant } }));
    });
    await before.close();
    const wanted = await indexes();

    const old = await openAsItIs(engine, place);
    for (const statement of undo) await sql.raw(statement).execute(old.kysely);
    await old.close();
    expect(await indexes()).not.toEqual(wanted);

    const after = await openDatabase({ url: place.url, log: quietLog });
    await after.transaction(async ({ cards, retention }) => {
      expect(await retention.sweep({ now: 1000 * 86_400_000, days, limit: 10 })).toMatchObject({
        deleted: 1,
      });
      expect(await cards.get(ourTenant, 'welcome')).toBeDefined();
      expect(await cards.get(ourTenant, 'list')).toBeUndefined();
    });
    await after.close();
    expect((await indexes()).sort()).toEqual(wanted.sort());
  });
});
