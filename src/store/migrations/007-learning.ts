// What use teaches: what came of each article that was shown, and which questions found no good answer.

export function learning(): readonly string[] {
  return [
    `create table lessons (
      tenant_id text not null,
      question_id text not null,
      article_id text not null,
      chat_id text not null,
      locale text not null,
      upshot text not null,
      shown_at bigint not null,
      changed_at bigint not null,
      primary key (tenant_id, question_id, article_id)
    )`,
    'create index lessons_of_chat on lessons (tenant_id, chat_id, changed_at)',
    'create index lessons_by_age on lessons (shown_at)',

    // Questions of older versions do not say what they were: nothing is known of them.
    'alter table questions add column lacks text',
    'create index questions_unanswered on questions (asked_at) where lacks is not null',
  ];
}
