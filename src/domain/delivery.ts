// What becomes of a message after an attempt to send it.
// Source of the answers' meaning: Teams documentation, "Status codes from bot conversational APIs".

/**
 * What happens when the connector's answer was lost after sending: what is `owed` to a person (words, cards) is
 * sent once more, for loss is worse; a `notice` to many or to a stranger is not; an `update` is sent again freely.
 */
export type DeliveryClass = 'owed' | 'notice' | 'update';

const backoffSeconds = [2, 5, 15, 30, 60, 120, 300];
export const maxAttempts = 12;

/** Milliseconds until the next attempt: what the connector asked for, else growing with up to 20 % jitter. */
export function retryDelayMs(attempts: number, askedForMs: number | undefined, jitter: number): number {
  if (askedForMs !== undefined) return askedForMs;
  const seconds = backoffSeconds[Math.min(attempts, backoffSeconds.length) - 1] ?? 2;
  return Math.round(seconds * 1000 * (1 + 0.2 * jitter));
}

export function sendAgainAfterLostAnswer(kind: DeliveryClass, attempts: number): boolean {
  if (kind === 'update') return attempts < maxAttempts;
  return kind === 'owed' && attempts < 2;
}
