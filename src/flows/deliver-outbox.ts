// A row of the outbox leaves: find the address, put the notice into words, send, write down what came of it.
import type { Chat } from '../domain/chat.ts';
import { isHopeless, lostAnswerDelayMs, retryDelayMs, sendAgainAfterLostAnswer } from '../domain/delivery.ts';
import { AppError } from '../domain/errors.ts';
import type { DeliveryState, Message } from '../domain/message.ts';

import { loadFacts, queueChannel } from './load-facts.ts';
import type {
  DeliveryResult,
  Destination,
  OutboxRow,
  Present,
  Send,
  Sending,
  SendResult,
  StoredCard,
  Turn,
} from './ports.ts';
import { postNotice, refOf, refreshThread, refreshTicket, toRequester, toThread } from './post-notice.ts';

export interface DeliveryDeps {
  /** Runs `work` as one transaction with a turn of its own. */
  runTurn<Result>(work: (turn: Turn) => Promise<Result>): Promise<Result>;
  readonly present: Present;
  readonly send: Send;
  /** 0 to 1, for the spread of retries. */
  random(): number;
}

/** How long to look again for a channel that is not known yet, or from which the bot was removed. */
const unknownChannelMs = 15_000;
/** Long enough for a whim to pass; after the second time there is nothing to wait for. */
const goneRetryMs = 5_000;
const goneAttempts = 3;

interface Prepared {
  readonly sending: Sending;
  readonly card?: StoredCard;
}

/** Takes what may leave now. Words that were lost with a dead sender, and may not be sent again, are told. */
export async function claimRows(
  turn: Turn,
  claim: Parameters<Turn['store']['outbox']['claim']>[0],
): Promise<readonly OutboxRow[]> {
  const { rows, lapsed } = await turn.store.outbox.claim(claim);
  for (const row of lapsed) await tellDelivery(turn, row, { state: 'ambiguous', reason: 'lease-lost' });
  return rows;
}

/** Never throws for what a connector may answer; the row's state tells what happened. */
export async function deliverRow(deps: DeliveryDeps, row: OutboxRow): Promise<DeliveryResult> {
  const prepared = await deps.runTurn((turn) => prepare(turn, deps, row));
  if (!('sending' in prepared)) return settle(deps, row, () => prepared);

  let { sending } = prepared;
  let answer = await deps.send(sending);
  if (answer.outcome === 'gone' && sending.target.type === 'put') {
    // The message was deleted in Teams: it stands once more, below.
    sending = { ...sending, target: { type: 'post', conversationId: sending.target.conversationId } };
    answer = await deps.send(sending);
  }
  try {
    return await settle(deps, row, (now) => judge(now, deps, row, answer), { sending, answer });
  } catch (error) {
    if (!(error instanceof AppError && error.retryable)) throw error;
    // It was sent and could not be written down: the lease runs out, and the class decides like after a crash.
    return { state: 'ambiguous', reason: 'outcome-not-written' };
  }
}

/** A fault of ours ended the row: whoever waits for these words must know. */
export async function failRow(turn: Turn, row: OutboxRow, result: DeliveryResult): Promise<void> {
  if (await turn.store.outbox.complete(row, result)) await tellDelivery(turn, row, result);
}

async function prepare(turn: Turn, deps: DeliveryDeps, row: OutboxRow): Promise<Prepared | DeliveryResult> {
  const address = await addressOf(turn, row.destination);
  if (!('serviceUrl' in address)) return address;

  const card =
    row.cardId === undefined ? undefined : await turn.store.cards.get(cardTenant(turn, row), row.cardId);
  const message =
    row.notice.kind === 'relay'
      ? await turn.store.messages.get(row.notice.tenantId, row.notice.messageId)
      : undefined;
  const notice = card?.notice ?? row.notice;
  const facts = await loadFacts(turn, notice, row.destination);
  const key = card && { card: card.id, nonce: turn.newId() };
  const content = deps.present(notice, facts, key);
  const target = targetOf(address, row, card, message);
  const { serviceUrl, botId, tenantId } = address;
  const sending = {
    serviceUrl,
    botId,
    tenantId,
    target,
    content,
    ...(row.replyToId !== undefined && { replyToId: row.replyToId }),
  };
  return { sending, ...(card && { card }) };
}

function cardTenant(turn: Turn, row: OutboxRow): string {
  return 'tenantId' in row.destination ? row.destination.tenantId : turn.settings.partner.tenantId;
}

interface Address {
  readonly serviceUrl: string;
  readonly botId: string;
  readonly tenantId: string;
  /** Absent when the message begins a new thread. */
  readonly conversationId?: string;
  readonly channelId: string;
}

/** The store decides whether anything may be sent there, not the connector's status. */
async function addressOf(turn: Turn, destination: Destination): Promise<Address | DeliveryResult> {
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
function rootIn(conversationId: string): string | undefined {
  return /;messageid=(\w+)$/.exec(conversationId)?.[1];
}

/** A thread's id begins with its channel's. */
function channelIn(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}

/** A person's messages wait for the app to come back; an answer in a channel that removed it is pointless. */
function notInstalled(chat: Chat | undefined): DeliveryResult {
  return chat?.kind === 'channel'
    ? { state: 'dead', reason: 'uninstalled' }
    : { state: 'parked', reason: chat?.unreachable ?? 'uninstalled' };
}

function reach(chat: Chat): Address {
  return { serviceUrl: chat.serviceUrl, botId: chat.botId, tenantId: chat.tenantId, channelId: chat.id };
}

function targetOf(address: Address, row: OutboxRow, card?: StoredCard, message?: Message): Sending['target'] {
  if (address.conversationId === undefined) return { type: 'new-thread', channelId: address.channelId };
  if (card?.activityId !== undefined && card.conversationId === address.conversationId) {
    return { type: 'put', conversationId: card.conversationId, activityId: card.activityId };
  }
  if (row.class === 'update' && message?.deliveredActivityId !== undefined) {
    return { type: 'put', conversationId: address.conversationId, activityId: message.deliveredActivityId };
  }
  return { type: 'post', conversationId: address.conversationId };
}

/** What an answer of the connector means for the row. */
function judge(now: number, deps: DeliveryDeps, row: OutboxRow, answer: SendResult): DeliveryResult {
  const again = (reason: string, afterMs?: number): DeliveryResult =>
    isHopeless(row.attempts, now - row.createdAt)
      ? { state: 'dead', reason }
      : { state: 'pending', dueAt: now + retryDelayMs(row.attempts, afterMs, deps.random()), reason };
  switch (answer.outcome) {
    case 'sent':
      return { state: 'sent', ...(answer.activityId !== undefined && { activityId: answer.activityId }) };
    case 'retry':
      return again(answer.reason, answer.afterMs);
    case 'ambiguous':
      if (!sendAgainAfterLostAnswer(row.class, row.attempts, answer.answered === true)) {
        return { state: 'ambiguous', reason: answer.reason };
      }
      return again(answer.reason, answer.answered ? undefined : lostAnswerDelayMs);
    case 'gone':
      return row.attempts < goneAttempts
        ? again(answer.reason, row.attempts === 1 ? goneRetryMs : 0)
        : { state: 'dead', reason: answer.reason };
    case 'unreachable':
      return unreachable(now, row, answer.reason);
    case 'refused':
      return { state: 'dead', reason: answer.reason };
  }
}

/** What is owed waits: for the person to come back, or for the channel to be linked or the app added again. */
function unreachable(now: number, row: OutboxRow, reason: string): DeliveryResult {
  if (row.destination.to === 'address' || row.class === 'notice') return { state: 'dead', reason };
  return row.destination.to === 'chat'
    ? { state: 'parked', reason }
    : { state: 'pending', dueAt: now + unknownChannelMs, reason };
}

/** Writes the outcome and what follows from it, unless another worker owns the row by now. */
async function settle(
  deps: DeliveryDeps,
  row: OutboxRow,
  decide: (now: number) => DeliveryResult,
  sent?: { readonly sending: Sending; readonly answer: SendResult },
): Promise<DeliveryResult> {
  return deps.runTurn(async (turn) => {
    const result = decide(turn.now);
    if (!(await turn.store.outbox.complete(row, result))) return result;
    if (sent) await remember(turn, row, sent.sending, sent.answer);
    await tellDelivery(turn, row, result);
    return result;
  });
}

async function remember(turn: Turn, row: OutboxRow, sending: Sending, answer: SendResult): Promise<void> {
  const { store } = turn;
  const { destination } = row;
  if (answer.outcome === 'unreachable') await markUnreachable(turn, sending, destination, answer.reason);
  // One such answer may be a whim of the connector; two are not.
  if (answer.outcome === 'gone' && destination.to === 'thread' && row.attempts > 1) {
    const ref = { tenantId: destination.ticketTenantId, ticketId: destination.ticketId };
    await store.threads.forget(ref, destination.queueId);
    await refreshThread(turn, ref);
  }
  if (answer.outcome !== 'sent') return;
  const conversationId =
    answer.conversationId ?? ('conversationId' in sending.target ? sending.target.conversationId : '');
  if (sending.target.type === 'new-thread' && destination.to === 'thread') {
    const ref = { tenantId: destination.ticketTenantId, ticketId: destination.ticketId };
    await store.threads.save(sending.tenantId, conversationId, ref, destination.queueId);
  }
  const root = sending.target.type === 'new-thread' ? rootIn(conversationId) : undefined;
  const activityId = answer.activityId ?? root;
  if (row.cardId !== undefined && activityId !== undefined) {
    await store.cards.delivered(sending.tenantId, row.cardId, conversationId, activityId);
  }
}

/** The welcome stays given: who blocked the bot and comes back has had it. */
async function markUnreachable(
  turn: Turn,
  sending: Sending,
  destination: Destination,
  reason: string,
): Promise<void> {
  if (destination.to === 'address') return;
  const { target } = sending;
  const chatId =
    destination.to === 'chat'
      ? destination.chatId
      : channelIn(target.type === 'new-thread' ? target.channelId : target.conversationId);
  const chat = await turn.store.chats.lock(sending.tenantId, chatId);
  if (!chat) return;
  const { installedAt: _gone, ...rest } = chat;
  await turn.store.chats.save({ ...rest, unreachable: reason });
}

/** The agent sees whether the words arrived; a failure is never kept silent. */
async function tellDelivery(turn: Turn, row: OutboxRow, result: DeliveryResult): Promise<void> {
  if (row.notice.kind !== 'relay') return;
  const { store } = turn;
  // Locked: an edit of the same words must not get lost.
  const ticket = await store.tickets.lock(row.notice.tenantId, row.notice.ticketId);
  const message = await store.messages.get(row.notice.tenantId, row.notice.messageId);
  if (!message || !ticket) return;
  const { failure: _old, ...rest } = message;
  const delivery = deliveryOf(result);
  await store.messages.save({
    ...rest,
    delivery,
    ...(result.state === 'sent' &&
      result.activityId !== undefined && { deliveredActivityId: result.activityId }),
    ...('reason' in result && { failure: result.reason }),
  });
  if (delivery === message.delivery || delivery === 'sending') return;
  if (message.from === 'requester') {
    const lost = delivery !== 'delivered';
    if (lost)
      await postNotice(turn, toRequester(ticket), { kind: 'refused', flash: { reason: 'maybe-lost' } });
    return;
  }
  await postNotice(turn, toThread(ticket), { kind: 'delivery', ...refOf(ticket), messageId: message.id });
  if (delivery !== 'delivered') await refreshTicket(turn, refOf(ticket));
}

function deliveryOf(result: DeliveryResult): DeliveryState {
  switch (result.state) {
    case 'sent':
      return 'delivered';
    case 'pending':
      return 'sending';
    case 'ambiguous':
      return 'unsure';
    case 'parked':
    case 'dead':
      return 'not-delivered';
  }
}
