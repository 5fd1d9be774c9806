import { ClaimsIdentity } from 'botframework-connector';
import { beforeEach, describe, expect, it } from 'vitest';
import { createKnownTokens, type KnownTokens } from '../../src/teams/known-tokens.ts';

type Key = Awaited<ReturnType<Parameters<KnownTokens['remember']>[2]['keys']['getKey']>>;

const start = Date.UTC(2026, 10, 21, 9);
const expiresAt = start / 1_000 + 3_600;
const header = (kid: string) => Buffer.from(JSON.stringify({ alg: 'RS256', kid })).toString('base64url');
const bearer = (kid: string, rest = 'claims.signature') => `Bearer ${header(kid)}.${rest}`;
const identity = new ClaimsIdentity([{ type: 'exp', value: String(expiresAt) }], true);

let known: KnownTokens;
let now: number;
let keys: Map<string, Key>;
const trust = { keys: { getKey: async (id: string) => keys.get(id) ?? null }, now: () => now };
const aKey = () => ({ endorsements: ['msteams'] }) as unknown as Key;
beforeEach(async () => {
  known = createKnownTokens();
  now = start;
  keys = new Map([['k', aKey()]]);
  await known.remember(bearer('k'), identity, trust);
});

describe('a token that was verified', () => {
  it('is known again, with what it claims', async () => {
    const again = await known.identityOf(bearer('k'), trust);
    expect(again?.isAuthenticated).toBe(true);
    expect(again?.getClaimValue('exp')).toBe(String(expiresAt));
  });

  it.each<[string, string, () => void]>([
    ['another one', bearer('k', 'claims.another'), () => {}],
    [
      'one whose time is over',
      bearer('k'),
      () => {
        now = (expiresAt + 301) * 1_000;
      },
    ],
    ['one whose key is trusted no more', bearer('k'), () => keys.clear()],
    ['one whose key was replaced under its id', bearer('k'), () => keys.set('k', aKey())],
  ])('%s is not', async (_name, token, change) => {
    change();
    expect(await known.identityOf(token, trust)).toBeUndefined();
  });

  it('is known until the five minutes of grace are over', async () => {
    now = (expiresAt + 299) * 1_000;
    expect(await known.identityOf(bearer('k'), trust)).toBeDefined();
  });

  it('is forgotten when a thousand others came', async () => {
    for (let n = 0; n < 1_000; n += 1) await known.remember(bearer('k', `c.${n}`), identity, trust);
    expect(await known.identityOf(bearer('k'), trust)).toBeUndefined();
    expect(await known.identityOf(bearer('k', 'c.999'), trust)).toBeDefined();
  });
});
