// The Bot Framework's token service: metadata, keys, and the tokens that the connector sends to the bot.
import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

export interface TokenOptions {
  /** Replaces or, with `undefined`, leaves out claims; times in seconds. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Signs with a key that no metadata names, under the current key's id. */
  readonly forged?: boolean;
}

export interface Signing {
  /** Paths below the fake's address; random, since the SDK keeps keys by address. */
  readonly metadataPath: string;
  readonly keysPath: string;
  keys(): { keys: PublishedKey[] };
  /** Any claims under any header: for tokens that no genuine service would make. */
  sign(claims: Claims, header?: Claims, by?: SignedBy): Promise<string>;
  /** Like Teams, gives the same good token for about a minute. */
  token(appId: string, serviceUrl: string, now: number, options?: TokenOptions): Promise<string>;
  /** From now on another key signs, and the metadata name the old one no longer. */
  rotate(): Promise<void>;
}

type Claims = Readonly<Record<string, unknown>>;

/** The stranger's key is named by no metadata, the others' are. */
export type SignedBy = 'channel' | 'unendorsed' | 'other-channel' | 'stranger';

/** A key without the endorsement would be good for every channel. */
type PublishedKey = JWK & { readonly endorsements?: readonly string[] };

interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly published: PublishedKey;
}

const hourSeconds = 3600;

export async function createSigning(): Promise<Signing> {
  const room = randomUUID();
  let key = await newKey(['msteams']);
  const unendorsed = await newKey();
  const otherChannel = await newKey(['webchat']);
  const stranger = await newKey(['msteams']);
  let good = { name: '', token: '' };
  return {
    metadataPath: `/${room}/.well-known/openidconfiguration`,
    keysPath: `/${room}/keys`,
    keys: () => ({ keys: [key, unendorsed, otherChannel].map(({ published }) => published) }),
    async sign(claims, header = {}, by = 'channel') {
      const { id, privateKey } = { channel: key, unendorsed, 'other-channel': otherChannel, stranger }[by];
      const given = { alg: 'RS256', kid: id, typ: 'JWT', ...header };
      const signer = await importJWK(await exportJWK(privateKey), given.alg);
      return new SignJWT(claims).setProtectedHeader(given).sign(signer);
    },
    async token(appId, serviceUrl, now, options) {
      const { claims = {}, forged = false } = options ?? {};
      const seconds = Math.floor(now / 1000);
      const name = `${key.id} ${appId} ${serviceUrl} ${Math.floor(seconds / 60)}`;
      if (!options && good.name === name) return good.token;
      const payload = {
        iss: 'https://api.botframework.com',
        aud: appId,
        serviceurl: serviceUrl,
        nbf: seconds - 60,
        exp: seconds + hourSeconds,
        ...claims,
      };
      const signer = forged ? stranger : key;
      const token = await new SignJWT(JSON.parse(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'RS256', kid: key.id, typ: 'JWT' })
        .sign(signer.privateKey);
      if (!options) good = { name, token };
      return token;
    },
    async rotate() {
      key = await newKey(['msteams']);
    },
  };
}

async function newKey(endorsements?: readonly string[]): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const id = randomUUID();
  const jwk = await exportJWK(publicKey);
  return {
    id,
    privateKey,
    published: { ...jwk, kid: id, use: 'sig', ...(endorsements && { endorsements }) },
  };
}
