import { ClientSecretCredential } from '@azure/identity';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type CustomerTokensOptions, createCustomerTokens } from '../../src/remote/customer-tokens.ts';

vi.mock('@azure/identity', { spy: true });

const bot = { appId: '11111111-2222-4333-8444-555555555555', password: 'secret' };
const inTime = () => AbortSignal.timeout(5_000);
const getToken = () => vi.spyOn(ClientSecretCredential.prototype, 'getToken');

beforeEach(() => vi.restoreAllMocks());

describe('where nobody signs in', () => {
  it.each<[string, CustomerTokensOptions, object]>([
    ['development', { bot, production: false, loginUrl: undefined }, { ok: true, value: 'test-token' }],
    ['no bot', { bot: undefined, production: true, loginUrl: undefined }, { ok: false, reason: 'no-secret' }],
    [
      'a managed identity',
      { bot: { ...bot, password: undefined }, production: true, loginUrl: undefined },
      { ok: false, reason: 'no-secret' },
    ],
  ])('%s', async (_name, options, expected) => {
    const asked = getToken();
    expect(await createCustomerTokens(options)('tenant', 'global', inTime())).toEqual(expected);
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('a token', () => {
  const tokens = (loginUrl?: string) => createCustomerTokens({ bot, production: true, loginUrl });
  const answering = (token: string) => getToken().mockResolvedValue({ token, expiresOnTimestamp: 0 });

  it.each([
    ['global', 'https://login.microsoftonline.com', 'https://graph.microsoft.com/.default'],
    ['us-government', 'https://login.microsoftonline.us', 'https://graph.microsoft.us/.default'],
    ['21vianet', 'https://login.chinacloudapi.cn', 'https://microsoftgraph.chinacloudapi.cn/.default'],
  ] as const)('of the %s cloud is of the tenant itself', async (cloud, authorityHost, scope) => {
    vi.clearAllMocks();
    const asked = answering('token');
    expect(await tokens()('tenant-1', cloud, inTime())).toEqual({ ok: true, value: 'token' });
    expect(ClientSecretCredential).toHaveBeenCalledWith('tenant-1', bot.appId, 'secret', { authorityHost });
    expect(asked).toHaveBeenCalledWith(scope);
  });

  it('comes from the seam of tests', async () => {
    vi.clearAllMocks();
    answering('token');
    await tokens('https://localhost:4443')('tenant-1', 'global', inTime());
    expect(ClientSecretCredential).toHaveBeenCalledWith('tenant-1', bot.appId, 'secret', {
      authorityHost: 'https://localhost:4443',
      disableInstanceDiscovery: true,
    });
  });

  it('is asked of one credential per tenant, which keeps it', async () => {
    vi.clearAllMocks();
    answering('token');
    const token = tokens();
    for (const tenant of ['one', 'two', 'one']) await token(tenant, 'global', inTime());
    expect(vi.mocked(ClientSecretCredential).mock.calls.map(([tenant]) => tenant)).toEqual(['one', 'two']);
  });

  it.each([
    ['AADSTS700016: Application with identifier was not found in the directory', 'no-consent'],
    ['AADSTS65001: The user or administrator has not consented', 'no-consent'],
    ['AADSTS7000229: The client application is missing service principal', 'no-consent'],
    ['AADSTS7000215: Invalid client secret provided', 'sign-in-refused'],
    ['AADSTS7000222: The provided client secret keys are expired', 'sign-in-refused'],
    ['getaddrinfo ENOTFOUND login.microsoftonline.com', 'unreachable'],
  ])('refused with "%s" is %s', async (message, reason) => {
    getToken().mockRejectedValue(new Error(message));
    expect(await tokens()('tenant', 'global', inTime())).toEqual({ ok: false, reason });
  });

  it('that was refused is not given again: who has consented meanwhile need not wait until it ends', async () => {
    vi.clearAllMocks();
    answering('old');
    const token = tokens();
    const ask = (tenantId: string, refused?: string) => token(tenantId, 'global', inTime(), refused);
    await ask('tenant-1');
    await ask('tenant-2');
    expect(ClientSecretCredential).toHaveBeenCalledTimes(2);
    await ask('tenant-1', 'old');
    expect(ClientSecretCredential).toHaveBeenCalledTimes(3);
    answering('new');
    await ask('tenant-1');
    // Refused long ago: another is in use by now.
    await ask('tenant-1', 'old');
    await ask('tenant-2');
    expect(ClientSecretCredential).toHaveBeenCalledTimes(3);
  });

  it('is not waited for longer than allowed', async () => {
    getToken().mockReturnValue(new Promise(() => undefined));
    const waiting = new AbortController();
    const answer = tokens()('tenant', 'global', waiting.signal);
    waiting.abort();
    expect(await answer).toEqual({ ok: false, reason: 'unreachable' });
    expect(await tokens()('tenant', 'global', waiting.signal)).toEqual({ ok: false, reason: 'unreachable' });
  });
});
