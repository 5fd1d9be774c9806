// What leaves: the outbox, its rows and where they go, and how they are sent. Implemented by store/ and teams/.
import type { DeliveryClass, DeliveryPriority } from '../domain/delivery.ts';
import type { Locale } from '../domain/locale.ts';
import type { Notice } from '../domain/notice.ts';

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
  /** In whose Teams it will stand: whose budget it spends, and who is forgotten with it. */
  readonly tenantId: string;
  readonly destination: Destination;
  readonly notice: Notice;
  readonly class: DeliveryClass;
  readonly priority: DeliveryPriority;
  /** The card that this row posts or updates. */
  readonly cardId?: string;
  readonly replyToId?: string;
  readonly createdAt: number;
}

export interface OutboxRow extends NewOutboxRow {
  readonly sequence: number;
  /** How often sending was begun, this time included: never less than the requests that were made for it. */
  readonly attempts: number;
  readonly leaseOwner: string;
  /** After this moment another process may own the row. */
  readonly leaseUntil: number;
  /** Why it did not leave the last time. */
  readonly reason?: string;
  /** How often it was sent without anybody knowing what came of it. */
  readonly lostAnswers: number;
  /** 0 as it is. Once Teams found it too big: this part of the words, or the small form of a card. */
  readonly part: number;
}

export type DeliveryResult =
  | { readonly state: 'sent'; readonly activityId?: string }
  /** `uncounted` when nothing was sent: waiting is no attempt. */
  | {
      readonly state: 'pending';
      readonly dueAt: number;
      readonly reason: string;
      readonly uncounted?: true;
      /** Nobody knows what came of this attempt. */
      readonly lost?: true;
      /** The next attempt sends this part. */
      readonly part?: number;
    }
  /** Waits for the conversation to become known or the app to be installed again. */
  | { readonly state: 'parked'; readonly reason: string }
  | { readonly state: 'ambiguous'; readonly reason: string }
  | { readonly state: 'dead'; readonly reason: string };

export interface ClaimedRows {
  readonly rows: readonly OutboxRow[];
  /** Something due was left, because a budget is spent. */
  readonly held: boolean;
}

export interface Outbox {
  /** Takes the lane's next number under its row lock, so that order is the order of commits. */
  add(row: NewOutboxRow): Promise<void>;
  /** True when an update of this card waits already: it will show what is true when it leaves. */
  hasPendingUpdate(cardId: string): Promise<boolean>;
  /**
   * Takes due heads of lanes, at most `limit`, with a lease until `leaseUntil`: people's words before cards,
   * cards before what goes to many.
   */
  claim(claim: OutboxClaim): Promise<ClaimedRows>;
  /**
   * Rows whose lease ran out while they were being sent: their class decides whether they may be sent again;
   * those that may not are returned. Rows `inHand` are left alone: they are being sent.
   */
  endLostLeases(now: number, inHand: readonly string[]): Promise<OutboxRow[]>;
  /** Writes the outcome if the lease is still ours; undefined when somebody else owns the row now. */
  complete(row: OutboxRow, result: DeliveryResult): Promise<Completed | undefined>;
  /** Parked rows of these lanes may leave again. */
  unpark(lanes: readonly string[], dueAt: number): Promise<void>;
  /** What has not left this lane yet, in its order; nobody else takes it until the transaction ends. */
  waitingIn(lane: string): Promise<WaitingRow[]>;
  /** All else that has not left this lane leaves after this card's rows, in the order that it has. */
  putBehind(lane: string, cardId: string): Promise<void>;
  /** A row that waits will never leave. */
  drop(id: string, reason: string): Promise<void>;
  /** What has not left yet, by state. */
  backlog(): Promise<readonly Backlog[]>;
  /** When the next row may leave; undefined while nothing waits. */
  nextDueAt(now: number): Promise<number | undefined>;
  /**
   * Teams asked this row's conversation to wait until then: its tenant gets less for a while, and pauses
   * when a second conversation was asked meanwhile; everything pauses when a second tenant was.
   */
  throttled(row: OutboxRow, until: number, now: number): Promise<void>;
  /** Nothing leaves until then. */
  pauseAll(until: number): Promise<void>;
}

export interface Backlog {
  readonly state: 'pending' | 'sending' | 'parked';
  readonly rows: number;
  /** When the oldest of them was written; epoch milliseconds. */
  readonly oldestAt: number;
}

export interface Completed {
  /** Another row of the lane waits behind this one. */
  readonly hasNext: boolean;
}

export type WaitingRow = Pick<OutboxRow, 'id' | 'notice' | 'class' | 'part'>;

export interface OutboxClaim {
  readonly owner: string;
  readonly now: number;
  readonly leaseUntil: number;
  readonly limit: number;
  /** Leaves what was tried before: troubled conversations must not take the room of all others. */
  readonly freshOnly?: boolean;
}

/** A Teams activity without addresses; only `teams/` looks inside. */
export interface Content {
  readonly activity: Readonly<Record<string, unknown>>;
  /** How many parts the words were cut into, when only one of them is here. */
  readonly parts?: number;
}

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
  /** Epoch milliseconds: what could not begin to leave by then is somebody else's to send. */
  readonly notAfter: number;
}

export type SendResult =
  | { readonly outcome: 'sent'; readonly activityId?: string; readonly conversationId?: string }
  /** Its time was over before it could leave: nothing was asked of the other side. */
  | { readonly outcome: 'late'; readonly reason: string }
  /** Nothing was taken by the other side: safe to send again. */
  | { readonly outcome: 'retry'; readonly afterMs?: number; readonly reason: string }
  /** The answer was lost after sending, or (`answered`) somebody on the way could not tell what came of it. */
  | { readonly outcome: 'ambiguous'; readonly reason: string; readonly answered?: true }
  /** The person or team is not reachable until they act: blocked, removed, disabled. */
  | { readonly outcome: 'unreachable'; readonly reason: string }
  /** The conversation or the message to be updated is no more. */
  | { readonly outcome: 'gone'; readonly reason: string }
  /**
   * Refused, and nobody says why: it may be a proxy, or an update of a message that is gone. `token-refused`: by this
   * conversation alone, while others take the same token.
   */
  | { readonly outcome: 'forbidden'; readonly reason: 'forbidden' | 'token-refused' }
  /** The conversation lives at another of Microsoft's hosts. */
  | { readonly outcome: 'wrong-host'; readonly reason: string }
  | { readonly outcome: 'too-big'; readonly reason: string }
  /** The bot's own credentials are refused, or cannot be had: no message can leave. */
  | { readonly outcome: 'no-credentials'; readonly reason: string; readonly sent: boolean }
  | { readonly outcome: 'refused'; readonly reason: string };

export type Send = (sending: Sending) => Promise<SendResult>;
