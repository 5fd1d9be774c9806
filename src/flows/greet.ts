// Somebody installed the bot, or spoke to it for the first time.
import type { Chat } from '../domain/chat.ts';
import type { Turn } from './ports.ts';
import { postNotice, toChat } from './post-notice.ts';

/** Welcomes a customer's person once per installation; returns the chat as it is from now on. */
export async function greet(turn: Turn, chat: Chat): Promise<Chat> {
  if (chat.kind !== 'personal' || chat.welcomedAt !== undefined) return chat;
  const welcomed: Chat = { ...chat, welcomedAt: turn.now };
  await turn.store.chats.save(welcomed);
  await postNotice(turn, toChat(chat), { kind: 'welcome', tenantId: chat.tenantId });
  return welcomed;
}

/** After removal nothing is sent there, even if the connector would take it; a team goes with all its channels. */
export async function forgetInstallation(turn: Turn, tenantId: string, chatId: string): Promise<void> {
  const gone = await forgetChat(turn, tenantId, chatId);
  if (gone?.teamId === undefined) return;
  for (const { channelId } of turn.settings.queues) {
    const other = channelId === undefined ? undefined : await turn.store.chats.get(tenantId, channelId);
    if (other?.teamId === gone.teamId) await forgetChat(turn, tenantId, other.id);
  }
}

/** Nothing more is sent to this chat until somebody speaks there or installs the app again. */
async function forgetChat(turn: Turn, tenantId: string, chatId: string): Promise<Chat | undefined> {
  const chat = await turn.store.chats.lock(tenantId, chatId);
  if (!chat) return undefined;
  const { installedAt: _i, welcomedAt: _w, ...rest } = chat;
  await turn.store.chats.save(rest);
  return rest;
}

/**
 * A tenant that the partner does not serve is told so once a day and conversation; nothing of it is
 * kept but a counter. The partner sees it once, in its first queue.
 */
export async function turnAway(
  turn: Turn,
  chat: Chat,
  locale: 'en' | 'ru' | 'zh-cn',
  replyToId: string,
): Promise<void> {
  const { store, settings, now } = turn;
  const { firstOfDay, firstEver } = await store.strangers.knock(chat.tenantId, chat.id, now);
  const { tenantId, id: conversationId, serviceUrl, botId } = chat;
  if (firstOfDay) {
    const destination = { to: 'address', tenantId, conversationId, serviceUrl, botId, locale } as const;
    await postNotice(turn, destination, { kind: 'not-served' }, replyToId);
  }
  const queue = settings.queues[0];
  if (firstEver && queue) {
    await postNotice(
      turn,
      { to: 'queue', queueId: queue.id },
      { kind: 'stranger-tenant', strangerTenantId: tenantId },
    );
  }
}
