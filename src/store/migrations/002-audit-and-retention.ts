// What privacy and proof need: the audit, hashed inbox keys, and columns by which old rows are found.
import { sql } from 'kysely';
import type { Engine } from '../engine.ts';
import { takenKey } from '../inbox.ts';
import type { Tx } from '../schema.ts';
import type { Step } from './step.ts';

export function auditAndRetention(engine: Engine): readonly Step[] {
  return [
    ...auditTables(engine),
    ...hashedInbox(engine),
    ...sourcesOfMessages(),
    ...columnsForSweeps(engine),
  ];
}

function auditTables(engine: Engine): string[] {
  return [
    `create table audit (
      sequence ${engine === 'postgres' ? 'bigint' : 'integer'} primary key,
      at bigint not null,
      actor text not null,
      act text not null,
      outcome text not null,
      reason text,
      tenant_id text not null,
      ticket_id text,
      queue_id text,
      activity_id text,
      previous_hash text not null,
      hash text not null
    )`,
    'create index audit_of_tenant on audit (tenant_id, sequence)',
    `create table audit_head (
      sequence bigint not null,
      hash text not null
    )`,
    `insert into audit_head (sequence, hash) values (0, '${'0'.repeat(64)}')`,
    `create table pseudonyms (
      tenant_id text not null,
      person_id text not null,
      salt text not null,
      pseudonym text not null unique,
      primary key (tenant_id, person_id)
    )`,
    ...(engine === 'postgres' ? guardsOnPostgres : guardsOnSqlite),
  ];
}

const guardsOnSqlite = ['update', 'delete'].map(
  (change) => `create trigger audit_refuses_${change} before ${change} on audit
    begin select raise(abort, 'the audit is append-only'); end`,
);

const guardsOnPostgres = [
  `create function audit_is_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'the audit is append-only'; end $$`,
  `create trigger audit_refuses_change before update or delete or truncate on audit
    for each statement execute function audit_is_append_only()`,
];

/** Rows of the last week are carried over, so that nothing is taken twice across the upgrade. */
function hashedInbox(engine: Engine): Step[] {
  return [
    `create table taken (
      key text primary key,
      taken_at bigint not null
    )${engine === 'sqlite' ? ' without rowid' : ''}`,
    'create index taken_by_age on taken (taken_at)',
    hashInbox,
    'drop table inbox',
  ];
}

interface OldInboxRow {
  readonly tenant_id: string;
  readonly conversation_id: string;
  readonly type: string;
  readonly activity_id: string;
  readonly taken_at: number;
}

const weekMs = 7 * 86_400_000;
const rowsAtOnce = 200;

async function hashInbox(tx: Tx): Promise<void> {
  const { rows } = await sql<OldInboxRow>`
    select tenant_id, conversation_id, type, activity_id, taken_at from inbox
    where taken_at > (select max(taken_at) from inbox) - ${weekMs}`.execute(tx);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const taken = rows.slice(from, from + rowsAtOnce).map((row) => ({
      key: takenKey(row.tenant_id, row.conversation_id, row.type, row.activity_id),
      taken_at: row.taken_at,
    }));
    await tx.insertInto('taken').values(taken).execute();
  }
}

/** An agent's words were typed in a thread of the ticket, a requester's in their own tenant. */
function sourcesOfMessages(): string[] {
  return [
    'alter table messages add column source_tenant_id text',
    `update messages set source_tenant_id = coalesce(
      (select max(threads.tenant_id) from threads
        where threads.ticket_tenant_id = messages.tenant_id
        and threads.ticket_id = messages.ticket_id
        and threads.thread_id = messages.source_conversation_id),
      tenant_id)
      where source_activity_id is not null`,
    'drop index messages_by_source',
    `create index messages_by_source
      on messages (source_tenant_id, source_conversation_id, source_activity_id)
      where source_activity_id is not null`,
  ];
}

function columnsForSweeps(engine: Engine): string[] {
  const inside = (column: string, name: string) =>
    engine === 'postgres' ? `${column}::jsonb ->> '${name}'` : `json_extract(${column}, '$.${name}')`;
  return [
    'alter table tickets add column ended_at bigint',
    'alter table tickets add column words_gone bigint not null default 0',
    `update tickets set ended_at = cast(${inside('body', 'endedAt')} as bigint)`,
    'create index tickets_by_end on tickets (ended_at) where ended_at is not null',
    `create index tickets_with_words on tickets (ended_at) where ended_at is not null and words_gone = 0`,

    'alter table questions add column asked_at bigint not null default 0',
    'alter table questions add column ticket_id text',
    `update questions set asked_at = cast(${inside('body', 'askedAt')} as bigint),
      ticket_id = ${inside('body', 'ticketId')}`,
    'create index questions_by_age on questions (asked_at) where ticket_id is null',
    'create index questions_of_ticket on questions (tenant_id, ticket_id) where ticket_id is not null',

    `alter table cards add column kind text not null default ''`,
    'alter table cards add column question_id text',
    `update cards set kind = ${inside('notice', 'kind')}, question_id = ${inside('notice', 'questionId')}`,
    'create index cards_of_question on cards (tenant_id, question_id) where question_id is not null',
    `create index cards_by_age on cards (created_at) where kind in ('request-list', 'which-ticket')`,

    // Counted from the upgrade on: nobody knows since when.
    'alter table chats add column left_at bigint',
    `update chats set left_at = ${Date.now()} where ${inside('body', 'installedAt')} is null`,
    'create index chats_by_age on chats (left_at) where left_at is not null',

    'create index card_presses_by_age on card_presses (pressed_at)',
    'create index stranger_chats_by_age on stranger_chats (last_day)',
    `create index outbox_parked on outbox (created_at) where state = 'parked'`,
    `create index outbox_done on outbox (created_at) where state in ('sent', 'dead', 'ambiguous')`,
  ];
}
