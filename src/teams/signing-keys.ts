// The keys that sign what Teams sends. The SDK's own copy has no time-out, forgets good keys in an outage
// and waits an hour for a new one.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { WireLog } from './wire-log.ts';

export interface SigningKeys {
  /**
   * The key of this id, or null when there is none such.
   *
   * @throws AppError `keys-unavailable`, retryable, when nothing is known and the key server does not answer.
   */
  getKey(id: string): Promise<SigningKey | null>;
  /** True while keys are at hand; asks for them when they are not. */
  usable(): Promise<boolean>;
}

interface SigningKey {
  readonly key: KeyObject;
  readonly endorsements: readonly string[];
}

export interface SigningKeysOptions {
  /** Address of the OpenID metadata document. */
  readonly url: string;
  readonly log: WireLog;
  readonly now?: () => number;
}

const fetchTimeoutMs = 5_000;
const refreshAfterMs = 12 * 3_600_000;
/** Keys that could not be refreshed are trusted this long. */
const keepMs = 7 * 24 * 3_600_000;
/** A key id nobody knows may be a new key, or anybody's invention. */
const unknownKeyGapMs = 60_000;
const failureGapMs = 1_000;

const metadataDocument = z.object({ jwks_uri: z.url() });
const keyDocument = z.object({ keys: z.array(z.unknown()) });
const rsaKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()),
});

/** Fetches at once, so that the first message need not wait. */
export function createSigningKeys({ url, log, now = Date.now }: SigningKeysOptions): SigningKeys {
  const agent = new Agent({ maxResponseSize: 1_000_000 });
  let keys: ReadonlyMap<string, SigningKey> = new Map();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;

  const atHand = () => keys.size > 0 && now() - fetchedAt < keepMs;

  const refresh = (): Promise<void> => {
    triedAt = now();
    running ??= fetchKeys(url, agent)
      .then(
        (fetched) => {
          keys = fetched;
          fetchedAt = now();
        },
        (error: unknown) => {
          log.warn({ event: 'signing-keys-not-fetched', error });
        },
      )
      .finally(() => {
        running = undefined;
      });
    return running;
  };

  const refreshUnlessJustTried = async (gapMs: number): Promise<void> => {
    if (running || now() - triedAt >= gapMs) await refresh();
  };

  void refresh();
  return {
    async getKey(id) {
      if (!atHand()) await refreshUnlessJustTried(failureGapMs);
      if (!atHand()) {
        throw new AppError('keys-unavailable', 'no signing keys of the channel', { retryable: true });
      }
      if (now() - fetchedAt >= refreshAfterMs) void refreshUnlessJustTried(unknownKeyGapMs);
      if (!keys.has(id)) await refreshUnlessJustTried(unknownKeyGapMs);
      return keys.get(id) ?? null;
    },
    async usable() {
      if (!atHand()) await refreshUnlessJustTried(failureGapMs);
      return atHand();
    },
  };
}

/** Keys without an endorsement for Teams are left out: the SDK would take them for endorsed by all. */
async function fetchKeys(url: string, agent: Agent): Promise<ReadonlyMap<string, SigningKey>> {
  const signal = AbortSignal.timeout(fetchTimeoutMs);
  const metadata = metadataDocument.parse(await fetchJson(url, agent, signal));
  const { keys } = keyDocument.parse(await fetchJson(metadata.jwks_uri, agent, signal));
  const usable = keys
    .map((key) => rsaKey.safeParse(key).data)
    .filter((key) => key !== undefined)
    .filter((key) => key.endorsements.includes('msteams'));
  if (usable.length === 0) throw new AppError('keys-unavailable', 'the key server has no key for Teams');
  return new Map(
    usable.map(({ kid, kty, n, e, endorsements }) => [
      kid,
      { key: createPublicKey({ key: { kty, n, e }, format: 'jwk' }), endorsements },
    ]),
  );
}

async function fetchJson(url: string, dispatcher: Agent, signal: AbortSignal): Promise<unknown> {
  const { statusCode, body } = await request(url, { dispatcher, signal });
  if (statusCode === 200) return body.json();
  await body.dump();
  throw new AppError('keys-unavailable', `the key server answered ${statusCode}`);
}
