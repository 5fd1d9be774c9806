import { describe, expect, it } from 'vitest';
import { type Bucket, limits, type Rate, take } from '../../src/domain/rate-limit.ts';

const minute = 60_000;

/** What happens to attempts at these moments. */
function attempts(rate: Rate, moments: readonly number[]): string[] {
  let bucket: Bucket | undefined;
  return moments.map((now) => {
    const taken = take(bucket, rate, now);
    bucket = taken.bucket;
    return taken.allowed ? 'yes' : taken.closedNow ? 'now closed' : 'no';
  });
}

const times = (count: number, from: number, everyMs = 0) =>
  Array.from({ length: count }, (_, i) => from + i * everyMs);
const counted = (results: readonly string[]) =>
  Object.fromEntries([...new Set(results)].map((r) => [r, results.filter((one) => one === r).length]));

describe('a bucket', () => {
  const rate = { perMinute: 20, burst: 5, reopensWith: 3 };

  it('gives its burst at once, says once that it is empty, and then nothing', () => {
    expect(attempts(rate, times(9, 0))).toEqual([
      ...['yes', 'yes', 'yes', 'yes', 'yes', 'now closed'],
      ...['no', 'no', 'no'],
    ]);
  });

  it('never closes at the sustained rate', () => {
    expect(counted(attempts(rate, times(500, 0, minute / 20)))).toEqual({ yes: 500 });
  });

  it('opens again after silence, and says it again when it is emptied again', () => {
    const flood = times(6, 0);
    // Three tokens flow back within nine seconds.
    expect(attempts(rate, [...flood, 8_999, 9_000 + 3_000, 12_001, 12_002, 12_003])).toEqual([
      ...['yes', 'yes', 'yes', 'yes', 'yes', 'now closed'],
      ...['no', 'yes', 'yes', 'yes', 'now closed'],
    ]);
  });

  it('stays closed for whoever goes on flooding', () => {
    expect(counted(attempts(rate, times(3_000, 0, 20)))).toEqual({ yes: 5, 'now closed': 1, no: 2_994 });
  });

  it('does not mind a clock that runs backwards', () => {
    expect(attempts(rate, [100_000, 0, 0, 0, 0, 0])).toEqual([
      ...['yes', 'yes', 'yes', 'yes', 'yes', 'now closed'],
    ]);
  });

  it('never holds more than its burst', () => {
    expect(counted(attempts(rate, [0, ...times(7, 24 * 60 * minute)]))).toMatchObject({ yes: 6 });
  });
});

describe('the limits', () => {
  it('let a person in a hurry through, and stop one who floods', () => {
    expect(counted(attempts(limits.person, times(240, 0)))).toEqual({ yes: 240 });
    const flooded = attempts(limits.person, times(50 * 120, 0, 20));
    expect(counted(flooded)).toMatchObject({ 'now closed': 1 });
    expect(flooded.filter((r) => r === 'yes').length).toBeLessThan(245);
  });

  it('hear a person again after three quiet minutes', () => {
    const afterwards = (ms: number) => attempts(limits.person, [...times(241, 0), ms]).at(-1);
    expect(afterwards(3 * minute - 1)).toBe('no');
    expect(afterwards(3 * minute)).toBe('yes');
  });

  it('give a customer its rate even while it floods', () => {
    const results = attempts(limits.tenant, times(40 * 300, 0, 25));
    // Five minutes at 40 a second: the burst, and 300 for each minute.
    expect(counted(results).yes).toBeGreaterThanOrEqual(limits.tenant.burst + 4 * 300);
    expect(counted(results).yes).toBeLessThanOrEqual(limits.tenant.burst + 6 * 300);
  });
});
