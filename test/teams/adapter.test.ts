import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/chat.ts';
import { AppError } from '../../src/domain/errors.ts';
import { type Adapter, createAdapter } from '../../src/teams/adapter.ts';
import { type BotParts, createBot, type RawPress } from '../../src/teams/bot.ts';
import {
  appId,
  bearer,
  channelMessage,
  claims,
  type KeyServer,
  personalMessage,
  press,
  serviceUrl,
  signingKey,
  silentLog,
  startKeyServer,
} from './activities.ts';

const taken: Inbound[] = [];
const pressed: RawPress[] = [];
beforeEach(() => {
  taken.length = 0;
  pressed.length = 0;
});

const parts: BotParts = {
  onInbound: async (inbound) => {
    taken.push(inbound);
  },
  onPress: async (raw) => {
    pressed.push(raw);
    return { card: { type: 'AdaptiveCard' } };
  },
};

const good = await signingKey();
const unendorsed = await signingKey('none');
const otherChannel = await signingKey(['webchat']);
const stranger = await signingKey();

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function unsigned(header: object, payload: object, signature = ''): string {
  return `Bearer ${base64url(header)}.${base64url(payload)}.${signature}`;
}

/** The classic: the public key used as the secret of a symmetric signature. */
function signedWithPublicKey(): string {
  const text = `${base64url({ alg: 'HS256', kid: good.kid })}.${base64url(claims())}`;
  const signature = createHmac('sha256', JSON.stringify(good.jwk)).update(text).digest('base64url');
  return `Bearer ${text}.${signature}`;
}

const seconds = Math.floor(Date.now() / 1_000);

describe('tokens', () => {
  let server: KeyServer;
  let adapter: Adapter;
  beforeAll(async () => {
    server = await startKeyServer([good.jwk, unendorsed.jwk, otherChannel.jwk]);
    adapter = createAdapter({
      appId,
      connectorHosts: ['localhost:56150'],
      channelOpenIdUrl: server.url,
      bot: createBot(parts),
      log: silentLog,
    });
  });
  afterAll(() => server.stop());

  const receive = (authorization: string | undefined, body: unknown = personalMessage()) =>
    adapter.receive({ authorization, body });

  it.each([
    ['as the channel signs', claims()],
    ['expired within the tolerance', claims({ exp: seconds - 200 })],
    ['a clock that runs ahead within the tolerance', claims({ nbf: seconds + 200, iat: seconds + 200 })],
    ['without nbf and iat', claims({ nbf: undefined, iat: undefined })],
  ])('takes a token %s', async (_name, payload) => {
    expect(await receive(await bearer(good, payload))).toEqual({ status: 200 });
    expect(taken).toHaveLength(1);
  });

  const emulatorIssuer = 'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0';
  const refusedTokens: [string, () => string | undefined | Promise<string>][] = [
    ['no header', () => undefined],
    ['an empty header', () => ''],
    ['only the scheme', () => 'Bearer'],
    ['garbage', () => 'Bearer garbage'],
    ['three dots', () => 'Bearer ...'],
    ['parts that are no JSON', () => 'Bearer YQ.YQ.YQ'],
    ['JSON that is no object', () => unsigned([], [], 'x')],
    ['a scheme in small letters', async () => (await bearer(good)).replace('Bearer', 'bearer')],
    ['another scheme', async () => (await bearer(good)).replace('Bearer', 'Basic')],
    ['two spaces', async () => (await bearer(good)).replace(' ', '  ')],
    ['something behind it', async () => `${await bearer(good)} more`],
    ['no scheme', async () => (await bearer(good)).slice('Bearer '.length)],
    ['alg none', () => unsigned({ alg: 'none', kid: good.kid }, claims())],
    ['alg none with a signature', () => unsigned({ alg: 'none', kid: good.kid }, claims(), 'abc')],
    ['alg NONE', () => unsigned({ alg: 'NONE', kid: good.kid }, claims(), 'abc')],
    ['the public key as secret', signedWithPublicKey],
    ['alg PS256', () => unsigned({ alg: 'PS256', kid: good.kid }, claims(), 'abc')],
    ['alg as a number', () => unsigned({ alg: 5, kid: good.kid }, claims(), 'abc')],
    ['no alg', () => unsigned({ kid: good.kid }, claims(), 'abc')],
    ['no kid', () => unsigned({ alg: 'RS256' }, claims(), 'abc')],
    ['an invented signature', () => unsigned({ alg: 'RS256', kid: good.kid }, claims(), 'abc')],
    ["another's key under our kid", () => bearer({ ...stranger, kid: good.kid })],
    ['a changed body', async () => tampered(await bearer(good))],
    ['an unknown key', () => bearer(stranger)],
    ['a key without endorsements', () => bearer(unendorsed)],
    ['a key endorsed for another channel', () => bearer(otherChannel)],
    ['another issuer', () => bearer(good, claims({ iss: 'https://evil.example' }))],
    ['an issuer with a slash', () => bearer(good, claims({ iss: 'https://api.botframework.com/' }))],
    ['no issuer', () => bearer(good, claims({ iss: undefined }))],
    ['the emulator', () => bearer(good, claims({ iss: emulatorIssuer, appid: appId, ver: '1.0' }))],
    ['a skill', () => bearer(good, claims({ iss: emulatorIssuer, appid: randomUUID(), ver: '2.0' }))],
    ['another audience', () => bearer(good, claims({ aud: randomUUID() }))],
    ['a list of audiences', () => bearer(good, claims({ aud: [appId] }))],
    ['no audience', () => bearer(good, claims({ aud: undefined }))],
    ['expired', () => bearer(good, claims({ exp: seconds - 400 }))],
    ['no end', () => bearer(good, claims({ exp: undefined }))],
    ['not yet valid', () => bearer(good, claims({ nbf: seconds + 3_600 }))],
    ['issued in the future', () => bearer(good, claims({ iat: seconds + 3_600 }))],
    ['no serviceUrl claim', () => bearer(good, claims({ serviceurl: undefined }))],
    [
      'another serviceUrl',
      () => bearer(good, claims({ serviceurl: 'https://smba.trafficmanager.net/amer/' })),
    ],
    ['a serviceUrl without the slash', () => bearer(good, claims({ serviceurl: serviceUrl.slice(0, -1) }))],
  ];

  it.each(refusedTokens)('refuses a token with %s', async (_name, make) => {
    const answer = await receive(await make());
    expect(answer).toEqual({ status: 401, body: { error: expect.stringMatching(/^token-/) } });
    expect(taken).toHaveLength(0);
  });

  it('refuses a genuine token on a foreign address', async () => {
    const evil = 'https://evil.example/';
    const token = await bearer(good, claims({ serviceurl: evil }));
    expect(await receive(token, personalMessage({ serviceUrl: evil }))).toMatchObject({ status: 403 });
  });
});

function tampered(authorization: string): string {
  const [header, , signature] = authorization.split('.');
  return `${header}.${base64url(claims({ extra: 1 }))}.${signature}`;
}

describe('signing keys', () => {
  async function start(keys: readonly Record<string, unknown>[], now: () => number = Date.now) {
    const server = await startKeyServer(keys);
    const make = () =>
      createAdapter({
        appId,
        connectorHosts: [],
        channelOpenIdUrl: server.url,
        bot: createBot(parts),
        log: silentLog,
        now,
      });
    return { server, make };
  }
  const receive = async (adapter: Adapter, key = good, payload = claims()) => {
    const answer = await adapter.receive({
      authorization: await bearer(key, payload),
      body: personalMessage(),
    });
    return answer.status;
  };

  it.each(['failing', 'hanging'] as const)('answers 503 while the key server is %s', async (mode) => {
    const { server, make } = await start([good.jwk]);
    server.mode = mode;
    const startedAt = Date.now();
    const answer = await make().receive({ authorization: await bearer(good), body: personalMessage() });
    expect(answer).toEqual({ status: 503, body: { error: 'keys-unavailable' } });
    expect(Date.now() - startedAt).toBeLessThan(6_000);
    await server.stop();
  });

  it('says whether it can check tokens, and recovers', async () => {
    let at = Date.now();
    const { server, make } = await start([good.jwk], () => at);
    server.mode = 'failing';
    const adapter = make();
    expect(await adapter.keysUsable()).toBe(false);
    server.mode = 'up';
    at += 2_000;
    expect(await adapter.keysUsable()).toBe(true);
    expect(await receive(adapter)).toBe(200);
    await server.stop();
  });

  it('keeps good keys through an outage of days', async () => {
    let at = Date.now();
    const { server, make } = await start([good.jwk], () => at);
    const adapter = make();
    expect(await receive(adapter)).toBe(200);
    server.mode = 'failing';
    at += 25 * 3_600_000;
    const later = Math.floor(at / 1_000);
    const payload = claims({ nbf: later, exp: later + 3_600 });
    expect(await receive(adapter, good, payload)).toBe(200);
    expect(await receive(adapter, { ...stranger, kid: good.kid }, payload)).toBe(401);
    expect(await receive(adapter)).toBe(401);
    at += 8 * 24 * 3_600_000;
    expect(await receive(adapter, good, claims({ exp: Math.floor(at / 1_000) }))).toBe(503);
    await server.stop();
  });

  it('takes a new key within a minute, and asks for invented ones once a minute', async () => {
    let at = Date.now();
    const { server, make } = await start([good.jwk], () => at);
    const adapter = make();
    expect(await receive(adapter)).toBe(200);
    server.keys = [good.jwk, stranger.jwk];
    at += 60_000;
    expect(await receive(adapter, stranger)).toBe(200);
    expect(server.counts.keys).toBe(2);
    const invented = Array.from({ length: 50 }, () => receive(adapter, { ...good, kid: randomUUID() }));
    expect(new Set(await Promise.all(invented))).toEqual(new Set([401]));
    expect(server.counts.keys).toBe(2);
    await server.stop();
  });

  it('asks once for many first messages', async () => {
    const { server, make } = await start([good.jwk]);
    const adapter = make();
    const answers = await Promise.all(Array.from({ length: 20 }, () => receive(adapter)));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(server.counts).toEqual({ metadata: 1, keys: 1 });
    await server.stop();
  });
});

describe('turns', () => {
  function anonymous(change: Partial<BotParts> = {}) {
    const logged: unknown[] = [];
    const log = { warn: () => {}, error: (fields: unknown) => logged.push(fields) };
    const bot = createBot({ ...parts, ...change });
    const adapter = createAdapter({ appId: undefined, connectorHosts: ['localhost:56150'], bot, log });
    const receive = (body: unknown) => adapter.receive({ authorization: undefined, body });
    return { receive, logged };
  }

  it('takes what the Playground sends', async () => {
    const body = personalMessage({ serviceUrl: 'http://localhost:56150/_connector' });
    expect(await anonymous().receive(body)).toEqual({ status: 200 });
    expect(taken[0]).toMatchObject({ kind: { type: 'text', text: 'Outlook asks for my password' } });
  });

  it('answers a press with the card', async () => {
    const value = { action: { type: 'Action.Execute', verb: 'claim-ticket', data: { card: 'c' } } };
    expect(await anonymous().receive(press(value))).toEqual({
      status: 200,
      body: {
        statusCode: 200,
        type: 'application/vnd.microsoft.card.adaptive',
        value: { type: 'AdaptiveCard' },
      },
    });
    expect(pressed).toEqual([
      expect.objectContaining({
        verb: 'claim-ticket',
        data: { card: 'c' },
        threadId: '19:desk@thread.tacv2;messageid=1795240091422',
        chat: expect.objectContaining({ id: '19:desk@thread.tacv2', kind: 'channel' }),
      }),
    ]);
  });

  it('answers a press with a text', async () => {
    const { receive } = anonymous({ onPress: async () => ({ text: 'Anna has it' }) });
    expect(await receive(press({ action: { verb: 'claim-ticket' } }))).toMatchObject({
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Anna has it' },
    });
  });

  it('does not put replies into the answer, whoever asks for it', async () => {
    const body = press({ action: { verb: 'claim-ticket' } }, { deliveryMode: 'expectReplies' });
    expect(await anonymous().receive(body)).toMatchObject({ body: { statusCode: 200 } });
  });

  it.each([
    [undefined],
    [null],
    ['x'],
    [{}],
    [{ action: 'x' }],
    [{ action: { verb: 5 } }],
    [{ action: { verb: '' } }],
    [{ action: { verb: 'v'.repeat(65) } }],
  ])('answers the malformed action %j with an error in a 200', async (value) => {
    expect(await anonymous().receive(press(value))).toMatchObject({
      status: 200,
      body: { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'BadRequest' } },
    });
    expect(pressed).toHaveLength(0);
  });

  it.each([
    ['message/submitAction', 200],
    ['task/fetch', 501],
    ['fileConsent/invoke', 501],
    [undefined, 501],
    [5, 501],
  ])('answers the invoke %s with %d and nothing', async (name, status) => {
    const answer = await anonymous().receive(press({}, { name }));
    expect(answer.status).toBe(status);
    expect(answer.body).toBeUndefined();
  });

  it.each(['typing', 'event', 'endOfConversation'])('ignores %s', async (type) => {
    expect(await anonymous().receive(personalMessage({ type }))).toEqual({ status: 200 });
    expect(taken).toHaveLength(0);
  });

  it('survives odd types in every field', async () => {
    const fields = [
      'text',
      'recipient',
      'entities',
      'attachments',
      'channelData',
      'locale',
      'timestamp',
      'value',
    ];
    const odd = [null, 5, 'x', [], [null], {}, true, { id: 5 }];
    const { receive } = anonymous();
    for (const type of ['message', 'conversationUpdate', 'invoke', 'installationUpdate', 'messageUpdate']) {
      for (const field of fields) {
        for (const value of odd) {
          const { status } = await receive(channelMessage('hello', { type, [field]: value }));
          expect([200, 501], `${type} ${field} ${JSON.stringify(value)}`).toContain(status);
        }
      }
    }
  });

  it('answers what may pass with 503, everything else with 500, and tells nobody the text', async () => {
    const busy = anonymous({
      onInbound: async () => {
        throw new AppError('store-unavailable', 'SELECT secret', { retryable: true });
      },
    });
    expect(await busy.receive(personalMessage())).toEqual({ status: 503, body: { error: 'busy' } });

    const broken = anonymous({
      onInbound: async () => {
        throw new Error('SELECT secret');
      },
    });
    const answer = await broken.receive(personalMessage());
    expect(answer).toEqual({ status: 500, body: { error: 'internal', id: expect.any(String) } });
    expect(broken.logged).toEqual([
      expect.objectContaining({ event: 'turn-failed', errorId: (answer.body as { id: string }).id }),
    ]);
  });
});
