// Where a message goes now: the store decides whether anything may be sent there, not the connector's status.
import type { Chat } from '../domain/chat.ts';
import { queueChannel } from './load-facts.ts';
import type { DeliveryResult, Destination, Turn } from './ports.ts';

/** How long to look again for a channel that is not known yet, or from which the bot was removed. */
export const unknownChannelMs = 15_000;

export interface Address {
  readonly serviceUrl: string;
  readonly botId: string;
  readonly tenantId: string;
  /** Absent when the message begins a new thread. */
  readonly conversationId?: string;
  readonly channelId: string;
  /** Teams did not find this conversation the last time. */
  readonly doubtful?: true;
}

/** The address, or what becomes of the row while there is none. */
export async function addressOf(turn: Turn, destination: Destination): Promise<Address | DeliveryResult> {
  if (destination.to === 'address') return { ...destination, channelId: destination.conversationId };
  if (destination.to === 'chat') {
    const chat = await turn.store.chats.get(destination.tenantId, destination.chatId);
    if (!chat || chat.installedAt === undefined) return notInstalled(chat);
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
    ...(chat.goneAt !== undefined && { doubtful: true as const }),
  };
}
