import type { LookupAddress } from 'node:dns';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addressRefused,
  createGuardedAgent,
  type Guard,
  guardedLookup,
} from '../../src/remote/guarded-agent.ts';
import { type Listener, listener } from './listener.ts';

let server: Listener;
beforeAll(async () => {
  server = await listener((_request, response) => response.end('x'.repeat(2_000)), '127.0.0.1');
});
afterAll(() => server.stop());

const resolvesTo =
  (...addresses: string[]): NonNullable<Guard['resolve']> =>
  async () =>
    addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }));

/** The status, or the code of the error. */
async function ask(dispatcher: Agent, host: string): Promise<unknown> {
  try {
    const { statusCode, body } = await request(`http://${host}:${server.port}/`, { dispatcher });
    await body.text();
    return statusCode;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  } finally {
    await dispatcher.destroy();
  }
}

describe('a look-up for a client of its own', () => {
  const agent = (guard: Guard) => new Agent({ connect: { lookup: guardedLookup(guard) } });
  const seam: Guard = { loopback: ['inside.example:1', 'localhost:1'] };

  it.each([
    ['a seam at loopback', 'inside.example', ['127.0.0.1'], 200],
    ['a seam elsewhere', 'inside.example', ['10.0.0.1'], addressRefused],
    ['a seam at a public address', 'inside.example', ['1.1.1.1'], addressRefused],
    ['another name at loopback', 'outside.example', ['127.0.0.1'], addressRefused],
    ['another name, half at loopback', 'outside.example', ['1.1.1.1', '127.0.0.1'], addressRefused],
    ['a name without addresses', 'outside.example', [], addressRefused],
  ])('%s', async (_name, host, addresses, outcome) => {
    expect(await ask(agent({ ...seam, resolve: resolvesTo(...addresses) }), host)).toBe(outcome);
  });

  it('asks the system when nobody else is named', async () => {
    expect(await ask(agent(seam), 'localhost')).toBe(200);
    expect(await ask(agent({}), 'localhost')).toBe(addressRefused);
    expect(await ask(agent({ loopback: 'any' }), 'localhost')).toBe(200);
  });

  it('answers a client that wants one address as well', async () => {
    const lookup = guardedLookup({ loopback: 'any', resolve: resolvesTo('127.0.0.1', '::1') });
    const answer = await new Promise((resolve) => lookup('localhost', {}, (...found) => resolve(found)));
    expect(answer).toEqual([null, '127.0.0.1', 4]);
  });
});

it('a dispatcher bounds the answer’s size, and speaks http to seams alone', async () => {
  const loopback = [`127.0.0.1:${server.port}`];
  expect(await ask(createGuardedAgent({ loopback, connectTimeoutMs: 1_000 }), '127.0.0.1')).toBe(200);
  const small = createGuardedAgent({ loopback, connectTimeoutMs: 1_000, maxAnswerBytes: 1_000 });
  expect(await ask(small, '127.0.0.1')).toBe('UND_ERR_RES_EXCEEDED_MAX_SIZE');
  const resolve = resolvesTo('1.1.1.1');
  expect(await ask(createGuardedAgent({ connectTimeoutMs: 1_000, resolve }), 'one.example')).toBe(
    addressRefused,
  );
});
