// Where a message goes now: the store decides whether anything may be sent there, not the connector's status.
import type { Chat } from '../domain/chat.ts';
import { queueChannel } from './load-facts.ts';
import type { DeliveryResult, Destination } from './outbox-ports.ts';
import type { Turn } from './ports.ts';

/** How long to look again for a channel that is not known yet, or from which the bot was removed. */
export const unknownChannelMs = 15_000;

/** Whoever changes a chat needs it no longer than this. */
const busyChatMs = 1_000;

export interface Address {
  readonly serviceUrl: string;
  readonly botId: string;
  readonly tenantId: string;
  /** Absent when the message begins a new thread. */
  readonly conversationId?: string;
  readonly channelId: string;
  /** Teams did not find this conversation the last time. */
  readonly doubtful?: true;
  /** As it is known now; absent where nothing is kept of it. */
  readonly chat?: Chat;
}

/** The address, or what becomes of the row while there is none. */
export async function addressOf(turn: Turn, destination: Destination): Promise<Address | DeliveryResult> {
  if (destination.to === 'address') return { ...destination, channelId: destination.conversationId };
  if (destination.to === 'chat') {
    const chat = await settledChat(turn, destination);
    if (chat === 'busy') {
      return { state: 'pending', dueAt: turn.now + busyChatMs, reason: 'chat-busy', uncounted: true };
    }
    if (chat?.installedAt === undefined) return notInstalled(chat);
    return { ...reach(chat), conversationId: destination.threadId ?? chat.id };
  }
  const threadId = destination.to === 'thread' ? await threadOf(turn, destination) : undefined;
  const channel =
    threadId === undefined
      ? await queueChannel(turn, destination.queueId)
      : await turn.store.chats.get(turn.settings.partner.tenantId, channelIn(threadId));
  if (!channel || channel.installedAt === undefined) {
    return {
      state: 'pending',
      dueAt: turn.now + unknownChannelMs,
      reason: 'channel-unknown',
      uncounted: true,
    };
  }
  return { ...reach(channel), ...(threadId !== undefined && { conversationId: threadId }) };
}

/** A conversation of the tenant that is known already; undefined where nothing may be sent any more. */
export async function addressIn(
  turn: Turn,
  tenantId: string,
  conversationId: string,
): Promise<Address | undefined> {
  const chat = await turn.store.chats.get(tenantId, channelIn(conversationId));
  return chat?.installedAt === undefined ? undefined : { ...reach(chat), conversationId };
}

/** Where the app is not, nobody may be about to add it: what is parked after they looked would wait for ever. */
async function settledChat(
  { store }: Turn,
  { tenantId, chatId }: Extract<Destination, { to: 'chat' }>,
): Promise<Chat | undefined | 'busy'> {
  const chat = await store.chats.get(tenantId, chatId);
  if (chat?.installedAt !== undefined) return chat;
  const locked = await store.chats.tryLock(tenantId, chatId);
  return locked ? locked.chat : 'busy';
}

function threadOf(turn: Turn, thread: Extract<Destination, { to: 'thread' }>): Promise<string | undefined> {
  return turn.store.threads.find(
    { tenantId: thread.ticketTenantId, ticketId: thread.ticketId },
    thread.queueId,
  );
}

/** A thread's id ends with that of its first message: it stands in for an answer that names none. */
export function rootIn(conversationId: string): string | undefined {
  return /;messageid=(\w+)$/.exec(conversationId)?.[1];
}

/** A thread's id begins with its channel's. */
export function channelIn(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}

/** A person's messages wait for the app to come back; an answer in a channel that removed it is pointless. */
function notInstalled(chat: Chat | undefined): DeliveryResult {
  return chat?.kind === 'channel'
    ? { state: 'dead', reason: 'uninstalled' }
    : { state: 'parked', reason: chat?.unreachable ?? 'uninstalled' };
}

function reach(chat: Chat): Address {
  return {
    serviceUrl: chat.serviceUrl,
    botId: chat.botId,
    tenantId: chat.tenantId,
    channelId: chat.id,
    chat,
    ...(chat.goneAt !== undefined && { doubtful: true as const }),
  };
}
