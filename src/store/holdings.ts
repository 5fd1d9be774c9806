// What holds what: every table, whose rows it has, and when they end. Export, erasure and retention walk this list.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { RetentionDays } from '../domain/settings.ts';
import type { Engine } from './engine.ts';
import { jsonText } from './json-text.ts';
import type { Tables } from './schema.ts';

export interface Holding {
  /** What a row is called in an export, and in what an erasure counts. */
  readonly kind: string;
  /** The columns that tell rows apart; rows are read and deleted in pages by them. */
  readonly key: readonly string[];
  /** Whether a row says anything of this tenant; absent where none says anything of any. */
  readonly ofTenant?: (tenantId: string, engine: Engine) => RawBuilder<SqlBool>;
  readonly ends: Ending;
}

export type Ending =
  | readonly Aged[]
  | 'with-its-ticket'
  | 'with-its-question'
  | 'when-unused'
  | 'when-erased'
  | 'when-done'
  | 'never';

/** Gone when `column` is older than the settings say, if `where` holds: never what may still leave. */
export interface Aged {
  readonly after: keyof RetentionDays;
  readonly column: string;
  /** What `column` counts. */
  readonly unit: 'ms' | 'days';
  readonly where?: string;
}

const plain = (tenantId: string) => sql<SqlBool>`tenant_id = ${tenantId}`;

/** Rows that are told apart by others of these tables stand before them, to be erased first. */
export const holdings: Readonly<Record<keyof Tables, Holding>> = {
  card_presses: {
    kind: 'press',
    key: ['card_id', 'press_key'],
    ofTenant: (tenantId) => sql`card_id in (
      select id from cards where tenant_id = ${tenantId} or ticket_tenant_id = ${tenantId})`,
    // As long as a card can stand in Teams: the same press must have no second effect while it does.
    ends: [{ after: 'tickets', column: 'pressed_at', unit: 'ms' }],
  },
  outbox: {
    kind: 'outgoing',
    key: ['position'],
    ofTenant: (tenantId, engine) => sql`(${ofItsLanes('lane', tenantId, engine)} or ${tenantId} in (
      tenant_id,
      ${jsonText(engine, 'notice', 'tenantId')},
      ${jsonText(engine, 'notice', 'strangerTenantId')},
      ${jsonText(engine, 'notice', 'customerTenantId')},
      ${jsonText(engine, 'destination', 'tenantId')},
      ${jsonText(engine, 'destination', 'ticketTenantId')}))`,
    ends: [
      {
        after: 'technical',
        column: 'created_at',
        unit: 'ms',
        where: `state in ('sent', 'dead', 'ambiguous')`,
      },
      // Who comes back after so long has no use for it.
      { after: 'questions', column: 'created_at', unit: 'ms', where: `state = 'parked'` },
    ],
  },
  outbox_lanes: {
    kind: 'lane',
    key: ['lane'],
    ofTenant: (tenantId, engine) => ofItsLanes('lane', tenantId, engine),
    ends: 'with-its-ticket',
  },
  send_budgets: {
    kind: 'send-budget',
    key: ['key'],
    ofTenant: (tenantId, engine) =>
      sql`(key = ${`tenant:${tenantId}`} or ${ofItsLanes('key', tenantId, engine)})`,
    ends: [{ after: 'technical', column: 'touched_at', unit: 'ms' }],
  },
  timers: { kind: 'timer', key: ['position'], ofTenant: plain, ends: 'when-done' },
  cards: {
    kind: 'card',
    key: ['position'],
    ofTenant: (tenantId) => sql`(tenant_id = ${tenantId} or ticket_tenant_id = ${tenantId})`,
    // These show several things; the others go with the one that they show.
    ends: [
      {
        after: 'questions',
        column: 'created_at',
        unit: 'ms',
        where: `kind in ('request-list', 'which-ticket', 'unanswered', 'weak-articles')`,
      },
    ],
  },
  threads: {
    kind: 'thread',
    key: ['position'],
    ofTenant: (tenantId) => sql`(tenant_id = ${tenantId} or ticket_tenant_id = ${tenantId})`,
    ends: 'with-its-ticket',
  },
  messages: { kind: 'message', key: ['position'], ofTenant: plain, ends: 'with-its-ticket' },
  escalations: { kind: 'escalation', key: ['position'], ofTenant: plain, ends: 'with-its-ticket' },
  questions: {
    kind: 'question',
    key: ['position'],
    ofTenant: plain,
    ends: [{ after: 'questions', column: 'asked_at', unit: 'ms', where: 'ticket_id is null' }],
  },
  // Whose chat it was is known no longer than what was asked there.
  lessons: {
    kind: 'lesson',
    key: ['tenant_id', 'chat_id', 'question_id', 'article_id'],
    ofTenant: plain,
    ends: [{ after: 'questions', column: 'shown_at', unit: 'ms' }],
  },
  // Names nobody; as long as Microsoft is asked for the tenant it is seen again and again.
  service_issues: {
    kind: 'service-issue',
    key: ['tenant_id', 'id'],
    ofTenant: plain,
    ends: [{ after: 'technical', column: 'seen_at', unit: 'ms' }],
  },
  health_checks: {
    kind: 'health-check',
    key: ['tenant_id'],
    ofTenant: plain,
    ends: [{ after: 'technical', column: 'next_at', unit: 'ms' }],
  },
  issue_watchers: {
    kind: 'issue-watcher',
    key: ['tenant_id', 'issue_id', 'person_id'],
    ofTenant: plain,
    ends: [{ after: 'questions', column: 'since', unit: 'ms' }],
  },
  tickets: {
    kind: 'ticket',
    key: ['tenant_id', 'id'],
    ofTenant: plain,
    ends: [{ after: 'tickets', column: 'ended_at', unit: 'ms', where: 'ended_at is not null' }],
  },
  chats: { kind: 'chat', key: ['tenant_id', 'id'], ofTenant: plain, ends: 'when-unused' },
  people: { kind: 'person', key: ['tenant_id', 'id'], ofTenant: plain, ends: 'when-unused' },
  queue_links: { kind: 'queue-link', key: ['queue_id'], ofTenant: plain, ends: 'when-erased' },
  stranger_tenants: { kind: 'knocks', key: ['tenant_id'], ofTenant: plain, ends: 'when-erased' },
  stranger_chats: {
    kind: 'knocked',
    key: ['tenant_id', 'conversation_hash'],
    ofTenant: plain,
    ends: [{ after: 'technical', column: 'last_day', unit: 'days' }],
  },
  pseudonyms: { kind: 'pseudonym', key: ['tenant_id', 'person_id'], ofTenant: plain, ends: 'when-erased' },
  // Names nobody; only so can it prove anything.
  audit: { kind: 'audit', key: ['sequence'], ofTenant: plain, ends: 'never' },
  audit_head: { kind: 'audit-head', key: ['sequence'], ends: 'never' },
  taken: { kind: 'taken', key: ['key'], ends: [{ after: 'technical', column: 'taken_at', unit: 'ms' }] },
  counters: { kind: 'counter', key: ['name'], ends: 'never' },
  secrets: { kind: 'secret', key: ['name'], ends: 'never' },
};

/** Lanes are named after a chat, a thread or a ticket; see `laneOf` in the flows. */
export function ofItsLanes(column: string, tenantId: string, engine: Engine): RawBuilder<SqlBool> {
  const lane = sql.ref(column);
  const ticketId =
    engine === 'postgres'
      ? sql`split_part(${lane}, ':', 2)`
      : sql`substr(${lane}, 8, instr(substr(${lane}, 8), ':') - 1)`;
  return sql<SqlBool>`(
    ${lane} in (select 'chat:' || id from chats where tenant_id = ${tenantId})
    or ${lane} in (select 'chat:' || thread_id from threads
      where tenant_id = ${tenantId} or ticket_tenant_id = ${tenantId})
    or (${lane} like 'thread:%' and ${ticketId} in (select id from tickets where tenant_id = ${tenantId})))`;
}
