// Nonces of card renderings: random, and signed together with the card's id, so that none has to be stored.
import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Nonces } from './flows/ports.ts';

/** Under which the store keeps the key. */
export const nonceKeyName = 'card-nonces';

export function newNonceKey(): string {
  return randomBytes(32).toString('base64url');
}

const randomLength = 16;
const signatureLength = 16;
const shape = /^([\w-]{22})\.([\w-]{22})$/;

/** Whoever has the key issues nonces that every other holder of it knows as ours. */
export function createNonces(key: string): Nonces {
  const secret = createSecretKey(key, 'base64url');
  const nextRandom = randomChunks();
  const signatureOf = (cardId: string, random: string): string => {
    const signature = createHmac('sha256', secret).update(`${cardId}.${random}`).digest();
    return signature.subarray(0, signatureLength).toString('base64url');
  };
  return {
    issue(cardId) {
      const random = nextRandom().toString('base64url');
      return `${random}.${signatureOf(cardId, random)}`;
    },
    isOurs(cardId, nonce) {
      const [, random, signature] = shape.exec(nonce) ?? [];
      if (random === undefined || signature === undefined) return false;
      // Compared as text: the same bytes can be written in more than one way, and a nonce counts once.
      return timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(cardId, random)));
    },
  };
}

const chunksAtOnce = 256;

/** Each chunk is given out once. To ask the system for every nonce would cost as much as signing it. */
function randomChunks(): () => Buffer {
  let pool = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used === pool.length) {
      pool = randomBytes(chunksAtOnce * randomLength);
      used = 0;
    }
    used += randomLength;
    return pool.subarray(used - randomLength, used);
  };
}
