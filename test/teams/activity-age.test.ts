import { describe, expect, it } from 'vitest';
import { createAgeWatch } from '../../src/teams/activity-age.ts';
import type { GatedActivity } from '../../src/teams/gate.ts';
import { personalMessage } from './activities.ts';

const start = Date.UTC(2026, 10, 21, 12);
const minutes = (count: number) => count * 60_000;

function watched(moments: readonly { readonly at: number; readonly timestamp: unknown }[]) {
  let now = start;
  let count = 0;
  const logged: unknown[] = [];
  const log = { warn: (fields: unknown) => void logged.push(fields), error: () => {} };
  const watch = createAgeWatch(
    () => now,
    () => {
      count += 1;
    },
    log,
  );
  for (const { at, timestamp } of moments) {
    now = at;
    watch(personalMessage({ timestamp }) as GatedActivity);
  }
  return { count, logged };
}

const said = (ms: number) => new Date(start + ms).toISOString();

describe('the age of an activity', () => {
  it.each([
    ['now', said(0), 0],
    ['ten minutes ago', said(-minutes(10)), 0],
    ['in ten minutes', said(minutes(10)), 0],
    ['longer ago', said(-minutes(10) - 1), 1],
    ['later', said(minutes(10) + 1), 1],
    ['years ago', '2020-01-01T00:00:00Z', 1],
    ['no time', undefined, 0],
    ['junk', 'junk', 0],
    ['a number', 5, 0],
  ])('said %s counts', (_name, timestamp, count) => {
    expect(watched([{ at: start, timestamp }]).count).toBe(count);
  });

  it('is logged once a minute at most, without its words', () => {
    const timestamp = said(-minutes(60));
    const moments = [0, 1, 59_999, 60_000, 60_001].map((ms) => ({ at: start + ms, timestamp }));
    const { count, logged } = watched(moments);
    expect(count).toBe(5);
    expect(logged).toEqual([
      { event: 'activity-stale', reason: 'old' },
      { event: 'activity-stale', reason: 'old' },
    ]);
  });
});
