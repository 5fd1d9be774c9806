// What becomes of a message after an attempt to send it.
// Source of the answers' meaning: Teams documentation, "Status codes from bot conversational APIs".

/** See `DeliveryClass` in the ports: what may be sent again when the connector's answer was lost. */
export type SendAgain = 'relay' | 'notice' | 'update';

const backoffSeconds = [2, 5, 15, 30, 60, 120, 300];
export const maxAttempts = 12;

/** Milliseconds until the next attempt: what the connector asked for, else growing with up to 20 % jitter. */
export function retryDelayMs(attempts: number, askedForMs: number | undefined, jitter: number): number {
  if (askedForMs !== undefined) return askedForMs;
  const seconds = backoffSeconds[Math.min(attempts, backoffSeconds.length) - 1] ?? 2;
  return Math.round(seconds * 1000 * (1 + 0.2 * jitter));
}

/** Loss of a person's words is worse than a repetition; a repeated notice is worse than a lost one. */
export function sendAgainAfterLostAnswer(kind: SendAgain, attempts: number): boolean {
  if (kind === 'update') return attempts < maxAttempts;
  return kind === 'relay' && attempts < 2;
}
