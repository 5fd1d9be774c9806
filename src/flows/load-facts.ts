// Reads what a notice needs to be put into words, and who will read it.
import type { Chat } from '../domain/chat.ts';
import type { Notice } from '../domain/notice.ts';
import type { Person } from '../domain/person.ts';
import type { Question } from '../domain/question.ts';
import { isBeingAsked } from '../domain/service-issue.ts';
import { customerOf, queueById } from '../domain/settings.ts';
import type { Ticket } from '../domain/ticket.ts';
import { isListed } from './find-issue.ts';
import { loadUnanswered, loadWeakArticles } from './load-learning.ts';
import type { Destination } from './outbox-ports.ts';
import type { Facts, HealthFacts, Recipient, Turn } from './ports.ts';

const messagesOnCard = 5;

/** Known already in a turn; at delivery they are read from the store. */
interface Reader {
  readonly chat: Chat;
  readonly person: Person;
}

/** All that the notice tells of, as it is now, in the language and zone of whoever reads it at this destination. */
export async function loadFacts(
  turn: Turn,
  notice: Notice,
  destination: Destination,
  reader?: Reader,
): Promise<Facts> {
  const recipient = await recipientOf(turn, destination, reader);
  const base: Facts = {
    now: turn.now,
    settings: turn.settings,
    recipient,
    article: (id) => turn.knowledge.article(id, recipient.locale),
  };
  if (!('tenantId' in notice)) return base;
  const customer = customerOf(turn.settings, notice.tenantId);
  return { ...base, ...(customer && { customer }), ...(await subjectOf(turn, notice)) };
}

async function subjectOf(turn: Turn, notice: Extract<Notice, { tenantId: string }>): Promise<Partial<Facts>> {
  const { store } = turn;
  const { tenantId } = notice;
  switch (notice.kind) {
    case 'welcome':
      return {};
    case 'unanswered':
      return { unanswered: await loadUnanswered(turn) };
    case 'weak-articles':
      return { weakArticles: await loadWeakArticles(turn) };
    case 'answer': {
      const question = await store.questions.get(tenantId, notice.questionId);
      const ticket =
        question?.ticketId === undefined ? undefined : await store.tickets.get(tenantId, question.ticketId);
      return {
        ...(question && { question, health: await healthAt(turn, question) }),
        ...(ticket && { ticket }),
      };
    }
    case 'issue-news': {
      const issue = await store.serviceHealth.issue(tenantId, notice.issueId);
      return { health: { ...unwatched, ...(issue && { issue }) } };
    }
    case 'request-list':
    case 'which-ticket': {
      const tickets = await Promise.all(notice.ticketIds.map((id) => store.tickets.get(tenantId, id)));
      return { tickets: tickets.filter((t): t is Ticket => t !== undefined) };
    }
    default: {
      const ticket = await store.tickets.get(tenantId, notice.ticketId);
      const messages = await store.messages.latest(tenantId, notice.ticketId, messagesOnCard);
      const escalation =
        'escalationId' in notice
          ? await store.escalations.get(tenantId, notice.escalationId)
          : await store.escalations.latestOf(tenantId, notice.ticketId);
      const message =
        'messageId' in notice ? await store.messages.get(tenantId, notice.messageId) : undefined;
      const issueId = ticket?.health?.issue?.id;
      const issue = issueId === undefined ? undefined : await store.serviceHealth.issue(tenantId, issueId);
      return {
        messages,
        ...(ticket && { ticket }),
        ...(issue && { health: { ...unwatched, issue } }),
        ...(ticket && tellsOfFailures.includes(notice.kind) && (await undeliveredOf(turn, ticket))),
        ...(escalation && { escalation }),
        ...(message && { message }),
      };
    }
  }
}

const unwatched: HealthFacts = { isConnected: true, isAsking: false, isWatched: false };

async function healthAt(turn: Turn, question: Question): Promise<HealthFacts> {
  const { tenantId, issueId, personId, askedAt } = question;
  const { serviceHealth, watchers } = turn.store;
  const isConnected = isListed(turn, question);
  if (!isConnected && issueId === undefined) return { ...unwatched, isConnected };
  const check = await serviceHealth.check(tenantId);
  const issue = issueId === undefined ? undefined : await serviceHealth.issue(tenantId, issueId);
  return {
    isConnected,
    isAsking: isConnected && isBeingAsked(check, askedAt),
    isWatched: issue !== undefined && (await watchers.get(tenantId, issue.id, personId)) !== undefined,
    ...(check && { check }),
    ...(issue && { issue }),
  };
}

const tellsOfFailures: readonly Notice['kind'][] = ['ticket', 'reachable-again'];

async function undeliveredOf({ store }: Turn, ticket: Ticket): Promise<Partial<Facts>> {
  const { tenantId, id: ticketId, requesterChatId } = ticket;
  const chat = await store.chats.get(tenantId, requesterChatId);
  return {
    undelivered: await store.messages.undelivered({ tenantId, ticketId }),
    isReachable: chat?.installedAt !== undefined,
  };
}

/** Each person reads their own language; a channel has one for all who read it. */
async function recipientOf(turn: Turn, destination: Destination, reader?: Reader): Promise<Recipient> {
  const { settings, store } = turn;
  if (destination.to === 'address')
    return { locale: destination.locale, zone: settings.partner.zone, side: 'requester' };
  if (destination.to === 'thread' || destination.to === 'queue') return channelOf(turn, destination.queueId);

  const chat = reader?.chat ?? (await store.chats.get(destination.tenantId, destination.chatId));
  const side = destination.tenantId === settings.partner.tenantId ? 'agent' : 'requester';
  if (chat?.kind === 'personal' && chat.personId !== undefined) {
    const person = reader?.person ?? (await store.people.get(destination.tenantId, chat.personId));
    if (person) return { locale: person.locale, zone: person.zone, side };
  }
  const home = customerOf(settings, destination.tenantId) ?? settings.partner;
  return { locale: chat?.locale ?? home.locale, zone: home.zone, side };
}

async function channelOf(turn: Turn, queueId: string): Promise<Recipient> {
  const queue = queueById(turn.settings, queueId) ?? turn.settings.partner;
  const channel = await queueChannel(turn, queueId);
  return { locale: channel?.locale ?? queue.locale, zone: queue.zone, side: 'agent' };
}

/**
 * The channel in which a queue works. While the bot is not in it, another queue's channel stands in: a
 * ticket in the wrong channel is seen, one in no channel is not.
 */
export async function queueChannel(turn: Turn, queueId: string): Promise<Chat | undefined> {
  const own = await ownChannel(turn, queueId);
  if (own?.installedAt !== undefined) return own;
  for (const queue of turn.settings.queues) {
    const other = await ownChannel(turn, queue.id);
    if (other?.installedAt !== undefined) return other;
  }
  return own;
}

/** The queues' own channels, as far as the bot has heard of them; each once. */
export async function queueChannels(turn: Turn): Promise<Chat[]> {
  const channels = new Map<string, Chat>();
  for (const { id } of turn.settings.queues) {
    const channel = await ownChannel(turn, id);
    if (channel) channels.set(channel.id, channel);
  }
  return [...channels.values()];
}

/** The one linked in Teams, else the one named in the settings. */
async function ownChannel(turn: Turn, queueId: string): Promise<Chat | undefined> {
  const { settings, store } = turn;
  const linked = await store.queueLinks.get(queueId);
  if (linked) return store.chats.get(linked.tenantId, linked.chatId);
  const channelId = queueById(settings, queueId)?.channelId;
  return channelId === undefined ? undefined : store.chats.get(settings.partner.tenantId, channelId);
}
