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
  /** Looks now whether somebody set the clock, and asks if so: by itself it looks every four seconds. */
  notice(): void;
  /**
   * False while it is off; and at the start or after somebody set the clock, until the time is confirmed, until
   * nobody can be asked, or for a minute.
   */
  isTrusted(): boolean;
  /** True once somebody has confirmed the time since the start or since somebody set the clock. */
  isConfirmed(): boolean;
  /** Begins in doubt: this machine may have woken up in another year. */
  start(): void;
  stop(): void;
}

export interface ClockCheckParts {
  /** Epoch milliseconds. */
  now(): number;
  /** Asks somebody who tells the time; the answer comes through `heardFrom`. */
  look(): Promise<unknown>;
  /** Told when the clock is trusted again that was not, after the start too. */
  onTrusted?(): void;
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
const jumpMs = 20_000;

interface Sighting {
  readonly source: string;
  /** How far our clock is ahead. */
  readonly skewMs: number;
  /** By a clock that nobody sets. */
  readonly at: number;
}

/**
 * The clock counts as off when two dates say the same, of two places or one after the other; and as right with
 * the first date that says so. Somebody is asked every four seconds while there is doubt: at the start, after an
 * odd date, when the clock was set, when somebody suspects it, and while it is off.
 */
export function createClockCheck({ now, look, onTrusted, log }: ClockCheckParts): ClockCheck {
  let off = false;
  let doubt: Sighting | undefined;
  let doubtSince: number | undefined;
  /** Since the start, or since the clock was set. */
  let unknownSince: number | undefined;
  let confirmed = true;
  let datesHeard = 0;
  let suspectedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let last = { now: now(), at: performance.now() };

  function heard(sighting: Sighting): void {
    datesHeard += 1;
    if (Math.abs(sighting.skewMs) <= toleranceMs) {
      if (off) log.info({ event: 'clock-right-again' });
      off = false;
      doubt = undefined;
      doubtSince = undefined;
      confirmed = true;
      trustAgain();
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

  function beginAnew(at: number): void {
    doubtSince = at;
    unknownSince = at;
    confirmed = false;
    const heardBefore = datesHeard;
    void look().finally(() => {
      // There is nobody to ask, and life goes on; what cannot be undone waits for `isConfirmed`.
      if (datesHeard === heardBefore) trustAgain();
    });
  }

  function trustAgain(): void {
    if (unknownSince === undefined) return;
    unknownSince = undefined;
    onTrusted?.();
  }

  /** True when it was set, and somebody was asked. */
  function notice(): boolean {
    const before = last;
    last = { now: now(), at: performance.now() };
    // Whoever sets the clock makes it differ from the one that nobody sets.
    const wasSet = Math.abs(last.now - before.now - (last.at - before.at)) > jumpMs;
    if (wasSet) beginAnew(last.at);
    // Nobody could say more.
    else if (!off && unknownSince !== undefined && last.at - unknownSince > forgetDoubtAfterMs) trustAgain();
    return wasSet;
  }

  function tick(): void {
    if (notice()) return;
    const { at } = last;
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
    notice: () => void notice(),
    isTrusted: () => !off && unknownSince === undefined,
    isConfirmed: () => confirmed && !off,
    start: () => {
      beginAnew(performance.now());
      timer = setInterval(tick, lookEveryMs).unref();
    },
    stop: () => clearInterval(timer),
  };
}

function isSameMoment(earlier: Sighting, later: Sighting): boolean {
  return earlier.source === later.source && later.at - earlier.at < confirmAfterMs;
}
