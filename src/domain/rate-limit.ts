// How much one person and one customer may write: token buckets as values. One token is one activity.

export interface Rate {
  /** What flows back, all day long. */
  readonly perMinute: number;
  /** What may come at once after a rest. */
  readonly burst: number;
  /**
   * Once empty, the bucket opens again with so many tokens, and until then each further attempt takes one
   * away: only silence helps. Without it whatever flows back is given out at once.
   */
  readonly reopensWith?: number;
}

/**
 * The limits, in one place. The sustained rates are those of reference/reliability-security.md (T27); the
 * bursts leave room for people in a hurry and for what Teams delivers late and all at once.
 */
export const limits = {
  /** Who was stopped is heard again after three quiet minutes; who goes on flooding is not. */
  person: { perMinute: 20, burst: 240, reopensWith: 60 },
  /** A customer with an outage has many people writing: they share what there is, nobody waits for silence. */
  tenant: { perMinute: 300, burst: 3_000 },
  /** Edits and deletions of one person: room for each message to be edited and then deleted, as fast as it was written. */
  corrections: { perMinute: 40, burst: 480 },
  tenantCorrections: { perMinute: 600, burst: 6_000 },
  /**
   * Turns at the same time. At 10 ms for a durable commit the last of them is answered after 10 s, and Teams
   * waits 15 s before it sends again.
   */
  turnsInWork: 1_000,
  /** Of one tenant: the others find room whatever it does. */
  turnsOfTenant: 500,
  /**
   * Of one conversation: the app or somebody comes. Who adds, removes and adds it twenty times is followed to the
   * end, though Teams tells each twice. A roll-out has as many conversations as people.
   */
  changes: { perMinute: 6, burst: 120 },
  /**
   * Of all conversations of one tenant. A roll-out to twenty thousand people comes at once, each told twice: no
   * installation should ever be refused, for nowhere is it written that Teams sends it again.
   */
  tenantChanges: { perMinute: 600, burst: 50_000 },
  /** Of one person. Each is a card in the desk's channel and a clock that runs. */
  ticketsPerHour: 30,
  /** Of all people together, where a model is switched on: each is paid for. */
  rankings: { perMinute: 10, burst: 300 },
  /** How many people and customers are watched; the one that was silent longest is forgotten first. */
  watched: 20_000,
  /** People of one customer whose words were dropped for the others' sake are told so, but not each time. */
  tellAgainAfterMs: 10 * 60_000,
} as const satisfies {
  person: Rate;
  tenant: Rate;
  corrections: Rate;
  tenantCorrections: Rate;
  changes: Rate;
  tenantChanges: Rate;
  [name: string]: unknown;
};

export interface Bucket {
  readonly tokens: number;
  /** When `tokens` was true; epoch milliseconds. */
  readonly at: number;
  readonly closed: boolean;
}

export interface Taken {
  readonly bucket: Bucket;
  readonly allowed: boolean;
  /** This attempt emptied the bucket: the moment to say so. */
  readonly closedNow: boolean;
}

/** A clock that runs backwards fills nothing and takes nothing. */
export function take(bucket: Bucket | undefined, rate: Rate, now: number): Taken {
  const { tokens, closed } = filled(bucket, rate, now);
  if (closed && tokens < (rate.reopensWith ?? 0)) {
    return { bucket: { tokens: Math.max(0, tokens - 1), at: now, closed }, allowed: false, closedNow: false };
  }
  return tokens >= 1
    ? { bucket: { tokens: tokens - 1, at: now, closed: false }, allowed: true, closedNow: false }
    : { bucket: { tokens, at: now, closed: true }, allowed: false, closedNow: !closed };
}

function filled(bucket: Bucket | undefined, rate: Rate, now: number): Omit<Bucket, 'at'> {
  if (!bucket) return { tokens: rate.burst, closed: false };
  const minutes = Math.max(0, now - bucket.at) / 60_000;
  return { tokens: Math.min(rate.burst, bucket.tokens + minutes * rate.perMinute), closed: bucket.closed };
}
