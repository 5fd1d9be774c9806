// Whether this machine's clock is right: others tell theirs with every answer. A clock that is minutes off takes
// expired tokens for good, and good ones for expired.
import type { Log } from './log.ts';

export interface ClockCheck {
  /** For the `Date` headers of answers from one place, called as they arrive; give every place its own name. */
  heardFrom(source: string): (dateHeader: string | undefined) => void;
  /** A time was refused that may have been right: somebody is asked, once a minute at most. */
  suspect(): void;
  /** True while the clock is known to be more than five minutes off. */
  isOff(): boolean;
  start(): void;
  stop(): void;
}

export interface ClockCheckParts {
  /** Epoch milliseconds. */
  now(): number;
  /** Asks somebody who tells the time; the answer comes through `heardFrom`. */
  look(): Promise<unknown>;
  readonly log: Pick<Log, 'info' | 'error'>;
}

/** What tokens are forgiven as well. */
const toleranceMs = 300_000;
const lookEveryMs = 4_000;
/** One odd answer proves nothing, and neither does the same one out of a cache. */
const confirmAfterMs = 3_500;
/** `Date` tells whole seconds. A stored answer falls behind by all the time that passes. */
const agreementMs = 2_000;
const forgetDoubtAfterMs = 60_000;
/** Anybody can send a token of yesterday. */
const suspectEveryMs = 60_000;
const jumpMs = 60_000;

interface Sighting {
  readonly source: string;
  /** How far our clock is ahead. */
  readonly skewMs: number;
  /** By a clock that nobody sets. */
  readonly at: number;
}

/**
 * The clock counts as off when two dates say the same, of two places or one after the other; and as right with
 * the first date that says so. Somebody is asked every four seconds while there is doubt: after an odd date,
 * when the clock was set, when somebody suspects it, and while it is off.
 */
export function createClockCheck({ now, look, log }: ClockCheckParts): ClockCheck {
  let off = false;
  let doubt: Sighting | undefined;
  let doubtSince: number | undefined;
  let suspectedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let last = { now: now(), at: performance.now() };

  function heard(sighting: Sighting): void {
    if (Math.abs(sighting.skewMs) <= toleranceMs) {
      if (off) log.info({ event: 'clock-right-again' });
      off = false;
      doubt = undefined;
      doubtSince = undefined;
      return;
    }
    if (off) return;
    doubtSince ??= sighting.at;
    if (doubt && isSameMoment(doubt, sighting)) return;
    if (doubt && Math.abs(doubt.skewMs - sighting.skewMs) <= agreementMs) {
      off = true;
      log.error({ event: 'clock-skew', skewSeconds: Math.round(sighting.skewMs / 1_000) });
    }
    doubt = sighting;
  }

  /** Whoever sets the clock makes it differ from the one that nobody sets. */
  function wasSet(at: number): boolean {
    const before = last;
    last = { now: now(), at };
    return Math.abs(last.now - before.now - (at - before.at)) > jumpMs;
  }

  function tick(): void {
    const at = performance.now();
    if (wasSet(at)) doubtSince = at;
    if (doubtSince !== undefined && at - doubtSince > forgetDoubtAfterMs) {
      doubt = undefined;
      doubtSince = undefined;
    }
    if (off || doubtSince !== undefined) void look();
  }

  return {
    heardFrom: (source) => (dateHeader) => {
      const date = Date.parse(dateHeader ?? '');
      if (!Number.isNaN(date)) heard({ source, skewMs: now() - date, at: performance.now() });
    },
    suspect() {
      const at = performance.now();
      if (at - suspectedAt < suspectEveryMs) return;
      suspectedAt = at;
      doubtSince ??= at;
    },
    isOff: () => off,
    start: () => {
      timer = setInterval(tick, lookEveryMs).unref();
    },
    stop: () => clearInterval(timer),
  };
}

function isSameMoment(earlier: Sighting, later: Sighting): boolean {
  return earlier.source === later.source && later.at - earlier.at < confirmAfterMs;
}
