// Where a message did not arrive, and what that says about the place: the store must know before the next one leaves.
import type { Chat } from '../domain/chat.ts';
import { forbiddenAttempts, gccServiceUrl, goneForGoodMs } from '../domain/delivery.ts';
import { disableTenant, isAllowedSince } from './disable-tenant.ts';
import { channelIn } from './find-address.ts';
import { loseChannel } from './lose-channel.ts';
import type { DeliveryResult, OutboxRow, Sending, SendResult } from './outbox-ports.ts';
import type { Turn } from './ports.ts';
import { refreshThread } from './post-notice.ts';
import { forgetCopy } from './relay-copies.ts';

/** A place as it was known when something left for it. */
export interface Reached {
  readonly chat: Chat;
  readonly at: number;
}

const saysOfThePlace: readonly SendResult['outcome'][] = ['unreachable', 'wrong-host', 'gone', 'forbidden'];

/** An answer may come late: the app was added again meanwhile, or the place moved, and it says nothing of that. */
export async function isOvertaken(
  turn: Turn,
  { sending, reached }: { sending: Sending; reached?: Reached },
  answer: SendResult,
): Promise<boolean> {
  if (!reached || !saysOfThePlace.includes(answer.outcome)) return false;
  // Locked: nobody adds the app between this look and what is concluded from it.
  const chat = await turn.store.chats.lock(sending.tenantId, chatIdOf(sending));
  if (chat?.installedAt === undefined) return false;
  const { installedAt, closingChangedAt, serviceUrl } = reached.chat;
  if (chat.installedAt !== installedAt || chat.closingChangedAt !== closingChangedAt) return true;
  if (chat.serviceUrl !== serviceUrl) return true;
  if (answer.outcome !== 'unreachable' || answer.reason !== 'disabled') return false;
  return isAllowedSince(turn, sending.tenantId, reached.at);
}

/** Remembers of an answer what holds for later messages as well. */
export async function loseAddress(
  turn: Turn,
  row: OutboxRow,
  sending: Sending,
  answer: Exclude<SendResult, { outcome: 'sent' }>,
  result: DeliveryResult,
): Promise<void> {
  if (row.destination.to === 'address') return;
  switch (answer.outcome) {
    case 'unreachable':
      return answer.reason === 'disabled'
        ? disableTenant(turn, sending.tenantId, chatIdOf(sending))
        : markUnreachable(turn, sending, answer.reason);
    case 'wrong-host':
      return result.state === 'pending'
        ? moveToGcc(turn, sending)
        : markUnreachable(turn, sending, answer.reason);
    case 'gone':
    case 'forbidden':
      return forgetPlace(turn, row, sending, answer, result);
    default:
      return undefined;
  }
}

/** The chat or channel behind the row. */
function chatIdOf({ target }: Sending): string {
  return channelIn(target.type === 'new-thread' ? target.channelId : target.conversationId);
}

/** The welcome stays given: who blocked the bot and comes back has had it. */
async function markUnreachable(turn: Turn, sending: Sending, reason: string): Promise<void> {
  const chat = await turn.store.chats.lock(sending.tenantId, chatIdOf(sending));
  if (!chat) return;
  if (chat.kind === 'channel') return loseChannel(turn, chat.tenantId, chat.id, 'removed');
  const { installedAt: _gone, ...rest } = chat;
  await turn.store.chats.save({ ...rest, unreachable: reason });
}

async function moveToGcc(turn: Turn, sending: Sending): Promise<void> {
  const chat = await turn.store.chats.lock(sending.tenantId, chatIdOf(sending));
  if (chat) await turn.store.chats.save({ ...chat, serviceUrl: gccServiceUrl });
}

/** What stood there is gone; a conversation only when it is still not there after an hour. */
async function forgetPlace(
  turn: Turn,
  row: OutboxRow,
  sending: Sending,
  { outcome, reason }: Extract<SendResult, { outcome: 'gone' | 'forbidden' }>,
  result: DeliveryResult,
): Promise<void> {
  // It is tried on, for a refusal without a reason may be anybody's; that it lasts is remembered.
  const lasts = outcome === 'forbidden' && row.reason === reason && row.attempts >= forbiddenAttempts;
  const isTriedOn = result.state === 'pending' && result.reason === reason;
  if (result.state === 'dead' || (lasts && isTriedOn)) return noteGone(turn, sending, outcome);
  if (result.state !== 'pending') return;
  if (result.reason === 'posted-anew') return forgetActivity(turn, row, sending, reason);
  if (result.reason === 'thread-anew') await forgetThread(turn, row);
  if (result.reason === 'channel-gone') {
    await loseChannel(turn, sending.tenantId, chatIdOf(sending), 'gone');
  }
}

/** The next attempt posts it anew. */
async function forgetActivity(turn: Turn, row: OutboxRow, sending: Sending, reason: string): Promise<void> {
  if (row.cardId !== undefined) return turn.store.cards.undelivered(sending.tenantId, row.cardId);
  return forgetCopy(turn, row, sending, reason === 'activity-not-found');
}

async function forgetThread(turn: Turn, { destination }: OutboxRow): Promise<void> {
  if (destination.to !== 'thread') return;
  const ref = { tenantId: destination.ticketTenantId, ticketId: destination.ticketId };
  await turn.store.threads.forget(ref, destination.queueId);
  await refreshThread(turn, ref);
}

/** What arrives there now proves that it was a whim. */
export async function findAgain(turn: Turn, sending: Sending): Promise<void> {
  const chat = await turn.store.chats.lock(sending.tenantId, chatIdOf(sending));
  if (chat?.goneAt === undefined) return;
  const { goneAt: _over, ...rest } = chat;
  await turn.store.chats.save(rest);
}

/** About one in a hundred such answers is false: two of them with an hour between are not. */
async function noteGone(turn: Turn, sending: Sending, unreachable: 'gone' | 'forbidden'): Promise<void> {
  const chat = await turn.store.chats.lock(sending.tenantId, chatIdOf(sending));
  if (!chat) return;
  if (chat.goneAt === undefined) return turn.store.chats.save({ ...chat, goneAt: turn.now });
  if (turn.now - chat.goneAt < goneForGoodMs) return;
  if (chat.kind === 'channel') return loseChannel(turn, chat.tenantId, chat.id, 'gone');
  const { installedAt: _i, goneAt: _g, ...rest } = chat;
  await turn.store.chats.save({ ...rest, unreachable });
}
