import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { maxConnectionsPerAddress } from '../src/connection-limit.ts';
import { isSimple } from '../src/request-body.ts';
import {
  createHttpServer,
  type HttpServer,
  type HttpServerParts,
  type ReceivedRequest,
} from '../src/server.ts';

let server: HttpServer;
let base = '';
let port = 0;
let received: ReceivedRequest[];
let parts: { -readonly [K in keyof HttpServerParts]: HttpServerParts[K] };
const logged: unknown[] = [];

beforeEach(async () => {
  received = [];
  logged.length = 0;
  parts = {
    receive: async (request) => {
      received.push(request);
      return { status: 200 };
    },
    ready: async () => [],
    warnings: () => [],
    metrics: async () => 'support_turns_total 1\n',
    limited: () => {},
    log: { error: (fields) => logged.push(fields) },
  };
  server = createHttpServer({
    receive: (request) => parts.receive(request),
    ready: () => parts.ready(),
    warnings: () => parts.warnings(),
    metrics: () => parts.metrics(),
    limited: () => parts.limited(),
    log: parts.log,
  });
  ({ port } = await server.listen('127.0.0.1', 0));
  base = `http://127.0.0.1:${port}`;
});
afterEach(() => server.close(0));

function post(body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
  const type = { 'content-type': 'application/json' };
  return fetch(`${base}/api/messages`, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: { ...type, ...headers },
  });
}

async function answerOf(response: Response): Promise<[number, unknown]> {
  const text = await response.text();
  return [response.status, text === '' ? '' : JSON.parse(text)];
}

async function alive(): Promise<void> {
  expect(await answerOf(await fetch(`${base}/healthz`))).toEqual([200, { status: 'ok' }]);
}

/** Writes raw bytes and gives back all that came until the other side closed. */
function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let got = '';
    socket.on('data', (chunk) => {
      got += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(got));
  });
}

function connected(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', reject);
  });
}

describe('messages', () => {
  it('are handed on with their authorization', async () => {
    const response = await post('{"type":"message","__proto__":{"x":1}}', { authorization: 'Bearer x' });
    expect(await answerOf(response)).toEqual([200, '']);
    expect(received).toHaveLength(1);
    expect(received[0]?.authorization).toBe('Bearer x');
    expect(JSON.stringify(received[0]?.body)).toBe('{"type":"message","__proto__":{"x":1}}');
    expect(Object.prototype).not.toHaveProperty('x');
  });

  it('are answered with what was decided', async () => {
    parts.receive = async () => ({ status: 401, body: { error: 'token-missing' } });
    expect(await answerOf(await post('{}'))).toEqual([401, { error: 'token-missing' }]);
    parts.receive = async () => ({ status: 503, body: { error: 'busy' } });
    const response = await post('{}', { accept: 'text/html' });
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await answerOf(response)).toEqual([503, { error: 'busy' }]);
  });

  it.each([
    ['a charset', 'application/json; charset=utf-8', 200],
    ['capitals', 'Application/JSON', 200],
    ['text', 'text/plain', 415],
    ['a form', 'application/x-www-form-urlencoded', 415],
    ['many parts', 'multipart/form-data; boundary=x', 415],
    ['another JSON', 'application/vnd.api+json', 415],
    ['nearly', 'application/jsonx', 415],
  ])('of the type with %s', async (_name, type, status) => {
    expect((await post('{}', { 'content-type': type })).status).toBe(status);
    expect(received).toHaveLength(status === 200 ? 1 : 0);
  });

  it.each([
    ['a sound archive', 'gzip', gzipSync('{}')],
    ['a broken archive', 'gzip', Buffer.from('junk')],
    ['a bomb', 'gzip', gzipSync(Buffer.alloc(20_000_000, ' '))],
    ['deflate', 'deflate', Buffer.from('x')],
    ['no encoding by name', 'identity', Buffer.from('{}')],
  ])('with %s are refused unread', async (_name, encoding, body) => {
    const response = await post(body, { 'content-encoding': encoding });
    expect(await answerOf(response)).toEqual([415, { error: 'content-encoding-not-supported' }]);
    await alive();
  });

  it('may be 256 KB long, and no byte longer', async () => {
    const body = (length: number) => `{"a":"${'x'.repeat(length - 8)}"}`;
    expect((await post(body(262_144))).status).toBe(200);
    expect(await answerOf(await post(body(262_145)))).toEqual([413, { error: 'body-too-large' }]);
    await alive();
  });

  it('without a length are cut too', async () => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const request: ClientRequest = httpRequest(
        `${base}/api/messages`,
        { method: 'POST', headers },
        resolve,
      );
      request.on('error', reject);
      // Never ended: the answer must not wait for it.
      for (let i = 0; i < 10; i += 1) request.write('x'.repeat(60_000));
    });
    expect(response.statusCode).toBe(413);
    response.destroy();
    await alive();
  });

  it.each([
    ['nothing', ''],
    ['half an object', '{"a":'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ])('of %s are refused', async (_name, body) => {
    expect(await answerOf(await post(body))).toEqual([400, { error: 'body-not-json' }]);
  });

  it.each([
    ['100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['65 levels', '['.repeat(65) + ']'.repeat(65)],
    ['many keys', JSON.stringify(Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [i, 0])))],
    ['a long list', `[${'0,'.repeat(100_000)}0]`],
  ])('of %s are refused', async (_name, body) => {
    expect(await answerOf(await post(body))).toEqual([400, { error: 'body-too-complex' }]);
    expect(received).toHaveLength(0);
  });
});

it('tells simple values from others', () => {
  expect(isSimple('['.repeat(1))).toBe(true);
  expect(isSimple(JSON.parse('['.repeat(64) + ']'.repeat(64)))).toBe(true);
  expect(isSimple(Array.from({ length: 1_999 }, () => 0))).toBe(true);
  expect(isSimple(Array.from({ length: 2_000 }, () => 0))).toBe(false);
});

describe('errors', () => {
  it('thrown inside tell nobody what they are', async () => {
    parts.receive = async () => {
      throw new Error('SELECT secret');
    };
    expect(await answerOf(await post('{}'))).toEqual([500, { error: 'internal' }]);
    parts.receive = () => {
      throw Object.assign(new Error('SELECT secret'), { statusCode: 418 });
    };
    expect(await answerOf(await post('{}'))).toEqual([500, { error: 'internal' }]);
    parts.metrics = () => Promise.reject(undefined);
    expect(await answerOf(await fetch(`${base}/metrics`))).toEqual([500, { error: 'internal' }]);
    expect(logged).toHaveLength(3);
    await alive();
  });

  it.each([
    ['GET', '/', 404, 'not-found'],
    ['GET', '/favicon.ico', 404, 'not-found'],
    ['GET', '/%E0%A4%A', 404, 'not-found'],
    ['GET', '/healthz/..%2f', 404, 'not-found'],
    ['GET', '//evil.example/healthz', 404, 'not-found'],
    ['GET', '/<script>', 404, 'not-found'],
    ['GET', '/api/messages', 405, 'method-not-allowed'],
    ['PUT', '/api/messages', 405, 'method-not-allowed'],
    ['DELETE', '/healthz', 405, 'method-not-allowed'],
    ['OPTIONS', '/api/messages', 405, 'method-not-allowed'],
  ])('%s %s', async (method, path, status, error) => {
    const response = await fetch(base + path, { method });
    expect(await answerOf(response)).toEqual([status, { error }]);
    expect(response.headers.get('server')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  const undocumented = [
    ...['/admin', '/debug', '/debug/vars', '/env', '/config', '/settings', '/status', '/version', '/info'],
    ...[
      '/api',
      '/api/',
      '/api/message',
      '/api/messages/',
      '/api/messages/1',
      '/api/v1/messages',
      '/API/messages',
    ],
    ...['/health', '/healthz/', '/readyz/x', '/metrics/', '/actuator/health', '/.env', '/.git/config'],
    ...['/swagger.json', '/openapi.json', '/package.json', '/src/main.ts', '/files', '/files/1', '/tab'],
    ...['/test', '/test/reset', '/__test', '/seams', '/clock', '/notify', '/graphql', '/robots.txt'],
  ];
  it.each(undocumented)('there is no %s', async (path) => {
    for (const method of ['GET', 'POST']) {
      const body = method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {};
      const response = await fetch(base + path, { method, ...body });
      expect(await answerOf(response), method).toEqual([404, { error: 'not-found' }]);
    }
    expect(received).toHaveLength(0);
  });

  it.each([
    'GET // HTTP/1.1',
    'GET http://[bad/ HTTP/1.1',
    'GET http://x/healthz HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'GET /%00 HTTP/1.1',
    'GET /healthz?%%% HTTP/1.1',
    'GET /\\..\\ HTTP/1.1',
    'CONNECT x:1 HTTP/1.1',
    'BREW /healthz HTTP/1.1',
    'nonsense',
  ])('survives %s', async (line) => {
    const got = await raw(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(got).not.toMatch(/ at |Error/);
    await alive();
  });

  it.each(['[', ']', 'x:99999', 'a@b', 'x/metrics?', 'x y', '%', 'é', '127.0.0.1@evil.example'])(
    'survives the host %j',
    async (host) => {
      const got = await raw(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(got).toMatch(/^HTTP\/1.1 400 .*\{"error":"bad-request"\}$/s);
      await alive();
    },
  );

  it.each(['x', 'x:8080', '[::1]:3978', 'my_bot.example', ''])('serves the host %j', async (host) => {
    const got = await raw(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(got).toMatch(/^HTTP\/1.1 200 /);
  });

  it('leaves no socket open for an upgrade', async () => {
    const headers = 'Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket';
    expect(await raw(`GET /api/messages HTTP/1.1\r\n${headers}\r\n\r\n`)).toBe('');
    await alive();
  });

  it('cuts a sender whose headers take too long', async () => {
    const startedAt = Date.now();
    await raw('POST /api/messages HTTP/1.1\r\nHost: x\r\n');
    expect(Date.now() - startedAt).toBeLessThan(13_000);
  });
});

describe('the operator', () => {
  it('is told what is wrong although messages can be taken', async () => {
    parts.warnings = () => ['credentials'];
    expect(await answerOf(await fetch(`${base}/readyz`))).toEqual([
      200,
      { status: 'ready', warnings: ['credentials'] },
    ]);
  });

  it('is told that the service is ready', async () => {
    expect(await answerOf(await fetch(`${base}/readyz`))).toEqual([200, { status: 'ready' }]);
  });

  it('makes the service look once for all who ask within a second', async () => {
    let looks = 0;
    parts.ready = async () => {
      looks += 1;
      return looks === 1 ? ['store'] : [];
    };
    const asked = await Promise.all(Array.from({ length: 50 }, () => fetch(`${base}/readyz`)));
    expect([new Set(asked.map(({ status }) => status)), looks]).toEqual([new Set([503]), 1]);
    await expect.poll(async () => (await fetch(`${base}/readyz`)).status, { timeout: 5_000 }).toBe(200);
    expect(looks).toBe(2);
  });

  it('gets an answer again after a look that failed', async () => {
    parts.ready = () => Promise.reject(new Error('SELECT secret'));
    expect(await answerOf(await fetch(`${base}/readyz`))).toEqual([500, { error: 'internal' }]);
    parts.ready = async () => [];
    await expect.poll(async () => (await fetch(`${base}/readyz`)).status, { timeout: 5_000 }).toBe(200);
  });

  it('is told why the service is not ready', async () => {
    parts.ready = async () => ['store'];
    const response = await fetch(`${base}/readyz`);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await answerOf(response)).toEqual([503, { status: 'not-ready', reasons: ['store'] }]);
  });

  it('reads the metrics on this machine only', async () => {
    const response = await fetch(`${base}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0.0.4/);
    expect(await response.text()).toBe('support_turns_total 1\n');
  });

  it.each([
    ['x-forwarded-for', '203.0.113.9'],
    ['x-forwarded-host', 'bot.example'],
    ['x-forwarded-proto', 'https'],
    ['x-real-ip', '203.0.113.9'],
    ['x-original-url', '/metrics'],
    ['forwarded', 'for=203.0.113.9'],
    ['via', '1.1 proxy'],
  ])('does not read them through a proxy on this machine that says so: %s', async (name, value) => {
    expect((await fetch(`${base}/metrics`, { headers: { [name]: value } })).status).toBe(404);
  });

  it.each([
    ['localhost', 200],
    ['127.0.0.1:3978', 200],
    ['[::1]:3978', 200],
    ['rebound.example', 404],
    ['localhost.evil.example', 404],
    ['', 404],
  ])('reads them under a name of this machine only: %j', async (host, status) => {
    const got = await raw(`GET /metrics HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(got).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(got.includes('support_turns_total')).toBe(status === 200);
  });

  it('has connections left when one address takes more than its share', async () => {
    let cut = 0;
    parts.limited = () => {
      cut += 1;
    };
    // All there is to say so: every address of this machine is one that is not counted.
    const peers = Socket.prototype as unknown as { _getpeername(): { address: string } };
    const peer = vi.spyOn(peers, '_getpeername').mockReturnValue({ address: '203.0.113.9' });
    const open = await Promise.all(Array.from({ length: maxConnectionsPerAddress }, () => connected()));
    expect(await raw('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('');
    expect(cut).toBe(1);
    peer.mockReturnValue({ address: '203.0.113.10' });
    await alive();
    peer.mockRestore();
    for (const socket of open) socket.destroy();
  });

  it('is told when the port is taken', async () => {
    const second = createHttpServer(parts);
    await expect(second.listen('127.0.0.1', port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('stopping', () => {
  function held() {
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    parts.receive = async () => {
      start();
      await released;
      return { status: 200 };
    };
    return { started, release };
  }

  it('finishes what is in work and takes nothing new', async () => {
    const { started, release } = held();
    const inWork = post('{}');
    await started;
    const closed = server.close(10_000);
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
    release();
    const response = await inWork;
    expect(response.status).toBe(200);
    expect(response.headers.get('connection')).toBe('close');
    await closed;
  });

  it('does not wait for idle connections', async () => {
    await alive();
    const startedAt = Date.now();
    await server.close(10_000);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });

  it('cuts what takes longer than the grace', async () => {
    const { started, release } = held();
    const inWork = post('{}');
    inWork.catch(() => {});
    await started;
    await server.close(50);
    await expect(inWork).rejects.toThrow();
    release();
  });
});
