// What the flows need from the world: a store, a voice, a library. Implemented by store/, teams/, knowledge/.
import type { Article, SearchResult } from '../domain/article.ts';
import type { AuditEntry, AuditHead } from '../domain/audit.ts';
import type { Chat } from '../domain/chat.ts';
import type { Cloud, Customer } from '../domain/customer.ts';
import type { Outcome } from '../domain/errors.ts';
import type { Escalation } from '../domain/escalation.ts';
import type { Lesson, LessonKey, Tally } from '../domain/lesson.ts';
import type { Locale } from '../domain/locale.ts';
import type { Message } from '../domain/message.ts';
import type { CardMoment, CardNotice, Notice } from '../domain/notice.ts';
import type { Person } from '../domain/person.ts';
import type { Question } from '../domain/question.ts';
import type { HealthCheck, HealthFailure, Mentions, ServiceIssue, Watcher } from '../domain/service-issue.ts';
import type { RetentionDays, Settings } from '../domain/settings.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Terms, Unanswered } from '../domain/unanswered.ts';
import type { Content, Destination, Outbox } from './outbox-ports.ts';

/** What every flow is given: the moment, the partner's facts, and a store bound to one transaction. */
export interface Turn {
  /** Epoch milliseconds; the same throughout the turn. */
  readonly now: number;
  readonly settings: Settings;
  readonly store: Store;
  readonly knowledge: Knowledge;
  /** A model is switched on that may put what was found in another order. */
  readonly ranksAgain?: true;
  /** The Teams activity that this turn answers; none when a timer or a delivery began it. */
  readonly activityId?: string;
  /** A random id of 128 bits. */
  newId(): string;
  readonly nonces: Nonces;
  /** A line for the log, written when the turn has been committed. */
  remark(remark: Remark): void;
}

/** Codes only, never anything that people wrote. */
export interface Remark {
  readonly event: string;
  readonly notice?: Notice['kind'];
  readonly reason?: string;
  readonly rows?: number;
  readonly sequence?: number;
  readonly hash?: string;
}

/** What makes a rendering of a card ours: nobody else can invent one, and one card's is no other's. */
export interface Nonces {
  issue(cardId: string): string;
  isOurs(cardId: string, nonce: string): boolean;
}

/** One transaction: all of it is saved, or nothing. The store given must not outlive `work`. */
export type Transaction = <Result>(work: (store: Store) => Promise<Result>) => Promise<Result>;

export interface Knowledge {
  search(text: string, locale: Locale): SearchResult;
  /** Ids of the eight topics whose words are nearest, best first, also where they are too far to be shown. */
  candidates(text: string, locale: Locale): readonly string[];
  /** In this language, or else in another that it has: a partner's page may have only one. */
  article(id: string, locale: Locale): Article | undefined;
  /** What a text says, as the search reads it: to tell which texts say the same, in whatever language. */
  terms(text: string): Terms;
  /** Which products and parts of them a text names; the same for every language. */
  mentions(text: string): Mentions;
}

/** Every read of customer data takes the tenant; a foreign tenant's row is as absent as one that never was. */
export interface Store {
  readonly inbox: Inbox;
  readonly chats: Chats;
  readonly people: People;
  readonly questions: Questions;
  readonly lessons: Lessons;
  readonly tickets: Tickets;
  readonly threads: Threads;
  readonly messages: Messages;
  readonly escalations: Escalations;
  readonly serviceHealth: ServiceHealth;
  readonly watchers: Watchers;
  readonly cards: Cards;
  readonly queueLinks: QueueLinks;
  readonly strangers: Strangers;
  readonly outbox: Outbox;
  readonly timers: Timers;
  readonly audit: Audit;
  readonly retention: Retention;
  readonly secrets: Secrets;
}

export interface Retention {
  /**
   * Deletes what is older than its days, at most about `limit` rows of each kind, so that nobody waits long for
   * it; `more` when some kind had as many. What waits to be sent or to happen goes with its ticket only.
   */
  sweep(sweep: {
    now: number;
    days: RetentionDays;
    limit: number;
  }): Promise<{ readonly deleted: number; readonly more: boolean }>;
}

/** What every replica must know and nobody else; never exported, never logged. */
export interface Secrets {
  /** Keeps what was made first under this name, and gives that back. */
  keep(name: string, made: string): Promise<string>;
}

export interface Audit {
  /**
   * Joins the chain as the last thing of the transaction, in the order of these calls: who waits for the
   * chain's head holds it no longer than a commit takes. When it cannot be written nothing is saved.
   */
  append(entry: AuditEntry): Promise<void>;
  head(): Promise<AuditHead>;
}

export interface Inbox {
  /** False when this activity has been taken before; Teams sends again what it thinks unanswered. */
  take(
    key: { tenantId: string; conversationId: string; type: string; activityId: string },
    at: number,
  ): Promise<boolean>;
}

export interface Chats {
  get(tenantId: string, id: string): Promise<Chat | undefined>;
  /** Like `get`, and nobody else changes it until the transaction ends. */
  lock(tenantId: string, id: string): Promise<Chat | undefined>;
  /** Like `lock` without waiting: undefined while somebody else has it. */
  tryLock(tenantId: string, id: string): Promise<{ readonly chat: Chat | undefined } | undefined>;
  /** Ids of those that are not reached because the tenant's administrator switched the app off; at most `limit`. */
  disabledIn(tenantId: string, limit: number): Promise<string[]>;
  /** Ids of those where the app is; at most `limit`. */
  installedIn(tenantId: string, limit: number): Promise<string[]>;
  /** Whether the app came to one of them after this moment, and is there. */
  cameSince(tenantId: string, at: number): Promise<boolean>;
  /** All of a tenant's chats and channels. */
  ofTenant(tenantId: string): Promise<Chat[]>;
  /** Inserts or replaces. */
  save(chat: Chat): Promise<void>;
}

export interface People {
  get(tenantId: string, id: string): Promise<Person | undefined>;
  save(person: Person): Promise<void>;
}

export interface Questions {
  get(tenantId: string, id: string): Promise<Question | undefined>;
  /** Like `get`, and nobody else changes it until the transaction ends. */
  lock(tenantId: string, id: string): Promise<Question | undefined>;
  /** The one asked last in this chat. */
  latest(tenantId: string, chatId: string): Promise<Question | undefined>;
  /** The one that this message of Teams says, or says a part of; among the thousand asked last in the chat. */
  saidAs(tenantId: string, chatId: string, activityId: string): Promise<Question | undefined>;
  /** Newest first, at most `limit`, whatever became of them. */
  askedSince(tenantId: string, since: number, limit: number): Promise<Question[]>;
  /** Of all customers: those that found no good answer, newest first, at most `limit`. */
  unanswered(since: number, limit: number): Promise<Question[]>;
  save(question: Question): Promise<void>;
}

/** What came of the articles that were shown, a row for each question and article. */
export interface Lessons {
  get(key: LessonKey): Promise<Lesson | undefined>;
  /** What was learned in this chat since then, newest first. */
  changedSince(tenantId: string, chatId: string, since: number): Promise<Lesson[]>;
  /** Inserts or replaces. */
  save(lesson: Lesson): Promise<void>;
  /**
   * Of all customers, per article and language: what was shown since then, those that failed oftenest first, at most
   * `limit`, and none that failed nobody. Silence counts once it has lasted since `silentUntil`.
   */
  tally(window: { shownSince: number; silentUntil: number; limit: number }): Promise<Tally[]>;
}

export interface Tickets {
  get(tenantId: string, id: string): Promise<Ticket | undefined>;
  /** Like `get`, and nobody else changes it until the transaction ends. */
  lock(tenantId: string, id: string): Promise<Ticket | undefined>;
  /** Open ones of a person, oldest first; solved ones are open until they are closed. */
  openOf(tenantId: string, requesterId: string): Promise<Ticket[]>;
  hasOpen(tenantId: string): Promise<boolean>;
  /** Newest first, at most `limit`. */
  latestOf(tenantId: string, requesterId: string, limit: number): Promise<Ticket[]>;
  /** Open ones that one of the partner's people has, oldest first: their desk serves every customer's tenant. */
  assignedTo(staffId: string): Promise<TicketRef[]>;
  /** Open ones that somebody else than these has, oldest first, at most `limit`. */
  assignedToOthers(staffIds: readonly string[], limit: number): Promise<TicketRef[]>;
  /** Rises by one with each call, over all tenants; never given twice. */
  nextNumber(): Promise<number>;
  insert(ticket: Ticket): Promise<void>;
  /** Saves and raises the version; throws a retryable AppError when somebody saved since it was read. */
  save(ticket: Ticket): Promise<void>;
}

export interface TicketRef {
  readonly tenantId: string;
  readonly ticketId: string;
}

/** The threads in the partner's channels in which tickets live: one per ticket and queue. */
export interface Threads {
  find(ref: TicketRef, queueId: string): Promise<string | undefined>;
  /** The ticket behind a thread of this tenant (the partner's), also when the ticket lives in another one by now. */
  ticketOf(
    tenantId: string,
    threadId: string,
  ): Promise<(TicketRef & { readonly queueId: string }) | undefined>;
  save(tenantId: string, threadId: string, ref: TicketRef, queueId: string): Promise<void>;
  /** Nothing can be written there any more: the next message opens another. */
  forget(ref: TicketRef, queueId: string): Promise<void>;
  /** Open tickets that live in a thread of this channel, oldest first, at most `limit`. */
  openIn(
    tenantId: string,
    channelId: string,
    limit: number,
  ): Promise<(TicketRef & { readonly queueId: string })[]>;
  /**
   * The same as `forget`, for all tickets of this channel that do not live there now: those that ended since
   * then, and open ones that are in another queue by now.
   */
  forgetOthers(tenantId: string, channelId: string, endedSince: number): Promise<void>;
}

export interface Messages {
  get(tenantId: string, id: string): Promise<Message | undefined>;
  /** The message that was typed as this Teams message; the tenant is that of the conversation. */
  bySource(tenantId: string, conversationId: string, activityId: string): Promise<Message | undefined>;
  /** Newest first, at most `limit`. */
  latest(tenantId: string, ticketId: string, limit: number): Promise<Message[]>;
  /** What agents wrote and the requester did not get, or perhaps not; oldest first. */
  undelivered(ref: TicketRef): Promise<Message[]>;
  /** Inserts or replaces. */
  save(message: Message): Promise<void>;
}

export interface Escalations {
  get(tenantId: string, id: string): Promise<Escalation | undefined>;
  /** The one that has not ended, else the newest. */
  latestOf(tenantId: string, ticketId: string): Promise<Escalation | undefined>;
  save(escalation: Escalation): Promise<void>;
}

/** What Microsoft reports of its services, per tenant. */
export interface ServiceHealth {
  /** All that is kept: open ones, and those that ended lately. */
  issues(tenantId: string): Promise<ServiceIssue[]>;
  issue(tenantId: string, id: string): Promise<ServiceIssue | undefined>;
  /** Inserts or replaces; `seenAt` is when Microsoft was asked. */
  keep(tenantId: string, issues: readonly ServiceIssue[], seenAt: number): Promise<void>;
  check(tenantId: string): Promise<HealthCheck | undefined>;
  saveCheck(check: HealthCheck): Promise<void>;
  /** True for one of all who want to ask now, and then for nobody until `until`. */
  claim(tenantId: string, now: number, until: number): Promise<boolean>;
}

/** Who wants to hear of a service issue until it is over. */
export interface Watchers {
  get(tenantId: string, issueId: string, personId: string): Promise<Watcher | undefined>;
  save(watcher: Watcher): Promise<void>;
  /** From now on they know what was said until then; false when they watch it no more. */
  told(watcher: Watcher, saidAt: number): Promise<boolean>;
  /** False when there was nothing to remove. */
  remove(tenantId: string, issueId: string, personId: string): Promise<boolean>;
  /** What somebody watches, what they were told of last first. */
  ofPerson(tenantId: string, personId: string): Promise<Watcher[]>;
  /** Ids of the issues that somebody watches. */
  watched(tenantId: string): Promise<string[]>;
  /** Those of an issue who know nothing said after `toldBefore`, who knows least first; at most `limit`. */
  untold(tenantId: string, issueId: string, toldBefore: number, limit: number): Promise<Watcher[]>;
}

export interface StoredCard {
  /** 128 random bits: all that a button carries besides its nonce. */
  readonly id: string;
  /** Tenant of the conversation in which it stands. */
  readonly tenantId: string;
  readonly notice: CardNotice;
  readonly destination: Destination;
  /** Where it stands, once delivered; of a thread the full conversation id. */
  readonly conversationId?: string;
  readonly activityId?: string;
  readonly createdAt: number;
}

export interface Cards {
  get(tenantId: string, id: string): Promise<StoredCard | undefined>;
  insert(card: StoredCard): Promise<void>;
  /** From now on the card shows something else. */
  become(tenantId: string, id: string, notice: CardNotice): Promise<void>;
  /** Those that show this question, as long as they show no ticket. */
  ofQuestion(tenantId: string, questionId: string): Promise<StoredCard[]>;
  /** Those that ask what this message is for and hold its words until then, in any chat of the tenant. */
  holding(tenantId: string, activityId: string): Promise<StoredCard[]>;
  /** All cards whose notice names this ticket, wherever they stand. */
  ofTicket(ref: TicketRef): Promise<StoredCard[]>;
  delivered(tenantId: string, id: string, conversationId: string, activityId: string): Promise<void>;
  /** It stands nowhere any more: somebody deleted it in Teams. */
  undelivered(tenantId: string, id: string): Promise<void>;
  /** False when this very press had its effect before. */
  press(cardId: string, key: string, at: number): Promise<boolean>;
}

export interface QueueLinks {
  /** The chat id of the channel that was linked in Teams. */
  get(queueId: string): Promise<{ tenantId: string; chatId: string } | undefined>;
  save(queueId: string, tenantId: string, chatId: string): Promise<void>;
}

export interface Strangers {
  /** Counts a knock of an unserved tenant; `firstOfDay` per conversation, `firstEver` per tenant. */
  knock(
    tenantId: string,
    conversationId: string,
    at: number,
  ): Promise<{ firstOfDay: boolean; firstEver: boolean }>;
}

export const timerKinds = [
  'clock-warning',
  'clock-breach',
  'confirm-reminder',
  'close-silent',
  'escalation-check',
  'move-tickets',
  'release-tickets',
  'staff-check',
  'disable-chats',
  'reach-again',
  'retention',
  'audit-head',
] as const;

/** What asks other systems when its time has come, see `run-job.ts`. */
export const jobKinds = ['service-health', 'rank-again'] as const;
export type JobKind = (typeof jobKinds)[number];

export type TimerKind = (typeof timerKinds)[number] | JobKind;

export interface Timer {
  readonly id: string;
  readonly kind: TimerKind;
  readonly tenantId: string;
  /**
   * Id of a ticket, question, escalation, channel, chat, tenant or one of the partner's people; the kind itself for
   * what comes again and again.
   */
  readonly subjectId: string;
  readonly dueAt: number;
}

export interface ClaimedTimer extends Timer {
  readonly leaseOwner: string;
  readonly leaseUntil: number;
}

export function isJob(timer: ClaimedTimer): timer is ClaimedTimer & { readonly kind: JobKind } {
  return jobKinds.some((kind) => kind === timer.kind);
}

export interface Timers {
  /** Inserts, or moves the timer of this id; moved while it is leased, it is nobody's again. It fires no earlier than `dueAt`. */
  set(timer: Timer): Promise<void>;
  /** The same, unless the timer of this id is of this kind already: then it stays as it is, and the answer is false. */
  begin(timer: Timer): Promise<boolean>;
  get(tenantId: string, id: string): Promise<Timer | undefined>;
  /**
   * Due ones, leased; a timer that fires re-reads the state and does nothing when it is stale. `withoutJobs`
   * leaves those that ask other systems.
   */
  claim(claim: {
    owner: string;
    now: number;
    leaseUntil: number;
    limit: number;
    withoutJobs?: boolean;
  }): Promise<ClaimedTimer[]>;
  /** Removes a claimed timer, to fire it; false when the lease is no longer ours, or it was set anew. */
  take(timer: ClaimedTimer): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
}

/** Who reads a message, for language, zone and what may be seen. */
export interface Recipient {
  readonly locale: Locale;
  readonly zone: string;
  readonly side: 'requester' | 'agent';
}

/** All that is needed to put a notice into words, loaded before. */
export interface Facts {
  readonly now: number;
  readonly settings: Settings;
  readonly recipient: Recipient;
  readonly article: (id: string) => Article | undefined;
  readonly customer?: Customer;
  readonly question?: Question;
  readonly ticket?: Ticket;
  /** Newest first. */
  readonly messages?: readonly Message[];
  /** What agents wrote and the requester did not get, oldest first. */
  readonly undelivered?: readonly Message[];
  /** Whether messages reach the requester now. */
  readonly isReachable?: boolean;
  /** The message that a relay, delivery or note notice is about. */
  readonly message?: Message;
  readonly escalation?: Escalation;
  readonly health?: HealthFacts;
  /** For lists and choices, in the order to be shown. */
  readonly tickets?: readonly Ticket[];
  readonly unanswered?: Unanswered;
  /** Those that help least, first. */
  readonly weakArticles?: readonly Tally[];
  /** Teams found the whole too big: say this part of it, or the most important alone. */
  readonly part?: number;
}

/** What Microsoft said of its services when it was asked for this customer. */
export interface HealthFacts {
  /** False where the settings do not let us ask, or Microsoft's list is not about what the question is about. */
  readonly isConnected: boolean;
  /** Somebody is asking at this moment. */
  readonly isAsking: boolean;
  readonly check?: HealthCheck;
  /** The one that the question or ticket is about, as it stands now. */
  readonly issue?: ServiceIssue;
  /** The reader is told when it changes. */
  readonly isWatched: boolean;
}

/** What a button of a card carries. */
export interface CardKey {
  readonly card: string;
  readonly nonce: string;
}

export type Present = (
  notice: Notice,
  facts: Facts,
  key: CardKey | undefined,
  moment?: CardMoment,
) => Content;

export type HealthAnswer =
  | {
      readonly ok: true;
      /** All that are open. */
      readonly open: readonly ServiceIssue[];
      /** Of those asked for by id, the ones that are not open any more. */
      readonly ended: readonly ServiceIssue[];
      /** Ids of open ones that could not be read: they are not over. */
      readonly unread: readonly string[];
    }
  | { readonly ok: false; readonly reason: HealthFailure; readonly afterMs?: number };

/** Asks Microsoft for a tenant's service issues: within ten seconds, never throwing for what the other side does. */
export type ReadServiceHealth = (asked: {
  readonly tenantId: string;
  readonly cloud: Cloud;
  /** Wanted also when they are not open any more. */
  readonly issueIds: readonly string[];
}) => Promise<HealthAnswer>;

/** All that a model is told, in this shape and no other. */
export interface RankRequest {
  /** What was asked, without secrets and without names of people as far as they can be told from words. */
  readonly question: string;
  readonly articles: readonly { readonly title: string; readonly summary: string }[];
}

/**
 * Puts articles in order for a question: places in `articles`, best first, each at most once; some may be
 * missing. Within three seconds, never throwing for what the other side does; the reason is a code for the log.
 */
export type RankAgain = (asked: RankRequest) => Promise<Outcome<readonly number[], string>>;

/**
 * A JSON document of another server, fetched with all caution: over https, of bounded size, in bounded time.
 * The reason of a refusal is a code for the log.
 */
export type FetchJson = (url: string, signal?: AbortSignal) => Promise<Outcome<unknown, string>>;
