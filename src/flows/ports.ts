// What the flows need from the world: a store, a voice, a library. Implemented by store/, teams/, knowledge/.
import type { Article, SearchResult } from '../domain/article.ts';
import type { Chat } from '../domain/chat.ts';
import type { Customer } from '../domain/customer.ts';
import type { DeliveryClass } from '../domain/delivery.ts';
import type { Escalation } from '../domain/escalation.ts';
import type { Locale } from '../domain/locale.ts';
import type { Message } from '../domain/message.ts';
import type { CardMoment, CardNotice, Notice } from '../domain/notice.ts';
import type { Person } from '../domain/person.ts';
import type { Question } from '../domain/question.ts';
import type { Settings } from '../domain/settings.ts';
import type { Ticket } from '../domain/ticket.ts';

/** What every flow is given: the moment, the partner's facts, and a store bound to one transaction. */
export interface Turn {
  /** Epoch milliseconds; the same throughout the turn. */
  readonly now: number;
  readonly settings: Settings;
  readonly store: Store;
  readonly knowledge: Knowledge;
  /** A random id of 128 bits. */
  newId(): string;
}

/** One transaction: all of it is saved, or nothing. The store given must not outlive `work`. */
export type Transaction = <Result>(work: (store: Store) => Promise<Result>) => Promise<Result>;

export interface Knowledge {
  search(text: string, locale: Locale): SearchResult;
  article(id: string, locale: Locale): Article | undefined;
}

/** Every read of customer data takes the tenant; a foreign tenant's row is as absent as one that never was. */
export interface Store {
  readonly inbox: Inbox;
  readonly chats: Chats;
  readonly people: People;
  readonly questions: Questions;
  readonly tickets: Tickets;
  readonly threads: Threads;
  readonly messages: Messages;
  readonly escalations: Escalations;
  readonly cards: Cards;
  readonly queueLinks: QueueLinks;
  readonly strangers: Strangers;
  readonly outbox: Outbox;
  readonly timers: Timers;
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
  /** Inserts or replaces. */
  save(chat: Chat): Promise<void>;
}

export interface People {
  get(tenantId: string, id: string): Promise<Person | undefined>;
  save(person: Person): Promise<void>;
}

export interface Questions {
  get(tenantId: string, id: string): Promise<Question | undefined>;
  /** The one asked last in this chat. */
  latest(tenantId: string, chatId: string): Promise<Question | undefined>;
  save(question: Question): Promise<void>;
}

export interface Tickets {
  get(tenantId: string, id: string): Promise<Ticket | undefined>;
  /** Like `get`, and nobody else changes it until the transaction ends. */
  lock(tenantId: string, id: string): Promise<Ticket | undefined>;
  /** Open ones of a person, oldest first; solved ones are open until they are closed. */
  openOf(tenantId: string, requesterId: string): Promise<Ticket[]>;
  /** Newest first, at most `limit`. */
  latestOf(tenantId: string, requesterId: string, limit: number): Promise<Ticket[]>;
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
  /** The ticket behind a thread of this tenant (the partner's). */
  ticketOf(
    tenantId: string,
    threadId: string,
  ): Promise<(TicketRef & { readonly queueId: string }) | undefined>;
  save(tenantId: string, threadId: string, ref: TicketRef, queueId: string): Promise<void>;
  /** The thread was deleted in Teams: the next message opens another. */
  forget(ref: TicketRef, queueId: string): Promise<void>;
}

export interface Messages {
  get(tenantId: string, id: string): Promise<Message | undefined>;
  /** The message that was typed as this Teams message. */
  bySource(conversationId: string, activityId: string): Promise<Message | undefined>;
  /** Newest first, at most `limit`. */
  latest(tenantId: string, ticketId: string, limit: number): Promise<Message[]>;
  /** Inserts or replaces. */
  save(message: Message): Promise<void>;
}

export interface Escalations {
  get(tenantId: string, id: string): Promise<Escalation | undefined>;
  /** The one that has not ended, else the newest. */
  latestOf(tenantId: string, ticketId: string): Promise<Escalation | undefined>;
  save(escalation: Escalation): Promise<void>;
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
  /** All cards whose notice names this ticket, wherever they stand. */
  ofTicket(ref: TicketRef): Promise<StoredCard[]>;
  delivered(tenantId: string, id: string, conversationId: string, activityId: string): Promise<void>;
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

/** Where a message goes; the address itself is read from the store when it leaves. */
export type Destination =
  | { readonly to: 'chat'; readonly tenantId: string; readonly chatId: string; readonly threadId?: string }
  | {
      readonly to: 'thread';
      readonly ticketTenantId: string;
      readonly ticketId: string;
      readonly queueId: string;
    }
  | { readonly to: 'queue'; readonly queueId: string }
  /** An unserved tenant's conversation: nothing of it is kept but this row. */
  | {
      readonly to: 'address';
      readonly tenantId: string;
      readonly conversationId: string;
      readonly serviceUrl: string;
      readonly botId: string;
      readonly locale: Locale;
    };

export interface NewOutboxRow {
  readonly id: string;
  /** Messages of one lane leave one after the other, in the order of their commits. */
  readonly lane: string;
  readonly destination: Destination;
  readonly notice: Notice;
  readonly class: DeliveryClass;
  /** The card that this row posts or updates. */
  readonly cardId?: string;
  readonly replyToId?: string;
  readonly createdAt: number;
}

export interface OutboxRow extends NewOutboxRow {
  readonly sequence: number;
  /** How often sending was begun, this time included. */
  readonly attempts: number;
  readonly leaseOwner: string;
}

export type DeliveryResult =
  | { readonly state: 'sent'; readonly activityId?: string }
  /** `uncounted` when nothing was sent: waiting is no attempt. */
  | { readonly state: 'pending'; readonly dueAt: number; readonly reason: string; readonly uncounted?: true }
  /** Waits for the conversation to become known or the app to be installed again. */
  | { readonly state: 'parked'; readonly reason: string }
  | { readonly state: 'ambiguous'; readonly reason: string }
  | { readonly state: 'dead'; readonly reason: string };

export interface ClaimedRows {
  readonly rows: readonly OutboxRow[];
  readonly lapsed: readonly OutboxRow[];
}

export interface Outbox {
  /** Takes the lane's next number under its row lock, so that order is the order of commits. */
  add(row: NewOutboxRow): Promise<void>;
  /** True when an update of this card waits already: it will show what is true when it leaves. */
  hasPendingUpdate(cardId: string): Promise<boolean>;
  /**
   * Takes due heads of lanes, at most `limit`, with a lease until `leaseUntil`. Rows whose lease ran out
   * while sending are dealt with before: their class decides whether they may be sent again; `lapsed` are
   * those that may not.
   */
  claim(claim: { owner: string; now: number; leaseUntil: number; limit: number }): Promise<ClaimedRows>;
  /** Writes the outcome if the lease is still ours; false when somebody else owns the row now. */
  complete(row: OutboxRow, result: DeliveryResult): Promise<boolean>;
  /** Parked rows of these lanes may leave again. */
  unpark(lanes: readonly string[], dueAt: number): Promise<void>;
  /** When the next row falls due; undefined while nothing waits. */
  nextDueAt(): Promise<number | undefined>;
}

export const timerKinds = [
  'clock-warning',
  'clock-breach',
  'confirm-reminder',
  'close-silent',
  'escalation-check',
] as const;
export type TimerKind = (typeof timerKinds)[number];

export interface Timer {
  readonly id: string;
  readonly kind: TimerKind;
  readonly tenantId: string;
  /** Ticket or escalation id. */
  readonly subjectId: string;
  readonly dueAt: number;
}

export interface Timers {
  set(timer: Timer): Promise<void>;
  /** Due ones, leased; a timer that fires re-reads the state and does nothing when it is stale. */
  claim(claim: { owner: string; now: number; leaseUntil: number; limit: number }): Promise<Timer[]>;
  done(id: string): Promise<void>;
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
  /** The message that a relay, delivery or note notice is about. */
  readonly message?: Message;
  readonly escalation?: Escalation;
  /** For lists and choices, in the order to be shown. */
  readonly tickets?: readonly Ticket[];
}

/** What a button of a card carries. */
export interface CardKey {
  readonly card: string;
  readonly nonce: string;
}

/** A Teams activity without addresses; only `teams/` looks inside. */
export interface Content {
  readonly activity: Readonly<Record<string, unknown>>;
}

export type Present = (
  notice: Notice,
  facts: Facts,
  key: CardKey | undefined,
  moment?: CardMoment,
) => Content;

export interface Sending {
  readonly serviceUrl: string;
  readonly botId: string;
  readonly tenantId: string;
  readonly target:
    | { readonly type: 'post'; readonly conversationId: string }
    | { readonly type: 'put'; readonly conversationId: string; readonly activityId: string }
    | { readonly type: 'new-thread'; readonly channelId: string };
  readonly content: Content;
  readonly replyToId?: string;
}

export type SendResult =
  | { readonly outcome: 'sent'; readonly activityId?: string; readonly conversationId?: string }
  /** Nothing was taken by the other side: safe to send again. */
  | { readonly outcome: 'retry'; readonly afterMs?: number; readonly reason: string }
  /** The answer was lost after sending, or (`answered`) somebody on the way could not tell what came of it. */
  | { readonly outcome: 'ambiguous'; readonly reason: string; readonly answered?: true }
  /** The person or team is not reachable until they act: blocked, removed, disabled. */
  | { readonly outcome: 'unreachable'; readonly reason: string }
  /** The conversation or the message to be updated is no more. */
  | { readonly outcome: 'gone'; readonly reason: string }
  | { readonly outcome: 'refused'; readonly reason: string };

export type Send = (sending: Sending) => Promise<SendResult>;
