// Our own sender: one request, one time limit, no hidden retries. What the answer means is in connector-answer.
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector, request } from 'undici';
import type { Send, Sending, SendResult } from '../flows/outbox-ports.ts';
import { type ConnectorAnswer, notConnected, resultOf, resultOfFailure } from './connector-answer.ts';
import type { TokenSource } from './credentials.ts';
import { createPace } from './pace.ts';
import { isAllowedServiceUrl } from './service-url.ts';
import type { WireLog } from './wire-log.ts';

export interface SendOptions {
  readonly tokens: TokenSource;
  /** Loopback `host:port` pairs that may be a serviceUrl besides Microsoft's hosts. */
  readonly connectorHosts: readonly string[];
  /** From the wish to send to the last byte of the answer, signing in included. */
  readonly timeoutMs?: number;
  /** Finds the address of a host and refuses one that is not public. */
  readonly lookup?: LookupFunction;
  /** Is told the `Date` header of each answer, which shows whether our clock is right. */
  readonly onDate?: (date: string, host: string) => void;
  readonly log: WireLog;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

export interface Sender {
  /**
   * Makes one request over kept connections. The promise never rejects, and an outcome `retry` always means
   * that the other side has taken nothing, or that doing it twice is harmless.
   */
  readonly send: Send;
  /** False after the credentials were refused or could not be had, until a message was taken again. */
  credentialsUsable(): boolean;
}

const maxAnswerBytes = 65_536;

export function createSender(options: SendOptions): Sender {
  const { connectorHosts, timeoutMs = 10_000, log, now = Date.now } = options;
  const agent = new Agent({
    maxResponseSize: maxAnswerBytes,
    connect: promptly(timeoutMs / 2, options.lookup),
  });
  const line: Line = {
    ...options,
    agent,
    timeoutMs,
    refused: undefined,
    acceptedAt: -1,
    refusedBy: new Map(),
  };
  const pace = createPace();
  let usable = true;

  async function sendPaced(sending: Sending): Promise<SendResult> {
    if (!isAllowedServiceUrl(sending.serviceUrl, connectorHosts)) {
      return { outcome: 'refused', reason: 'service-url-not-allowed' };
    }
    const hasTurn = await pace.turn(placeOf(sending), sending.tenantId, sending.notAfter - now());
    return hasTurn ? attempt(sending, line) : { outcome: 'late', reason: 'lease-over' };
  }

  return {
    async send(sending) {
      const result = await sendPaced(sending);
      if (result.outcome === 'sent') usable = true;
      if (result.outcome === 'no-credentials') usable = false;
      if (result.outcome !== 'sent') {
        const { outcome, reason } = result;
        log.warn({ event: 'message-not-accepted', outcome, reason, kind: sending.target.type });
      }
      return result;
    },
    credentialsUsable: () => usable,
  };
}

/**
 * A connection that took longer than it may is not used, whatever the timers say: a process that was frozen
 * while connecting finds the connection first and the time-out after it, and must not send then. Whatever fails
 * here, a TLS handshake too, is marked as having carried nothing.
 */
function promptly(timeoutMs: number, lookup: LookupFunction | undefined): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, ...(lookup && { lookup }) });
  return (to, done) => {
    const beganAt = performance.now();
    connect(to, (error, socket) => {
      if (error) return done(notConnected(error), null);
      if (performance.now() - beganAt <= timeoutMs) return done(null, socket);
      socket.destroy();
      const late = Object.assign(new Error('connecting took too long'), { code: 'UND_ERR_CONNECT_TIMEOUT' });
      done(notConnected(late), null);
    });
  };
}

interface Line extends SendOptions {
  readonly agent: Agent;
  readonly timeoutMs: number;
  /** The token that was refused last, until one is accepted. */
  refused: string | undefined;
  /** When a token was accepted last, by the clock of `performance`. */
  acceptedAt: number;
  /** Conversations that refuse tokens, and since when; forgotten with the first that is taken. */
  readonly refusedBy: Map<string, number>;
}

/** `AbortSignal.timeout` would go off for each message long after it has left, and costs more than a timer. */
async function attempt(sending: Sending, line: Line): Promise<SendResult> {
  const deadline = new AbortController();
  const late = () => deadline.abort(new DOMException('', 'TimeoutError'));
  const timer = setTimeout(late, line.timeoutMs);
  try {
    return await attemptUntil(deadline.signal, sending, line);
  } finally {
    clearTimeout(timer);
  }
}

async function attemptUntil(signal: AbortSignal, sending: Sending, line: Line): Promise<SendResult> {
  const beganAt = performance.now();
  const target = sending.target.type;
  const refusedBefore = line.refused;
  const token = await inTime(line.tokens.token(refusedBefore), signal).catch(() => undefined);
  // A frozen process may find the token before the time-out that is over.
  if (token === undefined || performance.now() - beganAt > line.timeoutMs)
    return { outcome: 'no-credentials', reason: 'credentials-unavailable', sent: false };
  try {
    const answer = await post(sending, token, line, signal);
    if (answer.status !== 401) {
      line.refused = undefined;
      line.acceptedAt = performance.now();
      line.refusedBy.delete(placeOf(sending));
      return resultOf(target, answer, Date.now());
    }
  } catch (error) {
    return resultOfFailure(target, error);
  }
  if (isRefusedByItAlone(sending, line)) return { outcome: 'forbidden', reason: 'token-refused' };
  line.refused = token;
  return refusedBefore === undefined
    ? { outcome: 'retry', reason: 'unauthorized', afterMs: 0 }
    : { outcome: 'no-credentials', reason: 'credentials-refused', sent: true };
}

const placeOf = ({ serviceUrl, target }: Sending): string =>
  `${serviceUrl} ${target.type === 'new-thread' ? target.channelId : target.conversationId}`;

/** Conversations remembered for having refused a token. */
const maxRefusedBy = 1_000;
/** What was seen once holds so long: then it may be everybody's trouble by now. */
const refusedAloneMs = 3_600_000;

/** True when this conversation refuses what another has accepted since it began to. */
function isRefusedByItAlone(sending: Sending, { refusedBy, acceptedAt }: Line): boolean {
  const place = placeOf(sending);
  const since = refusedBy.get(place) ?? Number.NEGATIVE_INFINITY;
  if (performance.now() - since < refusedAloneMs) return acceptedAt > since;
  const [oldest] = refusedBy.keys();
  if (refusedBy.size >= maxRefusedBy && oldest !== undefined) refusedBy.delete(oldest);
  refusedBy.delete(place);
  refusedBy.set(place, performance.now());
  return false;
}

/** Signing in has a time limit of its own, and another sender may have begun it. */
function inTime<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const tooLate = () => reject(signal.reason);
  signal.addEventListener('abort', tooLate, { once: true });
  return Promise.race([work, late]).finally(() => signal.removeEventListener('abort', tooLate));
}

/** Redirects are not followed: the token would go along. */
async function post(
  sending: Sending,
  token: string,
  line: Line,
  signal: AbortSignal,
): Promise<ConnectorAnswer> {
  const { method, path, body } = requestOf(sending);
  const url = `${sending.serviceUrl.replace(/\/+$/, '')}/v3/conversations${path}`;
  const response = await request(url, {
    method,
    dispatcher: line.agent,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    signal,
  });
  const { date, 'retry-after': retryAfter } = response.headers;
  if (typeof date === 'string') line.onDate?.(date, url);
  return {
    status: response.statusCode,
    date: typeof date === 'string' ? date : undefined,
    retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
    // The status has arrived: a body that gets lost after it changes nothing.
    body: await response.body.text().catch(() => undefined),
  };
}

interface ConnectorRequest {
  readonly method: 'POST' | 'PUT';
  /** Below `/v3/conversations`. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

function requestOf(sending: Sending): ConnectorRequest {
  const { target, content, botId, tenantId, replyToId } = sending;
  const activity = { ...content.activity, channelId: 'msteams', from: { id: botId } };
  const reply = replyToId === undefined ? {} : { replyToId };
  if (target.type === 'new-thread') {
    const channelData = { channel: { id: target.channelId }, tenant: { id: tenantId } };
    return {
      method: 'POST',
      path: '',
      body: { isGroup: true, bot: { id: botId }, tenantId, channelData, activity },
    };
  }
  const conversation = { id: target.conversationId };
  const path = `/${encodeURIComponent(target.conversationId)}/activities`;
  return target.type === 'post'
    ? { method: 'POST', path, body: { ...activity, conversation, ...reply } }
    : {
        method: 'PUT',
        path: `${path}/${encodeURIComponent(target.activityId)}`,
        body: { ...activity, id: target.activityId, conversation, ...reply },
      };
}
