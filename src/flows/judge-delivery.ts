// What an answer of the connector means for the row that was sent.
import {
  cardAttempts,
  credentialsPauseMs,
  type DeliveryClass,
  forbiddenAttempts,
  isHopeless,
  lostAnswerDelayMs,
  lostCardDelayMs,
  mustArrive,
  type Piece,
  retryDelayMs,
  sendAgainAfterLostAnswer,
  strangersAttempts,
} from '../domain/delivery.ts';
import { unknownChannelMs } from './find-address.ts';
import type { DeliveryResult, OutboxRow, SendResult } from './outbox-ports.ts';

/** Long enough for a whim to pass; after the second time there is nothing to wait for. */
const goneRetryMs = 5_000;

/** What of the row was sent. */
export interface Sent extends Piece {
  readonly type: 'post' | 'put' | 'new-thread';
}

/** Later, if it is not to be given up. */
type Again = (reason: string, afterMs?: number) => DeliveryResult;

/** `jitter`, 0 to 1, spreads the retries. Every request that was made counts as an attempt. */
export function judgeDelivery(
  now: number,
  jitter: number,
  row: OutboxRow,
  sent: Sent,
  answer: SendResult,
): DeliveryResult {
  const again: Again = (reason, afterMs) =>
    isTriedOut(row, now)
      ? { state: 'dead', reason }
      : { state: 'pending', dueAt: now + retryDelayMs(row.attempts, afterMs, jitter), reason };
  switch (answer.outcome) {
    case 'sent':
      return sent.part < sent.parts
        ? { state: 'pending', dueAt: now, reason: 'next-part', part: sent.part + 1 }
        : { state: 'sent', ...(answer.activityId !== undefined && { activityId: answer.activityId }) };
    case 'late':
      return { state: 'pending', dueAt: now, reason: answer.reason, uncounted: true };
    case 'retry':
      return again(answer.reason, answer.afterMs);
    case 'ambiguous':
      // What was taken without a name is seen, if nowhere to be found.
      if (insists(row, sent) && answer.reason !== 'no-id') {
        const afterMs = answer.answered ? undefined : lostCardDelayMs(row.attempts);
        return inWordsAtLast(row, again(answer.reason, afterMs));
      }
      // An update that begins a thread is no update: sent twice, two threads would stand there.
      if (!sendAgainAfterLostAnswer(classOf(row, sent), row.lostAnswers, answer.answered === true)) {
        return { state: 'ambiguous', reason: answer.reason };
      }
      // An update that Teams fails at twice fails for ever, and everything behind it waits.
      if (sent.type === 'put' && row.reason === answer.reason)
        return { state: 'dead', reason: answer.reason };
      return answer.answered ? again(answer.reason) : lostOnce(again(answer.reason, lostAnswerDelayMs));
    case 'gone':
      return gone(now, row, sent, answer.reason);
    case 'forbidden':
      return forbidden(now, row, sent, answer.reason, again);
    case 'unreachable':
      return unreachable(now, row, answer.reason);
    case 'wrong-host':
      // The address was changed to the one Microsoft names for this; that it is wrong, too, is no address.
      return row.reason === answer.reason
        ? unreachable(now, row, answer.reason)
        : { state: 'pending', dueAt: now, reason: answer.reason };
    case 'too-big':
      return row.part === 0
        ? { state: 'pending', dueAt: now, reason: answer.reason, part: 1 }
        : { state: 'dead', reason: answer.reason };
    case 'no-credentials':
      return {
        state: 'pending',
        dueAt: now + credentialsPauseMs,
        reason: answer.reason,
        ...(!answer.sent && { uncounted: true }),
      };
    case 'refused':
      return insists(row, sent)
        ? inWordsAtLast(row, again(answer.reason))
        : { state: 'dead', reason: answer.reason };
  }
}

/** Of a card that stands already, what stands there is good enough. */
function insists(row: OutboxRow, sent: Sent): boolean {
  return sent.type !== 'put' && row.destination.to !== 'address' && mustArrive(row.notice, row.class);
}

/** What is answered with the same fault each time may be the card's: said in words it is seen, and does not hold up all. */
function inWordsAtLast(row: OutboxRow, result: DeliveryResult): DeliveryResult {
  const isAnswer = 'reason' in result && result.reason.startsWith('http-');
  return result.state === 'pending' && isAnswer && row.part === 0 && row.attempts >= cardAttempts
    ? { ...result, part: 1 }
    : result;
}

function isTriedOut({ destination, attempts, createdAt }: OutboxRow, now: number): boolean {
  return destination.to === 'address' ? attempts >= strangersAttempts : isHopeless(attempts, now - createdAt);
}

function classOf(row: OutboxRow, sent: Sent): DeliveryClass {
  return row.class === 'update' && sent.type !== 'put' ? 'owed' : row.class;
}

/**
 * An updated message that is gone is posted anew; a conversation is looked for twice. The second time a thread
 * is begun anew, and when its channel is gone as well, another channel stands in.
 */
function gone(now: number, row: OutboxRow, sent: Sent, reason: string): DeliveryResult {
  if (sent.type === 'put') return postedAnew(now, row);
  if (row.reason !== reason) return { state: 'pending', dueAt: now + goneRetryMs, reason };
  if (row.destination.to !== 'thread') return { state: 'dead', reason };
  return { state: 'pending', dueAt: now, reason: sent.type === 'post' ? 'thread-anew' : 'channel-gone' };
}

/** Believed of a message after a minute, of a thread then as well, and of a channel once it has lasted for an hour. */
function forbidden(
  now: number,
  row: OutboxRow,
  sent: Sent,
  reason: Extract<SendResult, { outcome: 'forbidden' }>['reason'],
  again: Again,
): DeliveryResult {
  // To update a message that was deleted is answered so; that the token is refused says nothing of the message.
  if (sent.type === 'put' && reason === 'forbidden') return postedAnew(now, row);
  if (row.reason !== reason) return { state: 'pending', dueAt: now + goneRetryMs, reason };
  if (row.attempts < forbiddenAttempts) return again(reason);
  if (row.destination.to !== 'thread' || sent.type === 'put') return { state: 'dead', reason };
  return sent.type === 'post' ? { state: 'pending', dueAt: now, reason: 'thread-anew' } : again(reason);
}

/** Named again, its part begins anew: answers that were lost were those of updates, which leave no second message. */
function postedAnew(now: number, { part }: OutboxRow): DeliveryResult {
  return { state: 'pending', dueAt: now, reason: 'posted-anew', part };
}

/** What is owed waits: for the person to come back, or for the channel to be linked or the app added again. */
function unreachable(now: number, row: OutboxRow, reason: string): DeliveryResult {
  const { destination } = row;
  if (destination.to === 'address' || row.class === 'notice') return { state: 'dead', reason };
  if (destination.to === 'chat') {
    // An answer in a channel is pointless once it cannot be given there.
    return isInChannel(destination) ? { state: 'dead', reason } : { state: 'parked', reason };
  }
  return { state: 'pending', dueAt: now + unknownChannelMs, reason };
}

function isInChannel({ chatId, threadId }: { chatId: string; threadId?: string }): boolean {
  return threadId !== undefined || chatId.includes('@thread.');
}

function lostOnce(result: DeliveryResult): DeliveryResult {
  return result.state === 'pending' ? { ...result, lost: true } : result;
}
