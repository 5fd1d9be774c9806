// Activities as Teams and the Agents Playground send them, and tokens as the channel signs them.
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { createFetchJson } from '../../src/remote/fetch-json.ts';
import { createGuardedFetch } from '../../src/remote/guarded-fetch.ts';

export const serviceUrl = 'https://smba.trafficmanager.net/emea/';
export const tenantId = '2f9d1a34-8e57-4b0c-a6f3-51c0d7e8ab02';
export const botId = '28:northwind-support';

export function personalMessage(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: '1795240091422',
    channelId: 'msteams',
    serviceUrl,
    text: 'Outlook asks for my password',
    textFormat: 'plain',
    locale: 'ru-RU',
    localTimezone: 'Europe/Moscow',
    from: { id: '29:anna', name: 'Anna Petrova', aadObjectId: 'a0000000-0000-4000-8000-000000000001' },
    recipient: { id: botId, name: 'Northwind Support' },
    conversation: { id: 'a:anna', conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    entities: [{ type: 'clientInfo', locale: 'ru-RU', country: 'RU', timezone: 'Europe/Moscow' }],
    ...change,
  };
}

export function channelMessage(text: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return personalMessage({
    text,
    conversation: {
      id: '19:desk@thread.tacv2;messageid=1795240091422',
      conversationType: 'channel',
      isGroup: true,
      tenantId,
    },
    channelData: { tenant: { id: tenantId }, team: { id: '19:team@thread.tacv2' } },
    ...change,
  });
}

export function press(value: unknown, change: Record<string, unknown> = {}): Record<string, unknown> {
  return channelMessage('', { type: 'invoke', name: 'adaptiveCard/action', value, ...change });
}

export const appId = '11111111-2222-4333-8444-555555555555';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: Record<string, unknown>;
}

export async function signingKey(
  endorsements: readonly string[] | 'none' = ['msteams'],
): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomUUID();
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig' };
  return { kid, privateKey, jwk: endorsements === 'none' ? jwk : { ...jwk, endorsements } };
}

export function claims(change: Record<string, unknown> = {}): JWTPayload {
  const seconds = Math.floor(Date.now() / 1_000);
  return {
    iss: 'https://api.botframework.com',
    aud: appId,
    serviceurl: serviceUrl,
    iat: seconds,
    nbf: seconds,
    exp: seconds + 3_600,
    ...change,
  };
}

export async function bearer(
  key: SigningKey,
  payload: JWTPayload = claims(),
  alg = 'RS256',
): Promise<string> {
  const token = await new SignJWT(payload).setProtectedHeader({ alg, kid: key.kid }).sign(key.privateKey);
  return `Bearer ${token}`;
}

/** An OpenID metadata document and its keys on loopback, under an address nobody has asked for before. */
export interface KeyServer {
  readonly url: string;
  keys: readonly Record<string, unknown>[];
  mode: 'up' | 'failing' | 'hanging';
  readonly counts: { keys: number; metadata: number };
  stop(): Promise<void>;
}

export async function startKeyServer(keys: readonly Record<string, unknown>[]): Promise<KeyServer> {
  const path = `/${randomUUID()}`;
  const counts = { keys: 0, metadata: 0 };
  const http: Server = createServer((request, response) => {
    const isKeys = request.url === `${path}/keys`;
    counts[isKeys ? 'keys' : 'metadata'] += 1;
    if (server.mode === 'hanging') return;
    const body = isKeys ? { keys: server.keys } : { jwks_uri: server.url.replace('/openid', '/keys') };
    response.writeHead(server.mode === 'up' ? 200 : 500).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const server: KeyServer = {
    url: `http://127.0.0.1:${port}${path}/openid`,
    keys,
    mode: 'up',
    counts,
    stop: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return server;
}

/** Fetches from key servers on this machine. */
export const fetchJson = createFetchJson({
  fetch: createGuardedFetch({ loopback: 'any' }),
  timeoutMs: 5_000,
  maxBytes: 1_000_000,
  onDate: () => {},
});

export const silentLog = { warn: () => {}, error: () => {} };
