import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { learning } from '../../../src/store/migrations/007-learning.ts';
import { freshPlace, onEachEngine, openAsItIs, type Place, quietLog } from '../../support/databases.ts';
import { lesson, otherTenant, ourTenant } from '../samples.ts';

const [oldLessons = '', ...oldIndexes] = learning();

/** As the tables were before, with what is stored in them. */
const undo = [
  'alter table lessons rename to lessons_after',
  oldLessons,
  `insert into lessons (tenant_id, question_id, article_id, chat_id, locale, upshot, shown_at, changed_at)
    select tenant_id, question_id, article_id, chat_id, locale, upshot, shown_at, changed_at from lessons_after`,
  'drop table lessons_after',
  ...oldIndexes.filter((statement) => statement.startsWith('create index lessons')),
  'drop index cards_of_question',
  'create index cards_of_question on cards (tenant_id, question_id) where question_id is not null',
  `delete from migrations where name = '008-fewer-pages'`,
];

onEachEngine((engine) => {
  let place: Place;
  beforeEach(async () => {
    place = await freshPlace(engine);
  });
  afterEach(() => place.remove());

  it('keeps what was learned before', async () => {
    const known = [
      lesson({ upshot: 'confirmed', changedAt: 2000 }),
      lesson({ articleId: 'another', changedAt: 3000 }),
      lesson({ tenantId: otherTenant }),
    ];
    const before = await openDatabase({ url: place.url, log: quietLog });
    await before.transaction(async ({ lessons }) => {
      for (const one of known) await lessons.save(one);
    });
    await before.close();

    const old = await openAsItIs(engine, place);
    for (const statement of undo) await sql.raw(statement).execute(old.kysely);
    await old.close();

    const after = await openDatabase({ url: place.url, log: quietLog });
    await after.transaction(async ({ lessons }) => {
      for (const one of known) expect(await lessons.get(one)).toStrictEqual(one);
      const ofChat = await lessons.changedSince(ourTenant, 'chat-1', 0);
      expect(ofChat.map(({ articleId }) => articleId)).toEqual(['another', 'outlook-password']);
    });
    await after.close();
  });
});
