// Rows of the outbox leave: claimed and put into words in one transaction, sent, and what came of it written down.
import { attemptMaxMs, type Piece } from '../domain/delivery.ts';
import { AppError } from '../domain/errors.ts';
import { letCardBegin } from './begin-thread.ts';
import { type Address, addressOf } from './find-address.ts';
import { judgeDelivery } from './judge-delivery.ts';
import { loadFacts } from './load-facts.ts';
import { findAgain, isOvertaken, loseAddress, type Reached } from './lose-address.ts';
import type {
  Completed,
  Content,
  DeliveryResult,
  OutboxClaim,
  OutboxRow,
  Send,
  Sending,
  SendResult,
} from './outbox-ports.ts';
import type { Present, StoredCard, Turn } from './ports.ts';
import { postTo, relayAttempt, rememberDoubt, rememberParts } from './relay-copies.ts';
import { rememberPlace } from './remember-place.ts';
import { cardOf, endedByAttempts, postAnew } from './renew-card.ts';
import { tellDelivery } from './tell-delivery.ts';

/** How often a store that is away is asked to take down what came of a message. */
const storeRetryMs = 250;

export interface DeliveryDeps {
  /** Runs `work` as one transaction with a turn of its own. */
  runTurn<Result>(work: (turn: Turn) => Promise<Result>): Promise<Result>;
  readonly send: Send;
  /** Epoch milliseconds, also between turns. */
  now(): number;
  pause(ms: number): Promise<unknown>;
  /** 0 to 1, for the spread of retries. */
  random(): number;
}

/** A row under lease, with all that is needed to send it. */
export interface Delivery extends Piece {
  readonly row: OutboxRow;
  readonly sending: Sending;
  /** Teams did not find the conversation the last time. */
  readonly doubtful?: true;
  /** The place as it was known when this was put into words; absent where nothing is kept of it. */
  readonly reached?: Reached;
}

export interface Delivered {
  readonly result: DeliveryResult;
  /** Something may leave in the same conversation now. */
  readonly more: boolean;
}

/** A row that waits or ends without having been sent. */
export interface Unsent {
  readonly row: OutboxRow;
  readonly result: DeliveryResult;
  /** Ours: it could not be put into words. */
  readonly error?: unknown;
}

export interface Claimed {
  readonly deliveries: readonly Delivery[];
  readonly unsent: readonly Unsent[];
  /** Something due was left, because a budget is spent. */
  readonly held: boolean;
}

/** Words that were lost with a dead sender, and may not be sent again, are told; the others wait anew. */
export async function endLostLeases(turn: Turn, inHand: readonly string[] = []): Promise<void> {
  for (const row of await turn.store.outbox.endLostLeases(turn.now, inHand)) {
    await tellDelivery(turn, row, { state: 'ambiguous', reason: 'lease-lost' });
  }
}

/** Takes what may leave now and puts it into words; what has no address waits or ends here. */
export async function claimDeliveries(turn: Turn, present: Present, claim: OutboxClaim): Promise<Claimed> {
  const { rows, held } = await turn.store.outbox.claim(claim);
  const deliveries: Delivery[] = [];
  const unsent: Unsent[] = [];
  for (const row of rows) {
    const prepared = await prepareSafely(turn, present, row);
    if ('sending' in prepared) {
      deliveries.push(prepared);
      continue;
    }
    await settle(turn, row, prepared.result);
    unsent.push(prepared);
  }
  return { deliveries, unsent, held };
}

/** One row that cannot be said must not keep the others waiting. */
async function prepareSafely(turn: Turn, present: Present, row: OutboxRow): Promise<Delivery | Unsent> {
  try {
    const prepared = await prepare(turn, present, row);
    return 'sending' in prepared ? prepared : { row, result: prepared };
  } catch (error) {
    if (error instanceof AppError && error.retryable) throw error;
    return { row, result: { state: 'dead', reason: 'internal' }, error };
  }
}

/**
 * One request at most. Never throws for what a connector may answer; the row's state tells what happened.
 * A process that slept through its lease sends nothing: somebody else may own the row by now.
 */
export async function deliver(deps: DeliveryDeps, delivery: Delivery): Promise<Delivered> {
  const { row, sending } = delivery;
  if (deps.now() > sending.notAfter) {
    return deps.runTurn(async (turn) => {
      const late = { state: 'pending', dueAt: turn.now, reason: 'lease-over', uncounted: true } as const;
      await settle(turn, row, late);
      return { result: late, more: true };
    });
  }
  const answer = await deps.send(sending);
  for (;;) {
    try {
      return await deps.runTurn((turn) => conclude(turn, deps.random(), delivery, answer));
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error;
      // What came of it is known here alone. Only once the lease is over the class decides like after a crash.
      if (deps.now() >= row.leaseUntil) {
        return { result: { state: 'ambiguous', reason: 'outcome-not-written' }, more: false };
      }
    }
    await deps.pause(storeRetryMs);
  }
}

async function conclude(
  turn: Turn,
  jitter: number,
  delivery: Delivery,
  answer: SendResult,
): Promise<Delivered> {
  const { row, sending, part, parts, doubtful } = delivery;
  const sent = { type: sending.target.type, part, parts };
  const overtaken = await isOvertaken(turn, delivery, answer);
  const result: DeliveryResult = overtaken
    ? { state: 'pending', dueAt: turn.now, reason: 'place-changed' }
    : judgeDelivery(turn.now, jitter, row, sent, answer);
  const completed = await settle(turn, row, result);
  if (!completed || overtaken) return { result, more: completed !== undefined };
  if (answer.outcome === 'sent') await rememberPlace(turn, row, sending, answer);
  else await loseAddress(turn, row, sending, answer, result);
  await rememberDoubt(turn, row, sending, answer);
  await rememberParts(turn, row, answer);
  if (endedByAttempts(answer, result)) await postAnew(turn, row, sending);
  if (answer.outcome === 'sent' && doubtful) await findAgain(turn, sending);
  if (answer.outcome === 'retry' && answer.reason === 'throttled') {
    await turn.store.outbox.throttled(row, turn.now + (answer.afterMs ?? 0), turn.now);
  }
  if (answer.outcome === 'no-credentials' && result.state === 'pending') {
    await turn.store.outbox.pauseAll(result.dueAt);
  }
  const more = result.state === 'pending' ? result.dueAt <= turn.now : completed.hasNext;
  return { result, more };
}

/** A fault of ours ended the row: whoever waits for these words must know. */
export async function failRow(turn: Turn, row: OutboxRow, result: DeliveryResult): Promise<void> {
  await settle(turn, row, result);
}

async function prepare(turn: Turn, present: Present, row: OutboxRow): Promise<Delivery | DeliveryResult> {
  const address = await addressOf(turn, row.destination);
  if (!('serviceUrl' in address)) return address;

  const card = await cardOf(turn, row);
  const notice = card?.notice ?? row.notice;
  const facts = await loadFacts(turn, notice, row.destination);
  const key = card && { card: card.id, nonce: turn.nonces.issue(card.id) };
  const show = (part = 0, message = facts.message) =>
    present(notice, { ...facts, ...(message && { message }), ...(part > 0 && { part }) }, key);
  const attempt =
    notice.kind === 'relay' && facts.message
      ? await relayAttempt(turn, row, address, facts.message, (message, part) => show(part, message))
      : attemptFor(row, address, targetOf(address, card), show(row.part));
  if (!('target' in attempt)) return attempt;
  const { target, content, part, parts } = attempt;
  const waits = target.type === 'new-thread' && (await letCardBegin(turn, row));
  if (waits) return waits;
  const { serviceUrl, botId, tenantId, chat, doubtful } = attempt.address;
  const sending = {
    serviceUrl,
    botId,
    tenantId,
    target,
    content,
    ...(row.replyToId !== undefined && { replyToId: row.replyToId }),
    notAfter: row.leaseUntil - attemptMaxMs,
  };
  return {
    row,
    sending,
    part,
    parts,
    ...(doubtful && { doubtful: true }),
    ...(chat && { reached: { chat, at: turn.now } }),
  };
}

/** What is no person's words is cut as well when it is too big, and its parts follow one another. */
function attemptFor(
  { part }: OutboxRow,
  address: Address,
  target: Sending['target'],
  { parts = 0, ...content }: Content,
) {
  return { address, target, content, part, parts };
}

function targetOf(address: Address, card?: StoredCard): Sending['target'] {
  const { conversationId } = address;
  return conversationId !== undefined &&
    card?.activityId !== undefined &&
    card.conversationId === conversationId
    ? { type: 'put', conversationId, activityId: card.activityId }
    : postTo(address);
}

/** Writes the outcome and tells who waits for it; undefined when another worker owns the row by now. */
async function settle(turn: Turn, row: OutboxRow, result: DeliveryResult): Promise<Completed | undefined> {
  const { outbox } = turn.store;
  const completed = await outbox.complete(row, result);
  if (!completed) return undefined;
  await tellDelivery(turn, row, result);
  // What stands behind it will not leave either, and its authors must not have to wait to hear of that.
  const behind = result.state === 'parked' ? await outbox.waitingIn(row.lane) : [];
  for (const waiting of behind) if (waiting.id !== row.id) await tellDelivery(turn, waiting, result);
  return completed;
}
