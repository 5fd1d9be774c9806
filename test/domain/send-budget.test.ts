import { describe, expect, it } from 'vitest';
import {
  conversationLimits,
  emptyLog,
  freeAt,
  pauseAfter,
  type SendLimit,
  type SendLog,
  tenantLimits,
  withSend,
} from '../../src/domain/send-budget.ts';

const start = Date.UTC(2026, 10, 21, 9);

/** Sends as fast as the limits allow, and gives the times. */
function sendAll(count: number, limits: readonly SendLimit[]): number[] {
  let log: SendLog = emptyLog;
  let now = start;
  return Array.from({ length: count }, () => {
    now = freeAt(log, limits, now);
    log = withSend(log, now);
    return now;
  });
}

function mostIn(times: readonly number[], windowMs: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length));
}

describe('a conversation', () => {
  const times = sendAll(2_500, conversationLimits);

  it.each(conversationLimits)('never gets more than $count in $windowMs ms', ({ count, windowMs }) => {
    expect(mostIn(times, windowMs)).toBeLessThanOrEqual(count);
  });

  it('gets seven at once', () => {
    expect(times.slice(0, 8).map((at) => at - start)).toEqual([0, 0, 0, 0, 0, 0, 0, 1_100]);
  });

  it('gets nearly what Teams allows in an hour', () => {
    expect(times.filter((at) => at < start + 3_600_000).length).toBeGreaterThan(1_700);
  });
});

describe('a tenant', () => {
  it.each([
    [false, 30],
    [true, 15],
  ])('slow %s: never more than %s in a second', (slow, most) => {
    expect(mostIn(sendAll(300, tenantLimits(slow)), 1_000)).toBe(most);
  });
});

describe('a log', () => {
  it('forgets what no limit looks at', () => {
    let log: SendLog = emptyLog;
    for (let hour = 0; hour < 5; hour += 1) log = withSend(log, start + hour * 3_600_000);
    expect(log.recent).toHaveLength(1);
    expect(log.minutes.length).toBeLessThanOrEqual(2);
  });
});

it('a clock that was set back holds nobody up', () => {
  let log: SendLog = emptyLog;
  for (let n = 0; n < 2_000; n += 1) log = withSend(log, start + 600_000);
  expect(freeAt(log, conversationLimits, start)).toBe(start);
});

describe('pauseAfter', () => {
  it.each([
    ['the first one', undefined, 'b', undefined],
    ['the same again', { by: 'b', until: start + 5_000 }, 'b', undefined],
    ['another, long after', { by: 'a', until: start - 1 }, 'b', undefined],
    ['another, meanwhile', { by: 'a', until: start + 5_000 }, 'b', start + 5_000],
    ['another that waits longer', { by: 'a', until: start + 1_000 }, 'b', start + 3_000],
  ])('%s', (_name, last, by, expected) => {
    expect(pauseAfter(last, { by, until: start + 3_000 }, start)).toBe(expected);
  });
});
