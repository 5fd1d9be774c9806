// The tables as Kysely knows them. What is queried is a column; the rest of a thing is JSON in `body`.
// Only text and integers: both engines read them back the same way. Times are epoch milliseconds.
import type { Generated, Transaction } from 'kysely';
import type { DeliveryClass } from '../domain/delivery.ts';
import type { EscalationState } from '../domain/escalation.ts';
import type { Upshot } from '../domain/lesson.ts';
import type { Locale } from '../domain/locale.ts';
import type { TicketState } from '../domain/ticket.ts';
import type { Lack } from '../domain/unanswered.ts';
import type { TimerKind } from '../flows/ports.ts';
import type { AuditRow } from './audit-chain.ts';
import type { Json } from './codec.ts';

/** The open transaction that every statement of the store runs in. */
export type Tx = Transaction<Tables>;

/** Rises with each insert: the order in which rows came, which times alone do not tell. */
type Position = Generated<number>;

interface TakenTable {
  key: string;
  taken_at: number;
}

interface BodyTable {
  tenant_id: string;
  id: string;
  body: Json;
}

interface ChatTable extends BodyTable {
  /** When it was first saved without the app being there. */
  left_at: number | null;
}

interface QuestionTable extends BodyTable {
  position: Position;
  chat_id: string;
  asked_at: number;
  ticket_id: string | null;
  /** What it lacks as it was saved last; see `lackOf`. */
  lacks: Lack | null;
}

export interface LessonTable {
  tenant_id: string;
  question_id: string;
  article_id: string;
  chat_id: string;
  locale: Locale;
  upshot: Upshot;
  shown_at: number;
  changed_at: number;
}

interface CounterTable {
  name: string;
  value: number;
}

interface TicketTable extends BodyTable {
  number: number;
  requester_id: string;
  state: TicketState;
  version: number;
  /** Of the partner's people. */
  assignee_id: string | null;
  ended_at: number | null;
  /** 1 when what was said on it has been swept away; 0 again when it is saved, for more may have been said. */
  words_gone: number;
}

interface ThreadTable {
  position: Position;
  tenant_id: string;
  thread_id: string;
  ticket_tenant_id: string;
  ticket_id: string;
  queue_id: string;
  /** 1 when the ticket does not live there any more; what is said there still belongs to it. */
  forgotten: Generated<number>;
}

interface MessageTable extends BodyTable {
  position: Position;
  ticket_id: string;
  /** The tenant of the conversation in which it was typed. */
  source_tenant_id: string | null;
  source_conversation_id: string | null;
  source_activity_id: string | null;
}

interface EscalationTable extends BodyTable {
  position: Position;
  ticket_id: string;
  state: EscalationState;
  version: number;
}

export interface CardTable {
  position: Position;
  tenant_id: string;
  id: string;
  /** The ticket that the notice is about, if it is about one. */
  ticket_tenant_id: string | null;
  ticket_id: string | null;
  /** The question that it shows, or the message whose words it holds. */
  question_id: string | null;
  kind: string;
  notice: Json;
  destination: Json;
  conversation_id: string | null;
  activity_id: string | null;
  created_at: number;
}

interface CardPressTable {
  card_id: string;
  press_key: string;
  pressed_at: number;
}

interface QueueLinkTable {
  queue_id: string;
  tenant_id: string;
  chat_id: string;
}

interface StrangerTenantTable {
  tenant_id: string;
  knocks: number;
}

interface StrangerChatTable {
  tenant_id: string;
  conversation_hash: string;
  /** Days since 1970, UTC. */
  last_day: number;
}

interface OutboxLaneTable {
  lane: string;
  last_sequence: number;
}

export type OutboxState = 'pending' | 'sending' | 'sent' | 'parked' | 'ambiguous' | 'dead';

export interface OutboxTable {
  position: Position;
  id: string;
  lane: string;
  sequence: number;
  tenant_id: string;
  priority: number;
  class: DeliveryClass;
  destination: Json;
  notice: Json;
  card_id: string | null;
  reply_to_id: string | null;
  created_at: number;
  state: OutboxState;
  due_at: number;
  attempts: number;
  /** How many times a lease ran out while this row was being sent. */
  lost_leases: number;
  part: number;
  lease_owner: string | null;
  lease_until: number | null;
  reason: string | null;
  activity_id: string | null;
  sent_at: number | null;
}

export interface SendBudgetTable {
  key: string;
  sends: Json;
  slow_until: number;
  throttled_by: string;
  throttled_until: number;
  /** Nothing that spends this budget leaves before. */
  free_at: number;
  touched_at: number;
}

interface SecretTable {
  name: string;
  value: string;
}

export interface TimerTable {
  position: Position;
  id: string;
  kind: TimerKind;
  tenant_id: string;
  subject_id: string;
  due_at: number;
  /** The due time, or the end of the lease while somebody has it. */
  claimable_at: number;
  lease_owner: string | null;
}

interface ServiceIssueTable extends BodyTable {
  /** When Microsoft was asked and named it last. */
  seen_at: number;
}

interface HealthCheckTable {
  tenant_id: string;
  next_at: number;
  /** Null until there was an answer. */
  body: Json | null;
}

interface IssueWatcherTable {
  tenant_id: string;
  issue_id: string;
  person_id: string;
  since: number;
  told_at: number;
  body: Json;
}

interface AuditHeadTable {
  sequence: number;
  hash: string;
}

export interface PseudonymTable {
  tenant_id: string;
  person_id: string;
  salt: string;
  pseudonym: string;
}

export interface Tables {
  taken: TakenTable;
  chats: ChatTable;
  people: BodyTable;
  questions: QuestionTable;
  lessons: LessonTable;
  counters: CounterTable;
  tickets: TicketTable;
  threads: ThreadTable;
  messages: MessageTable;
  escalations: EscalationTable;
  service_issues: ServiceIssueTable;
  health_checks: HealthCheckTable;
  issue_watchers: IssueWatcherTable;
  cards: CardTable;
  card_presses: CardPressTable;
  queue_links: QueueLinkTable;
  stranger_tenants: StrangerTenantTable;
  stranger_chats: StrangerChatTable;
  outbox_lanes: OutboxLaneTable;
  outbox: OutboxTable;
  send_budgets: SendBudgetTable;
  secrets: SecretTable;
  timers: TimerTable;
  audit: AuditRow;
  audit_head: AuditHeadTable;
  pseudonyms: PseudonymTable;
}
