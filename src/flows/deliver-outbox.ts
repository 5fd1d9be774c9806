// A row of the outbox leaves: find the address, put the notice into words, send, write down what came of it.
import { AppError } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import { type Address, addressOf, channelIn, rootIn } from './find-address.ts';
import { judgeDelivery } from './judge-delivery.ts';
import { loadFacts } from './load-facts.ts';
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
import { refreshThread } from './post-notice.ts';
import { tellDelivery } from './tell-delivery.ts';

export interface DeliveryDeps {
  /** Runs `work` as one transaction with a turn of its own. */
  runTurn<Result>(work: (turn: Turn) => Promise<Result>): Promise<Result>;
  readonly present: Present;
  readonly send: Send;
  /** 0 to 1, for the spread of retries. */
  random(): number;
}

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
    return await settle(deps, row, (now) => judgeDelivery(now, deps.random(), row, answer), {
      sending,
      answer,
    });
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
