import { sql } from 'kysely';
import type { Lesson, LessonKey, Upshot } from '../domain/lesson.ts';
import type { Locale } from '../domain/locale.ts';
import type { Lessons } from '../flows/ports.ts';
import type { LessonTable, Tx } from './schema.ts';
import { statement, upTo } from './statement.ts';

/** Who asks more often in a day takes nothing back any more. */
const mostOfChat = 50;

const selectOne = statement<LessonKey, LessonTable>((tx, given) =>
  tx
    .selectFrom('lessons')
    .selectAll()
    .where('tenant_id', '=', given('tenantId'))
    .where('chat_id', '=', given('chatId'))
    .where('question_id', '=', given('questionId'))
    .where('article_id', '=', given('articleId')),
);

const selectOfChat = statement<{ tenantId: string; chatId: string; since: number }, LessonTable>(
  (tx, given) =>
    tx
      .selectFrom('lessons')
      .selectAll()
      .where('tenant_id', '=', given('tenantId'))
      .where('chat_id', '=', given('chatId'))
      .where('changed_at', '>', given('since'))
      .orderBy('changed_at', 'desc')
      .limit(upTo(mostOfChat)),
);

const upsert = statement<Lesson>((tx, given) => {
  const changing = {
    locale: given('locale'),
    upshot: given('upshot'),
    shown_at: given('shownAt'),
    changed_at: given('changedAt'),
  };
  const key = {
    tenant_id: given('tenantId'),
    chat_id: given('chatId'),
    question_id: given('questionId'),
    article_id: given('articleId'),
  };
  return tx
    .insertInto('lessons')
    .values({ ...key, ...changing })
    .onConflict((known) =>
      known.columns(['tenant_id', 'chat_id', 'question_id', 'article_id']).doUpdateSet(changing),
    );
});

export function lessonsIn(tx: Tx): Lessons {
  return {
    async get(key) {
      const row = await selectOne.first(tx, key);
      return row && lessonOf(row);
    },

    async changedSince(tenantId, chatId, since) {
      return (await selectOfChat.all(tx, { tenantId, chatId, since })).map(lessonOf);
    },

    async save(lesson) {
      await upsert.run(tx, lesson);
    },

    async tally({ shownSince, silentUntil, limit }) {
      const counted = (upshot: Upshot) =>
        sql<string | number>`sum(case when upshot = ${upshot} then 1 else 0 end)`;
      const failures = sql<number>`sum(case when upshot in ('refuted', 'left', 'returned') then 1 else 0 end)`;
      const rows = await tx
        .selectFrom('lessons')
        .select(['article_id', 'locale'])
        .select([
          counted('confirmed').as('confirmed'),
          counted('silent').as('assumed'),
          counted('refuted').as('refuted'),
          counted('left').as('left'),
          counted('returned').as('returned'),
        ])
        .where('shown_at', '>=', shownSince)
        // The last word is younger than that: nothing may be taken for help yet.
        .where((row) => row.or([row('upshot', '!=', 'silent'), row('changed_at', '<=', silentUntil)]))
        .groupBy(['article_id', 'locale'])
        .having(failures, '>', 0)
        .orderBy(failures, 'desc')
        .orderBy('article_id')
        .orderBy('locale')
        .limit(limit)
        .execute();
      return rows.map(({ article_id, locale, ...counts }) => ({
        articleId: article_id,
        locale: locale as Locale,
        confirmed: Number(counts.confirmed),
        assumed: Number(counts.assumed),
        refuted: Number(counts.refuted),
        left: Number(counts.left),
        returned: Number(counts.returned),
      }));
    },
  };
}

function lessonOf(row: LessonTable): Lesson {
  return {
    tenantId: row.tenant_id,
    chatId: row.chat_id,
    questionId: row.question_id,
    articleId: row.article_id,
    locale: row.locale,
    upshot: row.upshot,
    shownAt: row.shown_at,
    changedAt: row.changed_at,
  };
}
