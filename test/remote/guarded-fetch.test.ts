import type { LookupAddress } from 'node:dns';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Guard } from '../../src/remote/guarded-agent.ts';
import { createGuardedFetch, type GuardedRequest } from '../../src/remote/guarded-fetch.ts';
import { type Listener, listener } from './listener.ts';

const limits = { timeoutMs: 2_000, maxBytes: 1_000 };
const addressOf = (address: string): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 });

async function outcomeOf(guard: Guard, request: Partial<GuardedRequest> & { url: string }): Promise<string> {
  const answer = await createGuardedFetch(guard)({ ...limits, ...request });
  return answer.ok ? `${answer.value.status}` : answer.reason;
}

describe('what leads to a private address', () => {
  const names: Readonly<Record<string, readonly string[]>> = {
    '127.0.0.1.nip.io': ['127.0.0.1'],
    '7f000001.nip.io': ['127.0.0.1'],
    '169-254-169-254.sslip.io': ['169.254.169.254'],
    'localtest.me': ['127.0.0.1', '::1'],
    'six.example': ['::1'],
    'mapped.example': ['::ffff:127.0.0.1'],
    'mapped-hex.example': ['::ffff:7f00:1'],
    'nat64.example': ['64:ff9b::7f00:1'],
    'six-to-four.example': ['2002:7f00:1::1'],
    'teredo.example': ['2001:0:7f00:1::1'],
    'unspecified.example': ['0.0.0.0'],
    'unspecified-six.example': ['::'],
    'ten.example': ['10.0.0.1'],
    'shared.example': ['100.64.0.1'],
    'local.example': ['fd12::1'],
    'link.example': ['fe80::1'],
    'wire-server.example': ['168.63.129.16'],
    'metadata.google.internal': ['169.254.169.254'],
    'one-of-two.example': ['1.1.1.1', '127.0.0.1'],
    'two-of-two.example': ['127.0.0.1', '1.1.1.1'],
    'one-of-many.example': ['1.1.1.1', '1.0.0.1', '2606:4700:4700::1111', '::1'],
    'broadcast.example': ['255.255.255.255'],
    'multicast.example': ['224.0.0.1'],
    'no-address.example': [],
    'not-an-address.example': ['127.1'],
  };
  const resolve: Guard['resolve'] = async (name) => (names[name] ?? ['127.0.0.1']).map(addressOf);

  let trap: Listener;
  beforeAll(async () => {
    trap = await listener((_request, response) => response.end('secret'));
  });
  afterAll(() => trap.stop());

  /** PORT is where the trap listens, on every address of this machine. */
  const addresses = [
    'https://127.0.0.1:PORT/',
    'https://127.0.0.1:PORT/latest/meta-data',
    'https://127.1:PORT/',
    'https://127.000.000.001:PORT/',
    'https://2130706433:PORT/',
    'https://0x7f000001:PORT/',
    'https://0x7f.0.0.1:PORT/',
    'https://0X7F.1:PORT/',
    'https://017700000001:PORT/',
    'https://0177.0.0.1:PORT/',
    'https://127.0.0.1.:PORT/',
    'https://①②⑦.⓪.⓪.①:PORT/',
    'https://127。0。0。1:PORT/',
    'https://%31%32%37.0.0.1:PORT/',
    'https://127.8.8.8:PORT/',
    'https://0.0.0.0:PORT/',
    'https://0:PORT/',
    'https://[::1]:PORT/',
    'https://[::]:PORT/',
    'https://[0:0:0:0:0:0:0:1]:PORT/',
    'https://[::ffff:127.0.0.1]:PORT/',
    'https://[::ffff:7f00:1]:PORT/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[::127.0.0.1]:PORT/',
    'https://[64:ff9b::127.0.0.1]:PORT/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[2002:7f00:1::]:PORT/',
    'https://[2001:0:7f00:1::]:PORT/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[fc00::1]/',
    'https://[ff02::1]/',
    'https://10.0.0.1/',
    'https://167772161/',
    'https://172.16.0.1/',
    'https://192.168.0.1/',
    'https://0xc0a80001/',
    'https://100.64.0.1/',
    'https://100.100.100.200/',
    'https://168.63.129.16/',
    'https://169.254.169.254/metadata/instance',
    'https://2852039166/',
    'https://0xa9fea9fe/',
    'https://0251.0376.0251.0376/',
    'https://169.16689662/',
    'https://192.0.0.192/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://240.0.0.1/',
    'https://255.255.255.255/',
    'https://localhost:PORT/',
    'https://LOCALHOST:PORT/',
    'https://localhost.:PORT/',
    'https://anything.localhost:PORT/',
    'https:\\\\127.0.0.1:PORT\\',
    '  https://127.0.0.1:PORT/',
    'ht\ntps://127.0.0.1:PORT/',
    ...Object.keys(names).map((name) => `https://${name}:PORT/`),
  ];

  it.each(addresses)('%j is refused for its address', async (url) => {
    expect(await outcomeOf({ resolve }, { url: url.replace('PORT', `${trap.port}`) })).toBe(
      'address-refused',
    );
  });

  const urls = [
    'http://1.1.1.1/',
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://one.example:PORT/',
    'ftp://127.0.0.1:PORT/',
    'file:///etc/passwd',
    'file://127.0.0.1/etc/passwd',
    'gopher://127.0.0.1:PORT/',
    'ws://127.0.0.1:PORT/',
    'wss://127.0.0.1:PORT/',
    'data:application/json,{}',
    'javascript:1',
    'blob:https://one.example/1',
    'unix:/var/run/docker.sock',
    'https://user@one.example:PORT/',
    'https://user:secret@one.example:PORT/',
    'https://one.example@127.0.0.1:PORT/',
    'https://one.example:PORT:PORT/',
    'https://[::1/',
    'https://[fe80::1%25eth0]/',
    'https://256.256.256.256/',
    'https://one example/',
    'https://',
    '//127.0.0.1:PORT/',
    '/etc/passwd',
    '',
  ];

  it.each(urls)('%j is refused as it stands', async (url) => {
    expect(await outcomeOf({ resolve }, { url: url.replaceAll('PORT', `${trap.port}`) })).toBe('url-refused');
  });

  it('and nobody has connected to this machine', () => {
    expect(addresses.length + urls.length).toBeGreaterThan(80);
    expect(trap.connections()).toBe(0);
  });

  it('a private network by an option alone, and never anything else', async () => {
    const guard: Guard = { resolve, privateAddresses: true };
    // Nothing listens there: what matters is that somebody tried.
    const quickly = { timeoutMs: 50 };
    expect(await outcomeOf(guard, { url: 'https://local.example/', ...quickly })).toMatch(
      /^(timed-out|not-connected)$/,
    );
    for (const url of [
      'http://local.example/',
      'https://127.0.0.1.nip.io/',
      'https://[::ffff:a9fe:a9fe]/',
      'https://wire-server.example/',
    ]) {
      expect(await outcomeOf(guard, { url, ...quickly })).toMatch(/-refused$/);
    }
  });
});

describe('a seam on this machine', () => {
  let port: number;
  let server: Listener;
  let last: Parameters<RequestListener>[0] | undefined;
  let reply: RequestListener;
  beforeAll(async () => {
    server = await listener((request, response) => {
      last = request;
      reply(request, response);
    }, '127.0.0.1');
    ({ port } = server);
  });
  afterAll(() => server.stop());

  const ask = (request: Partial<GuardedRequest> = {}, guard: Guard = { loopback: [`127.0.0.1:${port}`] }) =>
    createGuardedFetch(guard)({ url: `http://127.0.0.1:${port}/`, ...limits, ...request });

  it('may be asked over http: method, headers and body arrive, status, headers and body come back', async () => {
    reply = async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      response.writeHead(201, { 'X-Kind': 'json' }).end(JSON.stringify({ got: body }));
    };
    const answer = await ask({ method: 'POST', headers: { 'x-asked': 'yes' }, body: 'ключ' });
    if (!answer.ok) throw new Error(answer.reason);
    expect(answer.value.status).toBe(201);
    expect(answer.value.headers['x-kind']).toBe('json');
    expect(answer.value.json()).toEqual({ got: 'ключ' });
    expect(last).toMatchObject({
      method: 'POST',
      headers: { 'x-asked': 'yes', 'accept-encoding': 'identity' },
    });
  });

  it.each([
    ['text', 'text'],
    ['nothing', ''],
    ['half a document', '{"keys":['],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ])('gives no JSON of %s', async (_name, body) => {
    reply = (_request, response) => response.end(body);
    const answer = await ask();
    expect(answer.ok && answer.value.json()).toBeUndefined();
    expect(answer.ok && Buffer.from(answer.value.bytes)).toEqual(Buffer.from(body));
  });

  it('that leads elsewhere is an answer, and is not followed', async () => {
    const trap = await listener((_request, response) => response.end('secret'));
    for (const status of [301, 302, 303, 307, 308]) {
      reply = (_request, response) =>
        response.writeHead(status, { location: `http://127.0.0.1:${trap.port}/` }).end();
      const answer = await ask();
      expect(answer.ok && answer.value.status).toBe(status);
    }
    expect(trap.connections()).toBe(0);
    await trap.stop();
  });

  it.each([
    ['that says how much is coming', { 'content-length': '100000' }],
    ['that says nothing', {}],
  ])('is left when too much comes, from a server %s', async (_name, headers) => {
    const closed = Promise.withResolvers<void>();
    reply = (_request, response) => {
      response.on('close', closed.resolve).writeHead(200, headers);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(500)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    expect(await ask()).toEqual({ ok: false, reason: 'too-big' });
    await closed.promise;
  });

  it('is left when it says less than it sends, or breaks off', async () => {
    const raw = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nshort'));
    });
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(raw.address() as { port: number }).port}/`;
    expect(await ask({ url }, { loopback: 'any' })).toEqual({ ok: false, reason: 'interrupted' });
    await new Promise((resolve) => raw.close(resolve));
  });

  const slow: readonly [string, RequestListener][] = [
    ['is silent', () => {}],
    ['never ends', (_request, response) => void response.write('x')],
    [
      'drips',
      (_request, response) => {
        const drip = setInterval(() => response.write('x'), 10);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ];
  it.each(slow)('is left in time when it %s', async (_name, slowly) => {
    reply = slowly;
    expect(await ask({ timeoutMs: 100 })).toEqual({ ok: false, reason: 'timed-out' });
  });

  it('is left as soon as nobody wants the answer', async () => {
    const asked = Promise.withResolvers<void>();
    reply = () => asked.resolve();
    const stop = new AbortController();
    const answer = ask({ signal: stop.signal });
    await asked.promise;
    stop.abort();
    expect(await answer).toEqual({ ok: false, reason: 'aborted' });
  });

  it('that is down is not connected', async () => {
    expect(await outcomeOf({ loopback: 'any' }, { url: 'http://127.0.0.1:1/' })).toBe('not-connected');
  });

  it('is only what was named, and loopback in truth', async () => {
    const before = server.connections();
    const seam = `inside.example:${port}`;
    const url = `http://${seam}/`;
    const at = (...addresses: string[]): Guard => ({
      loopback: [seam],
      resolve: async () => addresses.map(addressOf),
    });
    expect(await outcomeOf(at('10.0.0.1'), { url })).toBe('address-refused');
    expect(await outcomeOf(at('1.1.1.1'), { url })).toBe('address-refused');
    expect(await outcomeOf(at('127.0.0.1', '10.0.0.1'), { url })).toBe('address-refused');
    expect(await outcomeOf({ loopback: ['127.0.0.1:1'] }, { url: `http://127.0.0.1:${port}/` })).toBe(
      'url-refused',
    );
    expect(await outcomeOf({ loopback: ['127.0.0.1:1'] }, { url: `https://127.0.0.1:${port}/` })).toBe(
      'address-refused',
    );
    expect(await outcomeOf(at('127.0.0.1'), { url: `http://other.example:${port}/` })).toBe('url-refused');
    expect(await outcomeOf({ loopback: 'any' }, { url: 'http://10.0.0.1/' })).toBe('url-refused');
    expect(server.connections()).toBe(before);
  });

  it.each(['http://127.0.0.1:PORT/', 'http://localhost:PORT/', 'http://[::ffff:7f00:1]:PORT/'])(
    'may be any loopback name when so said: %s',
    async (url) => {
      reply = (_request, response) => response.end();
      expect(await outcomeOf({ loopback: 'any' }, { url: url.replace('PORT', `${port}`) })).toBe('200');
    },
  );

  it('the connection goes to the address that was checked, whatever the name says next', async () => {
    reply = (_request, response) => response.end('checked');
    const other = await listener((_request, response) => response.end('other'), '127.0.0.2', port);
    const answers = ['127.0.0.1', '127.0.0.2', '10.0.0.1'];
    let asked = 0;
    const seam = `rebinding.example:${port}`;
    const fetch = createGuardedFetch({
      loopback: [seam],
      resolve: async () => [addressOf(answers[asked++] ?? '')],
    });
    const answer = await fetch({ url: `http://${seam}/`, ...limits });
    expect(answer.ok && Buffer.from(answer.value.bytes).toString()).toBe('checked');
    expect(asked).toBe(1);
    expect(other.connections()).toBe(0);
    await other.stop();
  });
});

describe('the hosts that may be asked', () => {
  const resolve: Guard['resolve'] = async () => [addressOf('127.0.0.1')];
  const hosts = ['graph.example', 'other.example:8443'];

  it.each([
    ['https://graph.example/v1.0', 'address-refused'],
    ['https://GRAPH.example:443/', 'address-refused'],
    ['https://other.example:8443/', 'address-refused'],
    ['https://graph.example:8443/', 'host-refused'],
    ['https://other.example/', 'host-refused'],
    ['https://graph.example./', 'host-refused'],
    ['https://graph.example.evil.example/', 'host-refused'],
    ['https://evil-graph.example/', 'host-refused'],
    ['https://sub.graph.example/', 'host-refused'],
    ['https://evil.example/graph.example', 'host-refused'],
    ['https://evil.example#graph.example', 'host-refused'],
    ['https://1.1.1.1/', 'host-refused'],
  ])('%s: %s', async (url, outcome) => {
    expect(await outcomeOf({ resolve }, { url, hosts })).toBe(outcome);
  });
});

describe('over https', () => {
  it('the name that is asked for stays the host’s, and a stranger’s certificate is refused', async () => {
    let hello = '';
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', (bytes) => {
        hello = bytes.toString('latin1');
        socket.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `keys.example:${(server.address() as { port: number }).port}`;
    const guard: Guard = { loopback: [host], resolve: async () => [addressOf('127.0.0.1')] };
    expect(await outcomeOf(guard, { url: `https://${host}/` })).toBe('not-connected');
    expect(hello).toContain('keys.example');
    await new Promise((resolve) => server.close(resolve));
  });

  it('a name that nobody has is unknown, and a resolver that fails is no connection', async () => {
    const failing = (code: string): Guard => ({
      resolve: async () => {
        throw Object.assign(new Error(code), { code });
      },
    });
    expect(await outcomeOf(failing('ENOTFOUND'), { url: 'https://nobody.example/' })).toBe('name-unknown');
    expect(await outcomeOf(failing('EAI_AGAIN'), { url: 'https://nobody.example/' })).toBe('not-connected');
    expect(
      await outcomeOf({ resolve: () => new Promise(() => {}) }, { url: 'https://a.example/', timeoutMs: 50 }),
    ).toBe('timed-out');
  });
});
