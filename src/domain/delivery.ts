// What becomes of a message after an attempt to send it.
// Source of the answers' meaning: Teams documentation, "Status codes from bot conversational APIs".
import { type CardKind, isCard, type Notice } from './notice.ts';

/**
 * What happens when the connector's answer was lost after sending: what is `owed` to a person (words, cards) is
 * sent once more, for loss is worse; a `notice` to many or to a stranger is not; an `update` is sent again freely.
 */
export type DeliveryClass = 'owed' | 'notice' | 'update';

/** What one message of Teams holds of what is to be said. */
export interface Piece {
  /** Which of the parts, counted from 1; 0 while nothing is cut. A card has one other form: its small one, 1. */
  readonly part: number;
  /** How many messages say it all; 0 for what one says, as it is or as a small card. */
  readonly parts: number;
}

/** Who goes first when not everything may leave at once: people's words, then cards, then what goes to many. */
export const priorities = { words: 0, card: 1, broadcast: 2 } as const;
export type DeliveryPriority = (typeof priorities)[keyof typeof priorities];

/**
 * Cards without which somebody waits in vain: nothing ends them but a day of attempts, or a place that is gone.
 * One that stands twice does little harm, for both are the same card and a press of it has its effect once.
 */
const neverLost: readonly CardKind[] = [
  'answer',
  'request',
  'which-ticket',
  'resolution',
  'ticket',
  'escalation',
];

/** Whether a lost or refused post is made anew for as long as the ticket is open: without it nobody would see the ticket. */
export function mustArrive(notice: Notice, kind: DeliveryClass): boolean {
  return kind !== 'notice' && isCard(notice) && neverLost.includes(notice.kind);
}

/** After so many attempts that were answered with a refusal or a fault a card goes as words: it may be its shape. */
export const cardAttempts = 5;

const backoffSeconds = [2, 5, 15, 30, 60, 120, 300];
/** Both must be over before a message is given up: a long outage is not the message's fault. */
export const maxAttempts = 12;
export const giveUpAfterMs = 24 * 3_600_000;

/** `ageMs`: since it was put into the outbox. */
export function isHopeless(attempts: number, ageMs: number): boolean {
  return attempts >= maxAttempts && ageMs >= giveUpAfterMs;
}

/**
 * Where nothing may be kept all wait behind one another: a conversation that Teams fails at must not hold up every
 * other. So a stranger is tried for a few seconds, and told or not.
 */
export const strangersAttempts = 3;

/** Milliseconds until the next attempt: what the connector asked for, else growing with up to 20 % jitter. */
export function retryDelayMs(attempts: number, askedForMs: number | undefined, jitter: number): number {
  if (askedForMs !== undefined) return askedForMs;
  const seconds = backoffSeconds[Math.min(attempts, backoffSeconds.length) - 1] ?? 2;
  return Math.round(seconds * 1000 * (1 + 0.2 * jitter));
}

/**
 * Where conversations of the government's community cloud (GCC) live; Teams says so by `InvalidBotApiHost`
 * (Teams documentation, "Status codes from bot conversational APIs").
 */
export const gccServiceUrl = 'https://smba.infra.gcc.teams.microsoft.com/gcc/';

/** A refusal that names no reason may be a proxy's: believed only after this many attempts. */
export const forbiddenAttempts = 5;

/** A conversation that Teams does not find is given up when it is still not there after this long. */
export const goneForGoodMs = 3_600_000;

/** One attempt is over within this time, whatever the other side does. */
export const attemptMaxMs = 12_000;

/** When no credentials are to be had everything waits this long: neither will mend itself in a second. */
export const credentialsPauseMs = 30_000;

/** Long enough for a passing trouble to pass: the next time may be the last. */
export const lostAnswerDelayMs = 30_000;

/** Each time may leave another copy, so the pauses grow: half a minute twice, then twice as long each, to 15 minutes. */
export function lostCardDelayMs(attempts: number): number {
  return Math.min(lostAnswerDelayMs * 2 ** Math.max(attempts - 2, 0), 15 * 60_000);
}

/**
 * Without any answer the message may have arrived: what is owed goes once more. When somebody on the way
 * answered that it could not (`answered`, 502 to 504) it goes as often as after any other refusal.
 */
export function sendAgainAfterLostAnswer(
  kind: DeliveryClass,
  lostBefore: number,
  answered: boolean,
): boolean {
  if (kind === 'update') return true;
  return kind === 'owed' && (answered || lostBefore === 0);
}
