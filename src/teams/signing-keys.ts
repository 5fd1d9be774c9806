// The keys that sign what Teams sends. The SDK's own copy has no time-out, forgets good keys in an outage
// and waits an hour for a new one.
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { AppError, type Outcome, refuse, success } from '../domain/errors.ts';
import type { FetchJson } from '../flows/ports.ts';
import type { WireLog } from './wire-log.ts';

export interface SigningKeys {
  /**
   * The key of this id, or null when there is none such.
   *
   * @throws AppError `keys-unavailable`, retryable, when the key is not known and the key server cannot be asked.
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
  readonly fetchJson: FetchJson;
  readonly log: WireLog;
  readonly now?: () => number;
}

/** Metadata of Microsoft's public cloud. */
export const publicOpenIdUrl = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

const fetchTimeoutMs = 5_000;
const refreshAfterMs = 12 * 3_600_000;
/** Keys that could not be refreshed are trusted this long. */
const keepMs = 7 * 24 * 3_600_000;
/** A key id nobody knows may be a new key, or anybody's invention. */
const unknownKeyGapMs = 60_000;
const outageGapMs = 5_000;
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
export function createSigningKeys(options: SigningKeysOptions): SigningKeys {
  const { url, fetchJson, log, now = Date.now } = options;
  let keys: ReadonlyMap<string, SigningKey> = new Map();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let failing = false;
  let running: Promise<void> | undefined;

  const atHand = () => keys.size > 0 && now() - fetchedAt < keepMs;

  async function refresh(): Promise<void> {
    triedAt = now();
    const fetched = await fetchKeys(url, fetchJson);
    failing = !fetched.ok;
    if (fetched.ok) {
      keys = fetched.value;
      fetchedAt = now();
    } else log.warn({ event: 'signing-keys-not-fetched', reason: fetched.reason });
  }

  async function refreshUnlessJustTried(gapMs: number): Promise<void> {
    const sinceMs = now() - triedAt;
    // A clock that was put back must not keep us waiting until it is there again.
    if (!running && sinceMs >= 0 && sinceMs < gapMs) return;
    running ??= refresh().finally(() => {
      running = undefined;
    });
    await running;
  }

  void refreshUnlessJustTried(0);
  return {
    async getKey(id) {
      if (!atHand()) await refreshUnlessJustTried(failureGapMs);
      if (!atHand()) throw unavailable('no signing keys of the channel');
      if (now() - fetchedAt >= refreshAfterMs) void refreshUnlessJustTried(unknownKeyGapMs);
      if (!keys.has(id)) await refreshUnlessJustTried(failing ? outageGapMs : unknownKeyGapMs);
      const key = keys.get(id);
      if (!key && failing) throw unavailable('a key may be new, and the key server cannot be asked');
      return key ?? null;
    },
    async usable() {
      if (!atHand()) await refreshUnlessJustTried(failureGapMs);
      return atHand();
    },
  };
}

function unavailable(why: string): AppError {
  return new AppError('keys-unavailable', why, { retryable: true });
}

type Fetched = Outcome<ReadonlyMap<string, SigningKey>, string>;

/** Keys without an endorsement for Teams are left out: the SDK would take them for endorsed by all. */
async function fetchKeys(url: string, fetchJson: FetchJson): Promise<Fetched> {
  const signal = AbortSignal.timeout(fetchTimeoutMs);
  const metadata = await fetchJson(url, signal);
  if (!metadata.ok) return metadata;
  const { data: named } = metadataDocument.safeParse(metadata.value);
  if (!named) return refuse('metadata-odd');
  const document = await fetchJson(named.jwks_uri, signal);
  if (!document.ok) return document;
  const found = keysIn(document.value);
  return found.size > 0 ? success(found) : refuse('no-key-for-teams');
}

function keysIn(document: unknown): ReadonlyMap<string, SigningKey> {
  const { keys } = keyDocument.safeParse(document).data ?? { keys: [] };
  const found = new Map<string, SigningKey>();
  for (const one of keys) {
    const { data: given } = rsaKey.safeParse(one);
    if (!given?.endorsements.includes('msteams')) continue;
    const key = publicKeyOf({ kty: given.kty, n: given.n, e: given.e });
    if (key) found.set(given.kid, { key, endorsements: given.endorsements });
  }
  return found;
}

/** Undefined when the numbers make no key: the others are good for all that. */
function publicKeyOf(key: JsonWebKey): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    return undefined;
  }
}
