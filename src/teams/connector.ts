// Our own sender: one attempt, one time-out, no hidden retries. What the answer means is in connector-answer.
import { Agent, request } from 'undici';
import type { Send, Sending, SendResult } from '../flows/ports.ts';
import { type ConnectorAnswer, resultOf, resultOfFailure } from './connector-answer.ts';
import type { TokenSource } from './credentials.ts';
import { isAllowedServiceUrl } from './service-url.ts';
import type { WireLog } from './wire-log.ts';

export interface SendOptions {
  readonly tokens: TokenSource;
  /** Loopback `host:port` pairs that may be a serviceUrl besides Microsoft's hosts. */
  readonly connectorHosts: readonly string[];
  /** From the first byte to the last of the answer. */
  readonly timeoutMs?: number;
  readonly log: WireLog;
}

const maxAnswerBytes = 65_536;
/** Wait, and let somebody look: neither will mend itself in a second. */
const signInRetryMs = 30_000;
const unauthorizedRetryMs = 60_000;

/**
 * Sends over one pool of kept connections. The promise never rejects, and an outcome `retry` always means
 * that the other side has taken nothing, or that doing it twice is harmless.
 */
export function createSend(options: SendOptions): Send {
  const { tokens, connectorHosts, timeoutMs = 10_000, log } = options;
  const agent = new Agent({ maxResponseSize: maxAnswerBytes, connect: { timeout: timeoutMs / 2 } });
  return async (sending) => {
    const result = isAllowedServiceUrl(sending.serviceUrl, connectorHosts)
      ? await attempt(sending, { agent, tokens, timeoutMs })
      : ({ outcome: 'refused', reason: 'service-url-not-allowed' } as const);
    if (result.outcome !== 'sent') {
      const { outcome, reason } = result;
      log.warn({ event: 'message-not-accepted', outcome, reason, kind: sending.target.type });
    }
    return result;
  };
}

interface Line {
  readonly agent: Agent;
  readonly tokens: TokenSource;
  readonly timeoutMs: number;
}

async function attempt(sending: Sending, line: Line): Promise<SendResult> {
  const { tokens } = line;
  const target = sending.target.type;
  try {
    const token = await tokens.token().catch(() => undefined);
    if (token === undefined) return cannotSignIn;
    let answer = await post(sending, token, line);
    if (answer.status === 401) {
      const fresh = await tokens.token(token).catch(() => undefined);
      if (fresh === undefined) return cannotSignIn;
      answer = await post(sending, fresh, line);
    }
    if (answer.status === 401) return unauthorized;
    return resultOf(target, answer, Date.now());
  } catch (error) {
    return resultOfFailure(target, error);
  }
}

const cannotSignIn: SendResult = {
  outcome: 'retry',
  reason: 'credentials-unavailable',
  afterMs: signInRetryMs,
};
const unauthorized: SendResult = { outcome: 'retry', reason: 'unauthorized', afterMs: unauthorizedRetryMs };

/** Redirects are not followed: the token would go along. */
async function post(sending: Sending, token: string, line: Line): Promise<ConnectorAnswer> {
  const { method, path, body } = requestOf(sending);
  const response = await request(`${sending.serviceUrl.replace(/\/+$/, '')}/v3/conversations${path}`, {
    method,
    dispatcher: line.agent,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(line.timeoutMs),
  });
  const retryAfter = response.headers['retry-after'];
  return {
    status: response.statusCode,
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
