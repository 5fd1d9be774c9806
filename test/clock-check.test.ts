import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClockCheck, createClockCheck } from '../src/clock-check.ts';

const minuteMs = 60_000;

/** What the world's clock says, and how far ours is ahead. */
let trueNow: number;
let aheadMs: number;
let looks: number;
let logged: Readonly<Record<string, unknown>>[];
let clock: ClockCheck;
/** What the key server answers when it is looked at; undefined: nothing. */
let keyServerSays: (() => number) | undefined;
let trustedAgain: number;

const httpDate = (at: number) => new Date(at).toUTCString();
const hears = (source: string, at = trueNow) => clock.heardFrom(source)(httpDate(at));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  trueNow = Date.UTC(2026, 10, 21, 8);
  aheadMs = 0;
  looks = 0;
  logged = [];
  trustedAgain = 0;
  keyServerSays = () => trueNow;
  const write = (fields: object) => void logged.push({ ...fields });
  clock = createClockCheck({
    now: () => trueNow + aheadMs,
    look: async () => {
      looks += 1;
      if (keyServerSays) hears('keys', keyServerSays());
    },
    onTrusted: () => {
      trustedAgain += 1;
    },
    log: { info: write, error: write },
  });
  clock.start();
  looks = 0;
});
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1_000) {
    trueNow += 1_000;
    await vi.advanceTimersByTimeAsync(1_000);
  }
}

describe('a right clock', () => {
  it('is believed, and nobody is asked', async () => {
    hears('keys');
    await pass(10 * minuteMs);
    hears('connector', trueNow - 4 * minuteMs);
    hears('connector', trueNow + 4 * minuteMs);
    await pass(minuteMs);
    expect([clock.isOff(), looks, logged]).toEqual([false, 0, []]);
  });

  it('is believed against one odd answer, when another says better', async () => {
    hears('connector', trueNow - 60 * minuteMs);
    await pass(6_000);
    expect([clock.isOff(), looks]).toEqual([false, 1]);
    await pass(minuteMs);
    expect([clock.isOff(), looks, logged]).toEqual([false, 1, []]);
  });

  it('is believed against the same odd answer out of a cache, and asking ends', async () => {
    const stored = trueNow - 20 * minuteMs;
    keyServerSays = () => stored;
    hears('keys', stored);
    hears('keys', stored + 1_000);
    await pass(10 * minuteMs);
    expect([clock.isOff(), logged]).toEqual([false, []]);
    expect(looks).toBeLessThan(20);
  });

  it('is believed against two that do not agree, and against what is no date', async () => {
    keyServerSays = undefined;
    hears('keys', trueNow - 20 * minuteMs);
    hears('connector', trueNow - 40 * minuteMs);
    hears('keys', trueNow + 20 * minuteMs);
    for (const header of [undefined, '', 'yesterday']) clock.heardFrom('connector')(header);
    await pass(10 * minuteMs);
    expect([clock.isOff(), logged]).toEqual([false, []]);
  });

  it('is looked at once a minute, however often it is suspected', async () => {
    for (let count = 0; count < 300; count += 1) {
      clock.suspect();
      await pass(1_000);
    }
    expect([clock.isOff(), looks, logged]).toEqual([false, 5, []]);
  });

  it('is believed while the only one to ask is away', async () => {
    keyServerSays = undefined;
    hears('connector', trueNow - 20 * minuteMs);
    await pass(10 * minuteMs);
    expect(clock.isOff()).toBe(false);
    expect(looks).toBeLessThan(20);
  });
});

describe('a clock of which nobody has told yet whether it is right', () => {
  const dayMs = 24 * 60 * minuteMs;
  const trust = () => {
    clock.notice();
    return [clock.isTrusted(), clock.isConfirmed()];
  };
  const startAnew = () => {
    clock.stop();
    trustedAgain = 0;
    clock.start();
  };

  it('is asked for at the start, and trusted from the first date that agrees', async () => {
    keyServerSays = undefined;
    startAnew();
    expect([looks, ...trust()]).toEqual([1, false, false]);
    hears('connector');
    expect([...trust(), trustedAgain]).toEqual([true, true, 1]);
    hears('connector');
    expect(trustedAgain).toBe(1);
  });

  it('is trusted when there is nobody to ask, but confirmed by whoever tells the time later', async () => {
    keyServerSays = undefined;
    startAnew();
    await pass(1_000);
    expect([...trust(), trustedAgain]).toEqual([true, false, 1]);
    hears('connector');
    expect(trust()).toEqual([true, true]);
  });

  it('is not trusted after an odd date, until it is known to be off', async () => {
    aheadMs = 400 * dayMs;
    startAnew();
    for (let second = 0; second < 10; second += 1) {
      expect(trust()).toEqual([false, false]);
      await pass(1_000);
    }
    expect([clock.isOff(), trustedAgain]).toEqual([true, 0]);
  });

  it('is trusted after a minute when nobody could say more', async () => {
    keyServerSays = undefined;
    startAnew();
    hears('connector', trueNow - dayMs);
    await pass(minuteMs - 1_000);
    expect(trust()).toEqual([false, false]);
    await pass(2_000);
    expect(trust()).toEqual([true, false]);
    await pass(minuteMs);
    expect(trustedAgain).toBe(1);
  });

  it.each([40 * dayMs, -30_000])(
    'is not trusted once somebody set it (%d ms), without waiting for a tick',
    async (ms) => {
      await pass(minuteMs);
      expect(trust()).toEqual([true, true]);
      keyServerSays = () => trueNow - dayMs;
      aheadMs = ms;
      expect(trust()).toEqual([false, false]);
      expect(looks).toBe(1);
      aheadMs = 0;
      keyServerSays = () => trueNow;
      clock.notice();
      await pass(1_000);
      expect([...trust(), trustedAgain]).toEqual([true, true, 2]);
    },
  );
});

describe.each([
  ['ten minutes ahead', 10 * minuteMs, 600],
  ['six minutes behind', -6 * minuteMs, -360],
  ['a year behind', -365 * 24 * 60 * minuteMs, -31_536_000],
])('a clock %s', (_name, ms, skewSeconds) => {
  it('is known at once from two places', () => {
    aheadMs = ms;
    hears('keys');
    expect(clock.isOff()).toBe(false);
    hears('connector');
    expect(clock.isOff()).toBe(true);
    expect(logged).toEqual([{ event: 'clock-skew', skewSeconds }]);
  });

  it('is known from one place within ten seconds', async () => {
    aheadMs = ms;
    hears('keys');
    hears('keys', trueNow + 1_000);
    expect(clock.isOff()).toBe(false);
    await pass(10_000);
    expect(clock.isOff()).toBe(true);
    expect(logged).toHaveLength(1);
  });

  it('is found within fifteen seconds after somebody set it, though nothing happens', async () => {
    hears('keys');
    await pass(minuteMs);
    aheadMs = ms;
    await pass(15_000);
    expect(clock.isOff()).toBe(true);
  });

  it('is found when somebody suspects it, though nobody has told the time for long', async () => {
    hears('keys');
    aheadMs = ms;
    clock.suspect();
    await pass(15_000);
    expect(clock.isOff()).toBe(true);
  });

  it('is believed again within ten seconds after it was put right, and said so once', async () => {
    aheadMs = ms;
    hears('keys');
    hears('connector');
    await pass(10 * minuteMs);
    expect(clock.isOff()).toBe(true);
    aheadMs = 0;
    await pass(10_000);
    expect(clock.isOff()).toBe(false);
    await pass(10 * minuteMs);
    expect(logged.map(({ event }) => event)).toEqual(['clock-skew', 'clock-right-again']);
  });
});
