import { ClientSecretCredential, ManagedIdentityCredential } from '@azure/identity';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { cachedTokens, createTokenSource, type TokenSourceOptions } from '../../src/teams/credentials.ts';

vi.mock('@azure/identity', { spy: true });

const bot = {
  appId: '11111111-2222-4333-8444-555555555555',
  appType: 'SingleTenant',
  tenantId: undefined,
  password: undefined,
} as const;

describe('createTokenSource', () => {
  it.each([
    ['no bot', { bot: undefined, production: false, loginUrl: undefined }],
    ['a bot, but not in production', { bot, production: false, loginUrl: undefined }],
  ])('signs in nowhere with %s', async (_name, options) => {
    expect(await createTokenSource(options).token()).toBe('test-token');
  });

  it('refuses a bot without the means to sign in', () => {
    expect(() => createTokenSource({ bot, production: true, loginUrl: undefined })).toThrow(/password/);
  });
});

describe('where the bot signs in', () => {
  const microsoft = 'https://login.microsoftonline.com';
  const { tenantId: _t, password: _p, ...rest } = bot;
  const secret = { ...rest, tenantId: 'home', password: 'secret' };
  const source = (credentials: TokenSourceOptions['bot'], loginUrl?: string) =>
    createTokenSource({ bot: credentials, production: true, loginUrl });
  beforeEach(() => vi.clearAllMocks());

  it('is said by us, whatever the variables of the library say', () => {
    source(secret);
    expect(ClientSecretCredential).toHaveBeenCalledWith('home', bot.appId, 'secret', {
      authorityHost: microsoft,
    });
    source({ ...secret, appType: 'UserAssignedMSI' });
    // The library adds to what it is given.
    const own = { clientId: bot.appId, authorityHost: microsoft };
    expect(ManagedIdentityCredential).toHaveBeenCalledWith(expect.objectContaining(own));
  });

  it('for anything but Teams is its own tenant, also where it serves many', () => {
    const many = { ...secret, appType: 'MultiTenant' } as const;
    source(many);
    expect(ClientSecretCredential).toHaveBeenLastCalledWith(
      'botframework.com',
      bot.appId,
      'secret',
      expect.anything(),
    );
    createTokenSource({ bot: many, production: true, loginUrl: undefined, scope: 'https://else.example' });
    expect(ClientSecretCredential).toHaveBeenLastCalledWith('home', bot.appId, 'secret', expect.anything());
  });

  it('is the seam of tests', () => {
    source(secret, 'https://localhost:4443');
    expect(ClientSecretCredential).toHaveBeenCalledWith('home', bot.appId, 'secret', {
      authorityHost: 'https://localhost:4443',
      disableInstanceDiscovery: true,
    });
  });
});

describe('tokens of a credential', () => {
  function counting() {
    const made: number[] = [];
    let fetched = 0;
    const tokens = cachedTokens(() => {
      const number = made.push(0);
      return {
        getToken: async (scope) => {
          fetched += 1;
          await new Promise((resolve) => setImmediate(resolve));
          return { token: `${number} ${scope}`, expiresOnTimestamp: 0 };
        },
      };
    });
    return { tokens, made, fetched: () => fetched };
  }

  it('are for what they are asked for', async () => {
    const asked: unknown[] = [];
    const credential = {
      getToken: async (scope: unknown) => {
        asked.push(scope);
        return { token: 'token', expiresOnTimestamp: 0 };
      },
    };
    await cachedTokens(() => credential, 'https://else.example').token();
    await cachedTokens(() => credential).token();
    expect(asked).toEqual(['https://else.example', 'https://api.botframework.com/.default']);
  });

  it('are fetched once for calls at the same moment', async () => {
    const { tokens, fetched } = counting();
    const answers = await Promise.all(Array.from({ length: 500 }, () => tokens.token()));
    expect(new Set(answers)).toEqual(new Set(['1 https://api.botframework.com/.default']));
    expect(fetched()).toBe(1);
  });

  it('are fetched with a new credential when refused, but once only', async () => {
    const { tokens, made } = counting();
    const old = await tokens.token();
    const answers = await Promise.all([tokens.token(old), tokens.token(old), tokens.token(old)]);
    expect(new Set(answers)).toEqual(new Set(['2 https://api.botframework.com/.default']));
    expect(await tokens.token(old)).toBe('2 https://api.botframework.com/.default');
    expect(made).toHaveLength(2);
  });

  it('are those of the new credential, although the old one is still being asked', async () => {
    const { tokens } = counting();
    const old = await tokens.token();
    const stillAsked = tokens.token();
    const renewed = tokens.token(old);
    expect(await renewed).toBe('2 https://api.botframework.com/.default');
    await stillAsked;
    expect(await tokens.token(old)).toBe('2 https://api.botframework.com/.default');
  });

  it('are not waited for longer than ten seconds', async () => {
    vi.useFakeTimers();
    const tokens = cachedTokens(() => ({ getToken: () => new Promise(() => {}) }));
    const answer = expect(tokens.token()).rejects.toMatchObject({ code: 'credentials-unavailable' });
    await vi.advanceTimersByTimeAsync(10_000);
    await answer;
    vi.useRealTimers();
  });

  it('are unavailable for a while, not for ever', async () => {
    let up = false;
    const tokens = cachedTokens(() => ({
      getToken: async () => {
        if (!up) throw new Error('AADSTS');
        return { token: 'token', expiresOnTimestamp: 0 };
      },
    }));
    await expect(tokens.token()).rejects.toMatchObject({ code: 'credentials-unavailable', retryable: true });
    up = true;
    expect(await tokens.token()).toBe('token');
  });
});
