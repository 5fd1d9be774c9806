// The one way to ask somebody else: every request that leaves, but messages to Teams, goes through here.
import { type Agent, type Dispatcher, request } from 'undici';
import { type Outcome, refuse, success } from '../domain/errors.ts';
import { addressRefused, createGuardedAgent, failedToConnect, type Guard, isSeam } from './guarded-agent.ts';

export interface GuardedRequest {
  /** https; http only to a seam of the guard. */
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Exactly these, each `host` or `host:port`; any public host when not given. */
  readonly hosts?: readonly string[];
  /** From the look-up of the name to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Of the answer's body, as it travels: nothing is unzipped. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

export interface GuardedAnswer {
  /** Whatever it is; a redirect is an answer and not followed. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** The body read as JSON; undefined when it is none. */
  json(): unknown;
}

/** Up to `not-connected` nothing has left; after that, the other side may have done what it was asked. */
export type FetchRefusal =
  | 'url-refused'
  | 'host-refused'
  | 'address-refused'
  | 'name-unknown'
  | 'not-connected'
  | 'timed-out'
  | 'aborted'
  | 'interrupted'
  | 'too-big';

export type GuardedFetch = (request: GuardedRequest) => Promise<Outcome<GuardedAnswer, FetchRefusal>>;

const connectTimeoutMs = 5_000;

/**
 * Asks only public addresses over https, at most for the given time and size, and follows nothing. Never
 * throws for what the other side does, or what a stranger wrote into an address.
 */
export function createGuardedFetch(guard: Guard = {}): GuardedFetch {
  const agent = createGuardedAgent({ ...guard, connectTimeoutMs });
  return async (asked) => {
    const url = URL.parse(asked.url);
    if (!url || !mayBeAsked(url, guard)) return refuse('url-refused');
    if (asked.hosts && !asked.hosts.includes(url.host)) return refuse('host-refused');
    return ask(url, asked, agent);
  };
}

function mayBeAsked(url: URL, guard: Guard): boolean {
  const { protocol, username, password } = url;
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isSeam(guard, url));
}

async function ask(
  url: URL,
  asked: GuardedRequest,
  agent: Agent,
): Promise<Outcome<GuardedAnswer, FetchRefusal>> {
  const deadline = AbortSignal.timeout(asked.timeoutMs);
  const signal = asked.signal ? AbortSignal.any([deadline, asked.signal]) : deadline;
  try {
    const answering = request(url, {
      dispatcher: agent,
      method: asked.method ?? 'GET',
      headers: { 'accept-encoding': 'identity', ...asked.headers },
      ...(asked.body === undefined ? {} : { body: asked.body }),
      signal,
    });
    const answer = await orAborted(answering, signal);
    const bytes = await readAtMost(asked.maxBytes, answer);
    if (!bytes) return refuse('too-big');
    const { statusCode: status, headers } = answer;
    return success({ status, headers: flat(headers), bytes, json: () => jsonOf(bytes) });
  } catch (error) {
    if (deadline.aborted) return refuse('timed-out');
    return refuse(asked.signal?.aborted ? 'aborted' : reasonOf(error));
  }
}

/** A request that waits for its connection hears of the signal only when it has one. */
function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', stop));
}

/** Undefined as soon as there is more: what the other side says of its length is not believed. */
async function readAtMost(
  maxBytes: number,
  { headers, body }: Dispatcher.ResponseData,
): Promise<Uint8Array | undefined> {
  if (Number(headers['content-length'] ?? 0) > maxBytes) {
    body.on('error', () => undefined).destroy();
    return undefined;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Leaving the loop closes the connection.
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flat(headers: Dispatcher.ResponseData['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]));
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): FetchRefusal {
  if (!failedToConnect(error)) return 'interrupted';
  if (error.code === addressRefused) return 'address-refused';
  return error.code === 'ENOTFOUND' ? 'name-unknown' : 'not-connected';
}
