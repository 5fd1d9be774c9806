// The Bot Connector, version 3: what the service sends arrives here, is written down and answered.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cardFaults } from './card-faults.ts';
import { type Conversation, type Conversations, cardOf } from './conversations.ts';
import { eventually } from './eventually.ts';

type Body = Readonly<Record<string, unknown>>;

export interface ConnectorRequest {
  /** When its head had arrived. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Empty for `POST /v3/conversations`. */
  readonly conversationId: string;
  readonly activityId: string;
  readonly body: Body;
  readonly authorized: boolean;
  /** Set with the answer; absent while the request is in work, and for ever when the sender died before. */
  status?: number;
  answeredAt?: number;
  /** The effect happened, though the sender may never have heard of it. */
  took?: boolean;
}

/** What the next requests are answered instead of what is true. */
export interface Script {
  /** 1 when not given. */
  readonly times?: number;
  readonly when?: (request: ConnectorRequest) => boolean;
  readonly delayMs?: number;
  /** Without it the request is answered as usual, after the delay. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The message is taken, whatever `status` says. */
  readonly takes?: boolean;
  /** Nothing is taken and nothing answered: the sender has to give up by itself. */
  readonly hangs?: boolean;
  /** The message is taken, and the connection breaks before the answer. */
  readonly dropAfterTaking?: boolean;
  /** The message is taken, and the answer comes only after this time. */
  readonly answerAfterMs?: number;
}

export interface Connector {
  readonly requests: readonly ConnectorRequest[];
  script(script: Script): void;
  /** Forgets the scripts that nothing has asked for. */
  unscript(): void;
  /** From now on asked about each request that no script is for. */
  rule(rule: (request: ConnectorRequest) => Script | undefined): void;
  /**
   * From now on nothing gets through, until the function returned is called: what has waited until then is
   * lost, as with a connection that breaks on the way. For a service that is killed meanwhile.
   */
  cutOff(): () => void;
  /** Resolves when nothing was sent for a moment: what had to be said has been said. */
  quiet(): Promise<void>;
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  /** What was wrong with what the service sent. */
  readonly faults: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const quietMs = 100;
/** Teams refuses about 100 KB of UTF-16. */
const maxMessageBytes = 100_000;

export function createConnector(conversations: Conversations, now: () => number): Connector {
  const requests: ConnectorRequest[] = [];
  const faults: string[] = [];
  const scripts: { script: Script; left: number }[] = [];
  let inWork = 0;
  let lastAt = 0;
  let line: Promise<'broken'> | undefined;
  let rule: Parameters<Connector['rule']>[0] = () => undefined;

  const scriptFor = (request: ConnectorRequest): Script | undefined => {
    const found = scripts.find(({ script, left }) => left > 0 && (script.when?.(request) ?? true));
    if (!found) return rule(request);
    found.left -= 1;
    return found.script;
  };

  async function answer(request: ConnectorRequest, response: ServerResponse): Promise<void> {
    const script = scriptFor(request);
    if (script?.hangs) return void (await closed(response));
    if (script?.delayMs !== undefined) await sleep(script.delayMs);
    if ((await line) === 'broken') {
      response.destroy();
      return;
    }
    const refusal = request.authorized ? scripted(script) : unauthorized;
    const takes = request.authorized && (refusal === undefined || script?.takes === true);
    const taken = takes ? take(conversations, request, faults) : undefined;
    const real = refusal ?? taken ?? unauthorized;
    request.took = taken !== undefined && taken.status < 300;
    if (script?.dropAfterTaking) {
      response.destroy();
      return;
    }
    if (script?.answerAfterMs !== undefined) await sleep(script.answerAfterMs);
    request.status = real.status;
    request.answeredAt = now();
    response.writeHead(real.status, { 'content-type': 'application/json', ...real.headers });
    response.end(real.body === undefined ? '' : JSON.stringify(real.body));
  }

  return {
    requests,
    faults,
    script: (script) => void scripts.push({ script, left: script.times ?? 1 }),
    unscript: () => void scripts.splice(0),
    rule(next) {
      rule = next;
    },
    cutOff() {
      const cut = Promise.withResolvers<'broken'>();
      line = cut.promise;
      return () => {
        line = undefined;
        cut.resolve('broken');
      };
    },
    quiet: () =>
      eventually(
        () => (inWork === 0 && Date.now() - lastAt > quietMs ? true : undefined),
        () => `the service still sends: ${requests.slice(-5).map(({ path }) => path)}`,
      ).then(() => undefined),
    async handle(incoming, response, path) {
      inWork += 1;
      try {
        const request = await readRequest(incoming, path, now());
        requests.push(request);
        await answer(request, response);
      } finally {
        inWork -= 1;
        lastAt = Date.now();
      }
    },
  };
}

function closed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) resolve();
    else response.once('close', resolve);
  });
}

async function readRequest(incoming: IncomingMessage, path: string, at: number): Promise<ConnectorRequest> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
  const parts = /^\/v3\/conversations(?:\/([^/?]+))?(?:\/activities)?(?:\/([^/?]+))?/.exec(path);
  return {
    at,
    method: incoming.method ?? '',
    path,
    conversationId: decodeURIComponent(parts?.[1] ?? ''),
    activityId: decodeURIComponent(parts?.[2] ?? ''),
    body: text === '' ? {} : JSON.parse(text),
    authorized: incoming.headers.authorization === 'Bearer test-token',
  };
}

const unauthorized: Answer = {
  status: 401,
  body: { error: { code: 'BotNotRegistered', message: 'Authorization has been denied for this request.' } },
};

function scripted(script: Script | undefined): Answer | undefined {
  if (script?.status === undefined) return undefined;
  const { status, body, headers = {} } = script;
  return { status, headers, ...(body !== undefined && { body }) };
}

function refused(status: number, code: string): Answer {
  return { status, body: { error: { code, message: code } } };
}

/** Does what the request asks for, in the way Teams does it. */
function take(conversations: Conversations, request: ConnectorRequest, faults: string[]): Answer {
  const { method, conversationId, activityId, body, path } = request;
  if (method === 'POST' && conversationId === '') return createConversation(conversations, body, faults);
  const conversation = conversations.get(conversationId);
  if (!conversation) return refused(404, 'ConversationNotFound');
  if (method === 'GET') return { status: 200, body: members(conversation, path) };
  if (!conversations.installedIn.has(conversation.teamId ?? conversation.id)) {
    return refused(403, 'BotNotInConversationRoster');
  }
  if (method === 'DELETE') {
    return conversations.remove(conversation, activityId)
      ? { status: 200 }
      : refused(404, 'ActivityNotFoundInConversation');
  }
  const tooBig = judge(body, faults);
  if (tooBig) return tooBig;
  if (method === 'PUT') {
    return conversations.update(conversation, activityId, body)
      ? { status: 200, body: { id: activityId } }
      : refused(404, 'ActivityNotFoundInConversation');
  }
  return { status: 201, body: { id: conversations.post(conversation, 'bot', body).id } };
}

function createConversation(conversations: Conversations, body: Body, faults: string[]): Answer {
  const {
    isGroup,
    activity,
    channelData,
    members: asked,
  } = body as {
    isGroup?: boolean;
    activity?: Body;
    channelData?: { channel?: { id?: string } };
    members?: { id: string }[];
  };
  if (!isGroup) {
    const chat = conversations.get(`a:${asked?.[0]?.id ?? ''}`);
    return chat ? { status: 201, body: { id: chat.id } } : refused(403, 'ForbiddenOperationException');
  }
  const channel = conversations.get(channelData?.channel?.id ?? '');
  if (!channel || !activity) return refused(404, 'ConversationNotFound');
  if (!conversations.installedIn.has(channel.teamId ?? '')) {
    return refused(403, 'BotNotInConversationRoster');
  }
  const tooBig = judge(activity, faults);
  if (tooBig) return tooBig;
  const id = conversations.nextId();
  const thread = conversations.thread(channel, id);
  conversations.post(thread, 'bot', activity, id);
  return { status: 201, body: { id: thread.id, activityId: id } };
}

function judge(activity: Body, faults: string[]): Answer | undefined {
  const card = cardOf(activity);
  if (card) faults.push(...cardFaults(card).map((fault) => `${String(activity.summary)}: ${fault}`));
  if (card && !activity.summary) faults.push('a card without a summary for the notification');
  return JSON.stringify(activity).length * 2 > maxMessageBytes
    ? refused(413, 'MessageSizeTooBig')
    : undefined;
}

/** `members` all at once, `pagedmembers` in pages of `pageSize`. */
function members({ members: all }: Conversation, path: string): unknown {
  const url = new URL(path, 'http://teams.example');
  if (!url.pathname.endsWith('/pagedmembers')) {
    const [, id] = /\/members\/([^/]+)$/.exec(url.pathname) ?? [];
    return id === undefined ? all : all.find((member) => member.id === decodeURIComponent(id));
  }
  const from = Number(url.searchParams.get('continuationToken') ?? 0);
  const to = from + Number(url.searchParams.get('pageSize') ?? 200);
  return { members: all.slice(from, to), ...(to < all.length && { continuationToken: String(to) }) };
}
