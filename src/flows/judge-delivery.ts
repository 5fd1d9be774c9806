// What an answer of the connector means for the row that was sent.
import { isHopeless, lostAnswerDelayMs, retryDelayMs, sendAgainAfterLostAnswer } from '../domain/delivery.ts';
import { unknownChannelMs } from './find-address.ts';
import type { DeliveryResult, OutboxRow, SendResult } from './ports.ts';

/** Long enough for a whim to pass; after the second time there is nothing to wait for. */
const goneRetryMs = 5_000;
const goneAttempts = 3;

/** `jitter`, 0 to 1, spreads the retries. */
export function judgeDelivery(
  now: number,
  jitter: number,
  row: OutboxRow,
  answer: SendResult,
): DeliveryResult {
  const again = (reason: string, afterMs?: number): DeliveryResult =>
    isHopeless(row.attempts, now - row.createdAt)
      ? { state: 'dead', reason }
      : { state: 'pending', dueAt: now + retryDelayMs(row.attempts, afterMs, jitter), reason };
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
