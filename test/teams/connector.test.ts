import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sending, SendResult } from '../../src/flows/outbox-ports.ts';
import { createSender } from '../../src/teams/connector.ts';
import { resultOf, retryAfterMs } from '../../src/teams/connector-answer.ts';
import type { TokenSource } from '../../src/teams/credentials.ts';
import { silentLog } from './activities.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const seen: Seen[] = [];
let answer: Answer;
let host = '';
const http = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method, url, headers } = request;
  seen.push({
    method,
    url,
    authorization: headers.authorization,
    body: JSON.parse(String(Buffer.concat(chunks))),
  });
  answer(request, response);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterAll(() => {
  http.closeAllConnections();
  http.close();
});
beforeEach(() => {
  seen.length = 0;
});

const reply =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  };

const fixedToken: TokenSource = { token: async () => 'test-token' };
const targets: Record<Sending['target']['type'], Sending['target']> = {
  post: { type: 'post', conversationId: '19:desk@thread.tacv2;messageid=1' },
  put: { type: 'put', conversationId: 'a:anna', activityId: '17/9?5' },
  'new-thread': { type: 'new-thread', channelId: '19:desk@thread.tacv2' },
};

function sending(target: keyof typeof targets, change: Partial<Sending> = {}): Sending {
  return {
    serviceUrl: `http://${host}/emea/`,
    botId: '28:bot',
    tenantId: 'tenant',
    target: targets[target],
    content: { activity: { type: 'message', text: 'hello' } },
    notAfter: Number.POSITIVE_INFINITY,
    ...change,
  };
}

const sender = (tokens: TokenSource) =>
  createSender({ tokens, connectorHosts: [host], timeoutMs: 400, log: silentLog });

async function send(
  target: keyof typeof targets,
  change: Partial<Sending> = {},
  tokens: TokenSource = fixedToken,
): Promise<SendResult> {
  return sender(tokens).send(sending(target, change));
}

describe('what is sent', () => {
  it('posts into a conversation', async () => {
    answer = reply(201, { id: '1795' });
    const result = await send('post', { replyToId: '17' });
    expect(result).toEqual({ outcome: 'sent', activityId: '1795' });
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/emea/v3/conversations/19%3Adesk%40thread.tacv2%3Bmessageid%3D1/activities',
        authorization: 'Bearer test-token',
        body: {
          type: 'message',
          text: 'hello',
          channelId: 'msteams',
          from: { id: '28:bot' },
          conversation: { id: '19:desk@thread.tacv2;messageid=1' },
          replyToId: '17',
        },
      },
    ]);
  });

  it('updates a message', async () => {
    answer = reply(200, { id: '17' });
    expect(await send('put')).toEqual({ outcome: 'sent', activityId: '17' });
    expect(seen[0]).toMatchObject({
      method: 'PUT',
      url: '/emea/v3/conversations/a%3Aanna/activities/17%2F9%3F5',
      body: { id: '17/9?5', conversation: { id: 'a:anna' } },
    });
  });

  it('begins a thread', async () => {
    answer = reply(201, { id: '19:desk@thread.tacv2;messageid=5', activityId: '5' });
    expect(await send('new-thread')).toEqual({
      outcome: 'sent',
      conversationId: '19:desk@thread.tacv2;messageid=5',
      activityId: '5',
    });
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/emea/v3/conversations',
      body: {
        isGroup: true,
        bot: { id: '28:bot' },
        tenantId: 'tenant',
        channelData: { channel: { id: '19:desk@thread.tacv2' }, tenant: { id: 'tenant' } },
        activity: { type: 'message', text: 'hello', from: { id: '28:bot' } },
      },
    });
  });

  it.each(['http://10.0.0.5/', 'https://evil.trafficmanager.net/', 'http://localhost:1/', ''])(
    'sends nothing to %s',
    async (serviceUrl) => {
      expect(await send('post', { serviceUrl })).toEqual({
        outcome: 'refused',
        reason: 'service-url-not-allowed',
      });
      expect(seen).toHaveLength(0);
    },
  );
});

describe('what the other side does', () => {
  const all = ['post', 'put', 'new-thread'] as const;

  it.each([
    [500, 'ambiguous', 'ambiguous'],
    [502, 'ambiguous', 'retry'],
    [503, 'ambiguous', 'retry'],
    [504, 'ambiguous', 'retry'],
    [408, 'ambiguous', 'retry'],
    [400, 'refused', 'refused'],
    [405, 'refused', 'refused'],
    [302, 'refused', 'refused'],
    [413, 'too-big', 'too-big'],
    [404, 'gone', 'gone'],
    [429, 'retry', 'retry'],
    [412, 'retry', 'retry'],
  ])('%d, once', async (status, creating, updating) => {
    answer = reply(status, '<html>no</html>', { location: `http://${host}/elsewhere` });
    for (const target of all) {
      const { outcome } = await send(target);
      expect(outcome, target).toBe(target === 'put' ? updating : creating);
    }
    expect(seen).toHaveLength(all.length);
  });

  it.each<[string, unknown, string]>([
    ['ConversationBlockedByUser', { error: { code: 'ConversationBlockedByUser' } }, 'blocked'],
    ['an old answer', { errorCode: 209, message: '{\n  "subCode": "MessageWritesBlocked"}' }, 'blocked'],
    ['a subCode', { error: { code: 'Forbidden', subCode: 'MessageWritesBlocked' } }, 'blocked'],
    [
      'a subCode that explains',
      { error: { code: 'ForbiddenOperationException', innerHttpError: { subCode: 'MessageWritesBlocked' } } },
      'blocked',
    ],
    ['BotNotInConversationRoster', { error: { code: 'BotNotInConversationRoster' } }, 'uninstalled'],
    ['ForbiddenOperationException', { error: { code: 'ForbiddenOperationException' } }, 'uninstalled'],
    ['BotDisabledByAdmin', { error: { code: 'BotDisabledByAdmin' } }, 'disabled'],
  ])('403 with %s', async (_name, body, reason) => {
    answer = reply(403, body);
    expect(await send('post')).toEqual({ outcome: 'unreachable', reason });
  });

  it('403 with InvalidBotApiHost: the conversation lives elsewhere', async () => {
    answer = reply(403, { error: { code: 'InvalidBotApiHost' } });
    for (const target of all)
      expect(await send(target)).toEqual({ outcome: 'wrong-host', reason: 'wrong-host' });
  });

  it.each<[string, unknown]>([
    ['a code of Teams’ that says nothing', { error: { code: 'ServiceError', message: 'Unknown' } }],
    ['a proxy’s page', '<html>Access denied by the gateway</html>'],
  ])('403 with %s: perhaps it is gone, but nobody withdrew a consent', async (_name, body) => {
    answer = reply(403, body);
    for (const target of all) {
      expect(await send(target), target).toEqual({ outcome: 'forbidden', reason: 'forbidden' });
    }
  });

  it('tells a lost message from a lost conversation', async () => {
    answer = reply(404, { error: { code: 'ActivityNotFoundInConversation' } });
    expect(await send('put')).toEqual({ outcome: 'gone', reason: 'activity-not-found' });
    answer = reply(404, { error: { code: 'ConversationNotFound' } });
    expect(await send('post')).toEqual({ outcome: 'gone', reason: 'conversation-not-found' });
  });

  it('says until when to wait by its own clock, whatever ours says', async () => {
    const headers = { date: 'Sat, 21 Nov 2020 10:00:00 GMT', 'retry-after': 'Sat, 21 Nov 2020 10:00:09 GMT' };
    answer = reply(429, {}, headers);
    expect(await send('post')).toEqual({ outcome: 'retry', reason: 'throttled', afterMs: 9_000 });
  });

  it('says how long to wait', async () => {
    answer = reply(429, {}, { 'retry-after': '7' });
    expect(await send('post')).toEqual({ outcome: 'retry', reason: 'throttled', afterMs: 7_000 });
  });

  it.each(['0', '0.5', 'Sat, 21 Nov 2020 10:00:00 GMT'])(
    'says to wait until %s, which is over: that is no advice',
    async (retryAfter) => {
      answer = reply(429, {}, { 'retry-after': retryAfter });
      expect(await send('post')).toEqual({ outcome: 'retry', reason: 'throttled' });
    },
  );

  it.each([
    ['no answer', (_request: IncomingMessage) => {}],
    ['a cut connection', (request: IncomingMessage) => request.socket.destroy()],
  ])('%s after sending', async (_name, act) => {
    answer = act;
    expect((await send('post')).outcome).toBe('ambiguous');
    expect((await send('new-thread')).outcome).toBe('ambiguous');
    expect((await send('put')).outcome).toBe('retry');
    expect(seen).toHaveLength(3);
  });

  it('a connection refused', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const closed = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    await new Promise((resolve) => other.close(resolve));
    const { send } = createSender({ tokens: fixedToken, connectorHosts: [closed], log: silentLog });
    const result = await send(sending('post', { serviceUrl: `http://${closed}/` }));
    expect(result).toEqual({ outcome: 'retry', reason: 'ECONNREFUSED' });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['is reset', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['is closed', (socket) => socket.once('data', () => socket.destroy())],
    ['is closed at once', (socket) => socket.destroy()],
    ['is answered without TLS', (socket) => socket.once('data', () => socket.end('HTTP/1.1 502 no\r\n\r\n'))],
    ['is refused', (socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 80])))],
  ])('a TLS handshake that %s: nothing was sent', async (_name, act) => {
    const other = createTcpServer(act);
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const there = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    const line = createSender({ tokens: fixedToken, connectorHosts: [there], log: silentLog });
    for (const target of all) {
      const { outcome } = await line.send(sending(target, { serviceUrl: `https://${there}/` }));
      expect(outcome, target).toBe('retry');
    }
    other.close();
  });

  it('accepted, but the rest of the answer is lost, endless or junk', async () => {
    answer = (_request, response) => response.writeHead(201, { 'content-length': '100' }).write('{"id":');
    expect(await send('post')).toEqual({ outcome: 'sent' });
    answer = reply(201, 'x'.repeat(100_000));
    expect(await send('post')).toEqual({ outcome: 'sent' });
    answer = reply(201, { id: 5 });
    expect(await send('put')).toEqual({ outcome: 'sent' });
    answer = reply(201, '');
    expect(await send('new-thread')).toEqual({ outcome: 'ambiguous', reason: 'no-id' });
  });
});

describe('the token', () => {
  const renewed: TokenSource = { token: async (refused) => (refused === undefined ? 'old' : 'new') };

  it('is fetched anew once, when it was refused: with the next attempt, for each is one request', async () => {
    answer = (request, response) =>
      reply(request.headers.authorization === 'Bearer new' ? 201 : 401, { id: '1' })(request, response);
    const line = sender(renewed);
    expect(await line.send(sending('post'))).toEqual({
      outcome: 'retry',
      reason: 'unauthorized',
      afterMs: 0,
    });
    expect(await line.send(sending('post'))).toEqual({ outcome: 'sent', activityId: '1' });
    expect(seen.map((request) => request.authorization)).toEqual(['Bearer old', 'Bearer new']);
    expect(line.credentialsUsable()).toBe(true);
  });

  it('is refused by one conversation alone, each time anew: all others go on', async () => {
    answer = (request, response) =>
      reply(String(request.url).includes('anna') ? 401 : 201, { id: '1' })(request, response);
    const line = sender(renewed);
    const toAnna = { target: { type: 'post', conversationId: 'a:anna' } } as const;
    expect(await line.send(sending('post', toAnna))).toMatchObject({ outcome: 'retry' });
    expect(await line.send(sending('post'))).toMatchObject({ outcome: 'sent' });
    const alone = { outcome: 'forbidden', reason: 'token-refused' };
    expect(await line.send(sending('post', toAnna))).toEqual(alone);
    // Nothing else left meanwhile; that does not make it everybody's trouble.
    expect(await line.send(sending('post', toAnna))).toEqual(alone);
    expect(line.credentialsUsable()).toBe(true);
  });

  it('was refused by one conversation an hour ago: by now it may be everybody’s trouble', async () => {
    answer = (request, response) =>
      reply(String(request.url).includes('anna') ? 401 : 201, { id: '1' })(request, response);
    const line = sender(renewed);
    const toAnna = { target: { type: 'post', conversationId: 'a:anna' } } as const;
    await line.send(sending('post', toAnna));
    await line.send(sending('post'));
    expect(await line.send(sending('post', toAnna))).toMatchObject({ outcome: 'forbidden' });
    const { now } = performance;
    const later = vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + 3_600_000);
    expect(await line.send(sending('post', toAnna))).toMatchObject({ reason: 'unauthorized' });
    later.mockRestore();
  });

  it('is refused again: no message can leave, and that is known until one is taken', async () => {
    answer = reply(401);
    const line = sender(renewed);
    await line.send(sending('post'));
    const refused = { outcome: 'no-credentials', reason: 'credentials-refused', sent: true };
    expect(await line.send(sending('post'))).toEqual(refused);
    expect(line.credentialsUsable()).toBe(false);
    answer = reply(201, { id: '1' });
    expect(await line.send(sending('post'))).toMatchObject({ outcome: 'sent' });
    expect(line.credentialsUsable()).toBe(true);
  });

  it.each<[string, () => Promise<string>]>([
    ['refused', () => Promise.reject(new Error('AADSTS7000215'))],
    ['never answered', () => new Promise(() => {})],
  ])('cannot be had, signing in is %s: nothing is sent', async (_name, token) => {
    const line = sender({ token });
    const result = await line.send(sending('post'));
    expect(result).toEqual({ outcome: 'no-credentials', reason: 'credentials-unavailable', sent: false });
    expect(line.credentialsUsable()).toBe(false);
    expect(seen).toHaveLength(0);
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('Sat, 21 Nov 2026 10:00:00 GMT');
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['soon', undefined],
    ['0', 0],
    ['5', 5_000],
    [' 1.5 ', 1_500],
    ['1.001', 1_001],
    ['-5', undefined],
    ['86399', 86_399_000],
    ['999999999', 86_400_000],
    ['Sat, 21 Nov 2026 10:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
  ])('%j', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});

it('asks nothing when the time to leave is over', async () => {
  answer = reply(201, { id: '1' });
  expect(await send('post', { notAfter: Date.now() - 1 })).toEqual({ outcome: 'late', reason: 'lease-over' });
  expect(seen).toEqual([]);
});

it('does not get lost in hostile bodies', { timeout: 5_000 }, () => {
  const body = `"code"${' '.repeat(60_000)}${'"subCode\\'.repeat(5_000)}`;
  expect(resultOf('post', { status: 403, retryAfter: undefined, body }, 0).outcome).toBe('forbidden');
});
