import { randomUUID } from 'node:crypto';
import { exportJWK, importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/chat.ts';
import { AppError } from '../../src/domain/errors.ts';
import { type Adapter, createAdapter } from '../../src/teams/adapter.ts';
import { type BotParts, createBot, type RawPress } from '../../src/teams/bot.ts';
import { foreignServiceUrls, hostileTokens, soundClaims, type TokenSigner } from '../support/hostile.ts';
import {
  appId,
  bearer,
  channelMessage,
  claims,
  fetchJson,
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

/** Signs whatever it is told, with one thing wrong at most. */
const signer: TokenSigner = {
  appId,
  serviceUrl,
  kid: good.kid,
  publicKey: good.jwk,
  async sign(payload, header = {}, by = 'channel') {
    const keys = { channel: good, unendorsed, 'other-channel': otherChannel, stranger };
    const { kid, privateKey } = keys[by];
    const given = { alg: 'RS256', kid, ...header };
    const key = await importJWK(await exportJWK(privateKey), given.alg);
    return `Bearer ${await new SignJWT(payload).setProtectedHeader(given).sign(key)}`;
  },
};

const seconds = Math.floor(Date.now() / 1_000);

describe('tokens', () => {
  let server: KeyServer;
  let adapter: Adapter;
  beforeAll(async () => {
    server = await startKeyServer([good.jwk, unendorsed.jwk, otherChannel.jwk]);
    adapter = createAdapter({
      appId,
      connectorHosts: ['localhost:56150'],
      openIdUrl: server.url,
      fetchJson,
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

  it.each(hostileTokens)('refuses a token with $name', async ({ make }) => {
    const answer = await receive(await make(signer));
    expect(answer).toEqual({ status: 401, body: { error: expect.stringMatching(/^token-/) } });
    expect(taken).toHaveLength(0);
  });

  it('has tried enough of them', async () => {
    console.log(`tokens: ${hostileTokens.length} refused with 401`);
    expect(hostileTokens.length).toBeGreaterThanOrEqual(60);
    expect(await receive(await signer.sign(soundClaims(signer)))).toEqual({ status: 200 });
  });

  it.each(foreignServiceUrls.map((url) => [url]))(
    'refuses a genuine token on the address %j',
    async (url) => {
      const token = await signer.sign(soundClaims(signer, { serviceurl: url }));
      const { status } = await receive(token, personalMessage({ serviceUrl: url }));
      // Without any address it is no activity at all.
      expect(status).toBe(typeof url === 'string' && url !== '' ? 403 : 400);
      expect(taken).toHaveLength(0);
    },
  );
});

describe('signing keys', () => {
  async function start(keys: readonly Record<string, unknown>[], now: () => number = Date.now) {
    const server = await startKeyServer(keys);
    const make = () =>
      createAdapter({
        appId,
        connectorHosts: [],
        openIdUrl: server.url,
        fetchJson,
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
    const connectorHosts = ['localhost:56150'];
    const adapter = createAdapter({ appId: undefined, connectorHosts, openIdUrl: '', fetchJson, bot, log });
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

  it.each([
    ['en-US', 'I am still working on it. The card will change by itself.'],
    ['ru-RU', 'Это займёт ещё немного времени. Карточка изменится сама.'],
    ['zh-CN', '仍在处理中，卡片会自动更新。'],
    [undefined, 'I am still working on it. The card will change by itself.'],
    [5, 'I am still working on it. The card will change by itself.'],
  ])('answers a press whose turn goes on, to a client in %s', async (locale, value) => {
    const { receive } = anonymous({ onPress: async () => 'working' });
    expect(await receive(press({ action: { verb: 'claim-ticket' } }, { locale }))).toEqual({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value },
    });
  });

  it('takes an activity of long ago, and counts it', async () => {
    let stale = 0;
    const logged: unknown[] = [];
    const adapter = createAdapter({
      appId: undefined,
      connectorHosts: [],
      openIdUrl: '',
      fetchJson,
      bot: createBot(parts),
      log: { warn: (fields) => logged.push(fields), error: () => {} },
      stale: () => {
        stale += 1;
      },
    });
    const send = (timestamp: string) =>
      adapter.receive({ authorization: undefined, body: personalMessage({ timestamp }) });
    expect(await send(new Date().toISOString())).toEqual({ status: 200 });
    expect(stale).toBe(0);
    expect(await send('2020-01-01T00:00:00.000Z')).toEqual({ status: 200 });
    expect(await send('2120-01-01T00:00:00.000Z')).toEqual({ status: 200 });
    expect([stale, logged, taken.length]).toEqual([2, [{ event: 'activity-stale', reason: 'old' }], 3]);
  });

  it('counts every refusal, and logs one a minute of each reason', async () => {
    let at = Date.now();
    const logged: unknown[] = [];
    const counts = new Map<string, number>();
    const adapter = createAdapter({
      appId,
      connectorHosts: [],
      openIdUrl: '',
      fetchJson,
      bot: createBot(parts),
      log: {
        warn: (fields) => fields.event === 'activity-refused' && logged.push(fields),
        error: () => {},
      },
      refused: (reason) => counts.set(reason, (counts.get(reason) ?? 0) + 1),
      now: () => at,
    });
    const flood = async () => {
      for (let n = 0; n < 100; n += 1) {
        expect((await adapter.receive({ authorization: undefined, body: {} })).status).toBe(401);
        expect((await adapter.receive({ authorization: 'Bearer x', body: {} })).status).toBe(400);
      }
    };
    await flood();
    at += 59_999;
    await flood();
    const lines = [
      { event: 'activity-refused', status: 401, reason: 'token-missing' },
      { event: 'activity-refused', status: 400, reason: 'activity-malformed' },
    ];
    expect(logged).toEqual(lines);
    at += 1;
    await flood();
    expect(logged).toEqual([...lines, ...lines]);
    expect([...counts]).toEqual([
      ['token-missing', 300],
      ['activity-malformed', 300],
    ]);
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

  it.each([['task/fetch'], ['fileConsent/invoke'], ['composeExtension/query'], [undefined], [5]])(
    'refuses the invoke %s',
    async (name) => {
      const body = { error: 'invoke-not-served' };
      expect(await anonymous().receive(press({}, { name }))).toEqual({ status: 400, body });
    },
  );

  it('answers an old-style submit with nothing', async () => {
    const answer = await anonymous().receive(press({}, { name: 'message/submitAction' }));
    expect(answer).toEqual({ status: 200, body: undefined });
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
          expect([200, 400], `${type} ${field} ${JSON.stringify(value)}`).toContain(status);
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
