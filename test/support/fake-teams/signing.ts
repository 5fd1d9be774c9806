// The Bot Framework's token service: metadata, keys, and the tokens that the connector sends to the bot.
import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

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
  token(appId: string, serviceUrl: string, now: number, options?: TokenOptions): Promise<string>;
  /** From now on another key signs, and the metadata name only that one. */
  rotate(): Promise<void>;
}

/** A key without the endorsement would be good for every channel. */
type PublishedKey = JWK & { readonly endorsements: readonly string[] };

interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly published: PublishedKey;
}

const hourSeconds = 3600;

export async function createSigning(): Promise<Signing> {
  const room = randomUUID();
  let key = await newKey();
  const stranger = await newKey();
  return {
    metadataPath: `/${room}/.well-known/openidconfiguration`,
    keysPath: `/${room}/keys`,
    keys: () => ({ keys: [key.published] }),
    token(appId, serviceUrl, now, { claims = {}, forged = false } = {}) {
      const seconds = Math.floor(now / 1000);
      const payload = {
        iss: 'https://api.botframework.com',
        aud: appId,
        serviceurl: serviceUrl,
        nbf: seconds - 60,
        exp: seconds + hourSeconds,
        ...claims,
      };
      const signer = forged ? stranger : key;
      return new SignJWT(JSON.parse(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'RS256', kid: key.id, typ: 'JWT' })
        .sign(signer.privateKey);
    },
    async rotate() {
      key = await newKey();
    },
  };
}

async function newKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const id = randomUUID();
  const jwk = await exportJWK(publicKey);
  return { id, privateKey, published: { ...jwk, kid: id, use: 'sig', endorsements: ['msteams'] } };
}
