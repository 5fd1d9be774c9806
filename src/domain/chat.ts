// A Teams conversation, what a person said in it, and what that text is meant to be.
import type { DeskWish } from './desk-wish.ts';
import type { Locale } from './locale.ts';
import type { Ticket } from './ticket.ts';

export type ChatKind = 'personal' | 'channel' | 'group';

/** Where a conversation can be reached; refreshed by each verified activity, never by card data. */
export interface Chat {
  readonly tenantId: string;
  /** Teams conversation id; of a channel without the `;messageid=` of a thread. */
  readonly id: string;
  readonly kind: ChatKind;
  readonly serviceUrl: string;
  /** The bot's own id in this conversation (`28:...`). */
  readonly botId: string;
  readonly teamId?: string;
  /** The other side of a personal chat. */
  readonly personId?: string;
  /** Language chosen for a channel; people have their own. */
  readonly locale?: Locale;
  /** Set while the app is installed; without it nothing is sent. */
  readonly installedAt?: number;
  /** Why nothing arrives there since `installedAt` is gone, by the connector's answer. */
  readonly unreachable?: string;
  /** When Teams first did not find this conversation; cleared by the first sign of life. */
  readonly goneAt?: number;
  /** When Teams sent the event that installed or removed the app last: events come in any order. */
  readonly installationChangedAt?: number;
  /** Set while Teams says that nothing can be written in this channel; `installedAt` as it was before. */
  readonly closed?: { readonly reason: Closing; readonly installedAt?: number };
  /** When Teams sent the event that closed or reopened this channel last. */
  readonly closingChangedAt?: number;
  /** When the leads were told that the desk is left without any channel. */
  readonly alarmedAt?: number;
  /** The installation that was welcomed, so that it happens once. */
  readonly welcomedAt?: number;
  /** The ticket that plain text belongs to, while several are open. */
  readonly focusTicketId?: string;
  /** When the focus was set; it fades, see {@link focusMinutes}. */
  readonly focusAt?: number;
  /** What the next plain text is, whatever tickets are open: a new question, or words for a person at once. */
  readonly expects?: { readonly what: 'question' | 'request'; readonly since: number };
}

/** Why a channel takes nothing: by Teams' own word, or because Teams does not find it. */
export type Closing = 'deleted' | 'archived' | 'gone';

/** Why tickets can no longer stand in a channel. */
export type ChannelLoss = Closing | 'removed';

/** The team that a channel is in; its channel General has the team's own id. */
export function teamOf(channel: Pick<Chat, 'id' | 'teamId'>): string {
  return channel.teamId ?? channel.id;
}

export const focusMinutes = 30;

/** Words that do what a button does; one list per language in `i18n`, told apart by `teams`. */
export const commands = [
  'help',
  'offer',
  'language-en',
  'language-ru',
  'language-zh-cn',
  'new-question',
  'my-requests',
  'person',
  'watch-issue',
  'unwatch-issue',
  'helped',
  'not-helped',
  'yes',
  'no',
  'solved',
  'not-solved',
  'withdraw',
  'let-go',
  'who-are-you',
  'greeting',
  'thanks',
  'claim',
  'note',
  'reply',
  'ask',
  'solve',
  'escalate',
  'transfer',
  'severity',
  'send-again',
  'link-queue',
  'unanswered',
  'weak-articles',
  'draft-article',
] as const;
export type Command = (typeof commands)[number];

/** Who speaks, where, and in which tenant: all of it from the verified activity. */
export interface Speaker {
  readonly tenantId: string;
  readonly personId: string;
  /** What Teams calls them to this bot (`29:...`); some events name people by nothing else. */
  readonly teamsId?: string;
  readonly name: string;
  /** What the Teams client says; a first contact has none. */
  readonly clientLocale?: Locale;
  readonly clientZone?: string;
}

/** Which message of Teams it was. */
export type MessagePlace = Pick<Inbound, 'chat' | 'threadId' | 'activityId'>;

/** One thing that happened in Teams, in our words. Texts are plain, without the bot's mention. */
export interface Inbound {
  readonly speaker: Speaker;
  readonly chat: Pick<Chat, 'tenantId' | 'id' | 'kind' | 'serviceUrl' | 'botId' | 'teamId'>;
  /** The thread's full conversation id, when said inside one. */
  readonly threadId?: string;
  readonly activityId: string;
  /** Epoch milliseconds by Teams' clock; absent when it is not said in a readable way. */
  readonly sentAt?: number;
  readonly kind:
    | {
        readonly type: 'text';
        readonly text: string;
        readonly command?: SaidCommand;
        readonly deskWish?: DeskWish;
        readonly files: readonly string[];
      }
    | {
        readonly type: 'edited';
        readonly text: string;
        /** It was deleted before. */
        readonly restored?: true;
        readonly command?: SaidCommand;
        readonly deskWish?: DeskWish;
      }
    | { readonly type: 'deleted' }
    | { readonly type: 'installed' }
    | { readonly type: 'removed' }
    | { readonly type: 'members-added'; readonly members: readonly Member[] }
    | { readonly type: 'members-removed'; readonly members: readonly Member[] }
    /** One channel, or without `channelId` all of the team. */
    | { readonly type: 'channel-closed'; readonly reason: Closing; readonly channelId?: string }
    | { readonly type: 'channel-reopened'; readonly channelId?: string }
    | { readonly type: 'other' };
}

/** Somebody whom an event names; Teams does not always say the Entra object id. */
export interface Member {
  readonly personId?: string;
  readonly teamsId: string;
}

export interface SaidCommand {
  readonly name: Command;
  /** What followed the word, such as the text of a note. */
  readonly rest: string;
}

/** What was announced, as long as it is fresh: who leaves and comes back later starts anew. */
export function expected(chat: Chat, now: number): 'question' | 'request' | undefined {
  return chat.expects && now - chat.expects.since < focusMinutes * 60_000 ? chat.expects.what : undefined;
}

/** What a requester's plain text is for, when it is no command. */
export type Meaning =
  | { readonly type: 'question' }
  | { readonly type: 'message'; readonly ticketId: string }
  | { readonly type: 'unclear'; readonly ticketIds: readonly string[] };

/** The ticket that was opened or picked last, while that is fresh. */
export function focusOf(chat: Chat, now: number): string | undefined {
  const fresh = chat.focusAt !== undefined && now - chat.focusAt < focusMinutes * 60_000;
  return fresh ? chat.focusTicketId : undefined;
}

type Open = Pick<Ticket, 'id' | 'agentSpokeAt' | 'solvedAt'>;

/**
 * With no ticket open, or when a new question was announced, the text is a question; with one ticket it
 * belongs to that ticket; with several it belongs to the one in focus, or to the one of which the desk spoke since.
 * When more than one may be meant it has to be asked, as it has when a closed one was picked that may come back:
 * nothing is reopened by a guess.
 */
export function meaningOf(
  chat: Chat,
  openTickets: readonly Open[],
  now: number,
  picked?: Pick<Ticket, 'id'>,
): Meaning {
  const [first, ...others] = openTickets;
  if (expected(chat, now) !== undefined) return { type: 'question' };
  if (picked) return { type: 'unclear', ticketIds: [picked, ...openTickets].map((t) => t.id) };
  if (!first) return { type: 'question' };
  if (others.length === 0) return { type: 'message', ticketId: first.id };
  const focus = focusOf(chat, now);
  const [meant, another] = openTickets.filter((t) => t.id === focus || isSpokenOf(t, chat, now));
  return meant && !another
    ? { type: 'message', ticketId: meant.id }
    : { type: 'unclear', ticketIds: openTickets.map((t) => t.id) };
}

/** The desk wrote about it, or solved it, after the requester had turned to another one. */
function isSpokenOf({ agentSpokeAt = 0, solvedAt = 0 }: Open, { focusAt = 0 }: Chat, now: number): boolean {
  const spokenAt = Math.max(agentSpokeAt, solvedAt);
  return spokenAt > focusAt && now - spokenAt < focusMinutes * 60_000;
}

const answerAnyway: readonly Command[] = ['language-en', 'language-ru', 'language-zh-cn', 'withdraw'];
const answerInOneWord: readonly Command[] = ['offer', 'my-requests', 'new-question'];

/**
 * Whether somebody who was asked may be answering: "Russian", "no longer needed", "status". What has more words,
 * as in the menu ("my requests"), is meant for the bot, and so is everything with a slash.
 */
export function couldBeAnAnswer(command: Command, text: string): boolean {
  if (/^[/／]/.test(text)) return false;
  return answerAnyway.includes(command) || (answerInOneWord.includes(command) && isOneWord(text));
}

/** In Chinese most words have two characters. */
function isOneWord(text: string): boolean {
  return !/\s/.test(text) && (text.match(/\p{Script=Han}/gu) ?? []).length <= 2;
}
