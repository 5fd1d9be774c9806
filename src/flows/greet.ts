// Somebody installed the bot, or spoke to it for the first time.
import { type Chat, type Inbound, teamOf } from '../domain/chat.ts';
import { removed } from '../domain/installation.ts';
import { momentOf } from './know-chat.ts';
import { loseChannel } from './lose-channel.ts';
import type { Turn } from './ports.ts';
import { postNotice, toChat } from './post-notice.ts';
import { dropRow } from './reach-again.ts';

/** Welcomes a customer's person once per installation; returns the chat as it is from now on. */
export async function greet(turn: Turn, chat: Chat): Promise<Chat> {
  const isThere = chat.kind === 'personal' && chat.installedAt !== undefined;
  if (!isThere || chat.welcomedAt !== undefined) return chat;
  const welcomed: Chat = { ...chat, welcomedAt: turn.now };
  await turn.store.chats.save(welcomed);
  await postNotice(turn, toChat(chat), { kind: 'welcome', tenantId: chat.tenantId });
  return welcomed;
}

/**
 * After removal nothing is sent there, even if the connector would take it; a team goes with all its channels.
 * Kept of a chat that was never heard of, too, if it says when: the event that added the app may come later.
 */
export async function forgetInstallation(turn: Turn, inbound: Inbound): Promise<void> {
  const { chats } = turn.store;
  const { tenantId, id, kind } = inbound.chat;
  const moment = momentOf(turn, inbound);
  const stored = await chats.lock(tenantId, id);
  // Whose it is, so that it can be erased with them.
  const personId = stored?.personId ?? inbound.speaker.personId;
  const chat: Chat = { ...stored, ...inbound.chat, ...(kind === 'personal' && { personId }) };
  const gone = removed(chat, moment);
  if (gone === chat) return;
  const tellsOrder = moment.sentAt !== undefined;
  if (kind !== 'channel') return stored || tellsOrder ? forgetChat(turn, gone) : undefined;
  if (!stored && tellsOrder) await chats.save(gone);
  for (const other of await chats.ofTenant(tenantId)) {
    const isOfTeam = other.kind === 'channel' && teamOf(other) === teamOf(gone);
    if (isOfTeam) await loseChannel(turn, tenantId, other.id, 'removed', moment);
  }
}

/** A welcome that has not left yet belongs to the installation that is over. */
async function forgetChat(turn: Turn, gone: Chat): Promise<void> {
  const { chats, outbox } = turn.store;
  await chats.save(gone);
  for (const { id, notice } of await outbox.waitingIn(`chat:${gone.id}`)) {
    if (notice.kind === 'welcome') await dropRow(turn, id, notice, 'uninstalled');
  }
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
