// Tokens whose signature was found right before: Teams uses each for many activities, and looking again finds the same.
import { ClaimsIdentity } from 'botframework-connector';
import { clockSkewSeconds } from './gate.ts';
import type { SigningKeys } from './signing-keys.ts';

export interface KnownTokens {
  /** The identity found before; undefined when the token is new, is over, or its key is trusted no more. */
  identityOf(authorization: string, trust: Trust): Promise<ClaimsIdentity | undefined>;
  /** Only for tokens that were verified just now. */
  remember(authorization: string, identity: ClaimsIdentity, trust: Trust): Promise<void>;
}

interface Trust {
  readonly keys: Pick<SigningKeys, 'getKey'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

interface KnownToken {
  readonly keyId: string;
  /** The very key: another one under the same id has signed nothing of this. */
  readonly key: unknown;
  /** Epoch seconds. */
  readonly expiresAt: number;
  readonly claims: ClaimsIdentity['claims'];
}

/** One per region and hour is what Teams sends. */
const maxTokens = 1_000;

export function createKnownTokens(): KnownTokens {
  const known = new Map<string, KnownToken>();
  return {
    async identityOf(authorization, { keys, now }) {
      const token = known.get(authorization);
      if (!token) return undefined;
      const isOver = token.expiresAt + clockSkewSeconds < now() / 1_000;
      if (isOver || (await keys.getKey(token.keyId)) !== token.key) {
        known.delete(authorization);
        return undefined;
      }
      return new ClaimsIdentity(token.claims, true);
    },
    async remember(authorization, identity, { keys }) {
      if (known.has(authorization)) return;
      const expiresAt = Number(identity.getClaimValue('exp'));
      const keyId = keyIdOf(authorization);
      const key = keyId === undefined ? undefined : await keys.getKey(keyId);
      if (!Number.isFinite(expiresAt) || keyId === undefined || !key) return;
      const [oldest] = known.keys();
      if (known.size >= maxTokens && oldest !== undefined) known.delete(oldest);
      known.set(authorization, { keyId, key, expiresAt, claims: identity.claims });
    },
  };
}

function keyIdOf(authorization: string): string | undefined {
  const header = authorization.slice('Bearer '.length).split('.')[0] ?? '';
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { kid?: unknown };
  return typeof kid === 'string' ? kid : undefined;
}
