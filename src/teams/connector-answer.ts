// What the connector's answer, or its silence, means for the message that was sent.
import { z } from 'zod';
import type { Sending, SendResult } from '../flows/outbox-ports.ts';

export interface ConnectorAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** By the other side's own clock, which a moment in `retryAfter` is told by. */
  readonly date?: string | undefined;
  /** Undefined when it was lost or too long. */
  readonly body: string | undefined;
}

type Target = Sending['target']['type'];

/** Bodies of answers are untrusted, and on errors sometimes HTML. */
export function resultOf(target: Target, answer: ConnectorAnswer, now: number): SendResult {
  const { status } = answer;
  if (status >= 200 && status < 300) return sent(target, answer.body);
  switch (status) {
    case 429:
    case 412: {
      const theirNow = Date.parse(answer.date ?? '');
      const afterMs = retryAfterMs(answer.retryAfter, Number.isNaN(theirNow) ? now : theirNow);
      const reason = status === 429 ? 'throttled' : 'precondition-failed';
      // To wait for nothing, or for what is past, is no advice: then it is as if there were none.
      return { outcome: 'retry', reason, ...(afterMs !== undefined && afterMs >= 1_000 && { afterMs }) };
    }
    case 403:
      return forbidden(codesIn(answer.body));
    case 404:
    case 410:
      return { outcome: 'gone', reason: goneReason(codesIn(answer.body)) };
    case 413:
      return { outcome: 'too-big', reason: 'too-big' };
    case 408:
    case 502:
    case 503:
    case 504:
      return answered(interrupted(target, `http-${status}`));
    default:
      return { outcome: status >= 500 ? 'ambiguous' : 'refused', reason: `http-${status}` };
  }
}

/** Somebody on the way gave up: perhaps it was done. Doing an update twice is harmless. */
function interrupted(target: Target, reason: string): SendResult {
  return { outcome: target === 'put' ? 'retry' : 'ambiguous', reason };
}

/** Somebody spoke, if not Teams itself. */
function answered(result: SendResult): SendResult {
  return result.outcome === 'ambiguous' ? { ...result, answered: true } : result;
}

const ids = z.object({ id: z.string().min(1).optional(), activityId: z.string().min(1).optional() });

/** Accepted, even when the ids were lost; but a thread whose id nobody knows is as good as lost. */
function sent(target: Target, body: string | undefined): SendResult {
  const { id, activityId } = ids.safeParse(json(body)).data ?? {};
  if (target !== 'new-thread') return { outcome: 'sent', ...(id === undefined ? {} : { activityId: id }) };
  if (id === undefined) return { outcome: 'ambiguous', reason: 'no-id' };
  return { outcome: 'sent', conversationId: id, ...(activityId === undefined ? {} : { activityId }) };
}

function json(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}

const unreachable: Readonly<Record<string, string>> = {
  ConversationBlockedByUser: 'blocked',
  MessageWritesBlocked: 'blocked',
  BotNotInConversationRoster: 'uninstalled',
  ForbiddenOperationException: 'uninstalled',
  BotDisabledByAdmin: 'disabled',
};

function forbidden(codes: readonly string[]): SendResult {
  if (codes.includes('InvalidBotApiHost')) return { outcome: 'wrong-host', reason: 'wrong-host' };
  const reason = codes.map((code) => unreachable[code]).find((known) => known !== undefined);
  if (reason !== undefined) return { outcome: 'unreachable', reason };
  return { outcome: 'forbidden', reason: 'forbidden' };
}

function goneReason(codes: readonly string[]): string {
  return codes.includes('ActivityNotFoundInConversation') ? 'activity-not-found' : 'conversation-not-found';
}

/** The most telling one first: a `subCode` explains a `code`, and sits in JSON inside a string in old answers. */
function codesIn(body: string | undefined): string[] {
  const found = [...(body ?? '').matchAll(/"(code|subCode)\\?"\s{0,8}:\s{0,8}\\?"(\w{1,64})/g)];
  const named = (kind: string) => found.filter((match) => match[1] === kind).map((match) => match[2] ?? '');
  return [...named('subCode'), ...named('code')];
}

const maxRetryAfterMs = 24 * 3_600_000;

/** Seconds or an HTTP date; undefined when there is none to read. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const isSeconds = /^\d{1,9}(\.\d{1,9})?$/.test(text);
  // Date.parse finds a date in nearly anything.
  if (!isSeconds && !/^[A-Z][a-z]{2}, /.test(text)) return undefined;
  const ms = isSeconds ? Math.ceil(Number(text) * 1_000) : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxRetryAfterMs);
}

const carriedNothing = new WeakSet<Error>();

/** Marks an error of connecting: nothing had left yet, for there was no connection. */
export function notConnected<Failure extends Error>(error: Failure): Failure {
  carriedNothing.add(error);
  return error;
}

/** What a failed request means: only a connection that never was is sure not to have carried the message. */
export function resultOfFailure(target: Target, error: unknown): SendResult {
  const code = failureCode(error);
  if (error instanceof Error && carriedNothing.has(error)) return { outcome: 'retry', reason: code };
  return interrupted(target, code);
}

function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'timeout';
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}
