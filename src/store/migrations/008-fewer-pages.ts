// Rows and keys that a turn writes together come to stand together: a commit costs what its pages cost.
import type { Engine } from '../engine.ts';

export function fewerPages(engine: Engine): readonly string[] {
  // Sorted by chat in the table itself, they need no second index to be found by it.
  const byKey = engine === 'sqlite' ? 'without rowid' : '';
  return [
    'alter table lessons rename to lessons_before',
    `create table lessons (
      tenant_id text not null,
      chat_id text not null,
      question_id text not null,
      article_id text not null,
      locale text not null,
      upshot text not null,
      shown_at bigint not null,
      changed_at bigint not null,
      primary key (tenant_id, chat_id, question_id, article_id)
    ) ${byKey}`,
    `insert into lessons (tenant_id, chat_id, question_id, article_id, locale, upshot, shown_at, changed_at)
      select tenant_id, chat_id, question_id, article_id, locale, upshot, shown_at, changed_at from lessons_before`,
    'drop table lessons_before',
    'create index lessons_by_age on lessons (shown_at)',

    // Questions have ids that begin with the time: what was asked lately stands at the end, whoever asked.
    'drop index cards_of_question',
    'create index cards_of_question on cards (question_id) where question_id is not null',
  ];
}
