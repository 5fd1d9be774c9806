// Everything the bot can say, as values. The outbox holds these; sentences and cards are made at delivery.
import type { ChannelLoss, Command } from './chat.ts';
import type { FieldFault } from './diagnostics.ts';
import type { Locale } from './locale.ts';

/** Why something that was asked did not happen; the texts have one sentence for each. */
export const refusalReasons = [
  'claimed-by-other',
  'already-yours',
  'ended',
  'already-solved',
  'already-done',
  'maybe-command',
  'not-allowed',
  'not-yours',
  'card-outdated',
  'card-renewed',
  'too-fast',
  'not-understood',
  'too-long',
  'empty-text',
  'documented-issue',
  'not-a-number',
  'incomplete',
  'reopen-window-over',
  'withdrawn',
  'not-solved',
  'not-closed',
  'already-rated',
  'same-queue',
  'no-ticket',
  'no-question',
  'say-what-about',
  'unknown-queue',
  'escalation-open',
  'not-staff',
  'not-in-thread',
  'link-in-channel',
  'message-too-long',
  'edit-not-followed',
  'files-stay',
  'ticket-moved',
  'maybe-lost',
  'change-lost',
  'nothing-to-send',
  'not-reachable',
  'customer-not-served',
  'own-chat',
  'too-many-requests',
  'press-failed',
  'not-solved-yet',
  'issue-over',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** A line on top of a card that answers the press just made. */
export interface Flash {
  readonly reason: RefusalReason;
  /** A person's name, which goes when they are forgotten. */
  readonly by?: string;
  /** A queue's name; with `maybe-command` those of all queues, when a transfer was meant. */
  readonly queue?: string;
}

/** Cards stay and are updated; each shows its subject as it is at delivery. */
export type CardNotice =
  | { readonly kind: 'welcome'; readonly tenantId: string }
  | { readonly kind: 'answer'; readonly tenantId: string; readonly questionId: string }
  | { readonly kind: 'request'; readonly tenantId: string; readonly ticketId: string }
  | {
      readonly kind: 'request-list';
      readonly tenantId: string;
      readonly personId: string;
      /** In the order shown, so that a button means what stood beside it. */
      readonly ticketIds: readonly string[];
    }
  | {
      readonly kind: 'which-ticket';
      readonly tenantId: string;
      /** In the order shown, like those of a list. */
      readonly ticketIds: readonly string[];
      /** Older ones are open besides. */
      readonly hasMore?: true;
      /** What waits for the answer, secrets masked. */
      readonly held: HeldWords;
    }
  | {
      readonly kind: 'resolution';
      readonly tenantId: string;
      readonly ticketId: string;
      /** Another one of this ticket was posted since. */
      readonly isEarlier?: true;
    }
  | { readonly kind: 'ticket'; readonly tenantId: string; readonly ticketId: string }
  | {
      readonly kind: 'escalation';
      readonly tenantId: string;
      readonly ticketId: string;
      readonly escalationId: string;
    }
  /** What use has taught, over all customers; the tenant is the partner's. */
  | { readonly kind: 'unanswered' | 'weak-articles'; readonly tenantId: string };

export interface HeldWords {
  readonly text: string;
  readonly files: readonly string[];
  readonly activityId: string;
  /** When they were edited, by Teams' clock. */
  readonly changedAt?: number;
  /** What the words do where no agent is answered by them. */
  readonly command?: Command;
}

export type CardKind = CardNotice['kind'];

/** What a card shows for one rendering only, such as the faults of a form just sent. */
export interface CardMoment {
  readonly flash?: Flash;
  readonly faults?: readonly FieldFault<string>[];
  /** What was typed into a form that came back with faults. */
  readonly typed?: Readonly<Record<string, string>>;
}

export type TextNotice =
  | { readonly kind: 'help'; readonly side: 'requester' | 'agent' }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'about-bot' }
  | { readonly kind: 'thanks' }
  | { readonly kind: 'upset' }
  | { readonly kind: 'not-ours' }
  | { readonly kind: 'language-set'; readonly locale: Locale }
  | { readonly kind: 'not-served' }
  | { readonly kind: 'stranger-tenant'; readonly strangerTenantId: string }
  | { readonly kind: 'refused'; readonly flash: Flash }
  | { readonly kind: 'self-help-settled' }
  | { readonly kind: 'asked-again' }
  | { readonly kind: 'issue-watched'; readonly issueId: string; readonly watched: boolean }
  | {
      readonly kind: 'ticket-noted';
      readonly tenantId: string;
      readonly ticketId: string;
      /** The words are a command as well, and went to the agent who had asked. */
      readonly isAnswer?: boolean;
    }
  | { readonly kind: 'claimed'; readonly tenantId: string; readonly ticketId: string }
  | { readonly kind: 'takes-over'; readonly tenantId: string; readonly ticketId: string }
  | {
      readonly kind: 'with-outside' | 'number-corrected';
      readonly tenantId: string;
      readonly ticketId: string;
      readonly escalationId: string;
    }
  | { readonly kind: 'back-from-outside'; readonly tenantId: string; readonly ticketId: string }
  | { readonly kind: 'still-solved'; readonly tenantId: string; readonly ticketId: string }
  | { readonly kind: 'closed-by-silence'; readonly tenantId: string; readonly ticketId: string }
  /** In the thread. */
  | {
      readonly kind: 'thread-event';
      readonly tenantId: string;
      readonly ticketId: string;
      readonly event: ThreadEvent;
      /** Whose act it was, by name, where the ticket may tell another one by the time this is read. */
      readonly by?: string;
    }
  /** The first words in a ticket's new thread: its old one cannot be used any more. */
  | {
      readonly kind: 'moved-here';
      readonly tenantId: string;
      readonly ticketId: string;
      readonly reason: ChannelLoss;
    }
  /** Microsoft's news of a service issue, to somebody whose question it fits or who watches it. */
  | {
      readonly kind: 'issue-news';
      readonly tenantId: string;
      readonly issueId: string;
      readonly questionId: string;
      readonly news: IssueNews;
    }
  /** The requester is back; what they did not get is offered. */
  | { readonly kind: 'reachable-again'; readonly tenantId: string; readonly ticketId: string }
  | {
      readonly kind: 'delivery';
      readonly tenantId: string;
      readonly ticketId: string;
      readonly messageId: string;
      /** Not the words are lost, which arrived, but how they were edited, or that they were deleted. */
      readonly of?: 'change';
    }
  | {
      readonly kind: 'note-kept';
      readonly tenantId: string;
      readonly ticketId: string;
      readonly messageId: string;
    }
  | {
      readonly kind: 'clock';
      readonly tenantId: string;
      readonly ticketId: string;
      readonly state: 'warning' | 'breached';
    }
  | {
      readonly kind: 'escalation-check';
      readonly tenantId: string;
      readonly ticketId: string;
      readonly escalationId: string;
    }
  | { readonly kind: 'queue-linked'; readonly queueId: string }
  /** What to do with the draft that follows; the draft itself, to be copied as it stands. */
  | { readonly kind: 'draft-ready'; readonly tenantId: string; readonly ticketId: string }
  | { readonly kind: 'draft'; readonly tenantId: string; readonly ticketId: string }
  /** In a queue's channel: no chat of this customer can be reached. */
  | { readonly kind: 'app-disabled'; readonly customerTenantId: string }
  /** To leads and administrators: tickets reach nobody. */
  | { readonly kind: 'no-channel' };

/** It was found for a question whose card cannot show it; Microsoft wrote something new; it is over. */
export type IssueNews = 'found' | 'word' | 'over';

export type ThreadEvent =
  | 'claimed'
  | 'left-team'
  | 'released'
  | 'requester-confirmed'
  | 'requester-reopened'
  | 'requester-withdrew'
  | 'rated'
  | 'moved-away'
  | 'severity-changed'
  | 'closed-by-silence'
  | 'resolution-not-delivered'
  | 'question-deleted'
  | 'question-back';

/** A person's words, carried to the other side under their name. */
export interface RelayNotice {
  readonly kind: 'relay';
  readonly tenantId: string;
  readonly ticketId: string;
  readonly messageId: string;
}

export type Notice = CardNotice | TextNotice | RelayNotice;

const cardKinds: readonly string[] = [
  'welcome',
  'answer',
  'request',
  'request-list',
  'which-ticket',
  'resolution',
  'ticket',
  'escalation',
  'unanswered',
  'weak-articles',
] satisfies CardKind[];

export function isCard(notice: Notice): notice is CardNotice {
  return cardKinds.includes(notice.kind);
}
