import { expect, it } from 'vitest';
import { limits } from '../../src/domain/rate-limit.ts';
import { createRestraint } from '../../src/remote/restraint.ts';

function restrained() {
  let at = 1_000_000;
  const restraint = createRestraint(() => at);
  return {
    ...restraint,
    fail(times: number, waitMs?: number) {
      for (let time = 0; time < times; time += 1) {
        restraint.reasonNow();
        restraint.failed(waitMs);
      }
    },
    pass(ms: number) {
      at += ms;
    },
  };
}

it('asks on after single failures', () => {
  const one = restrained();
  one.fail(4);
  expect(one.reasonNow()).toBeUndefined();
  one.worked();
  one.fail(4);
  expect(one.reasonNow()).toBeUndefined();
});

it('leaves alone for a minute what failed five times in a row, and then one tries for all', () => {
  const one = restrained();
  one.fail(5);
  expect(one.reasonNow()).toBe('left-alone');
  one.pass(59_999);
  expect(one.reasonNow()).toBe('left-alone');
  one.pass(1);
  expect(one.reasonNow()).toBeUndefined();
  expect(one.reasonNow()).toBe('left-alone');
  one.failed();
  one.pass(59_999);
  expect(one.reasonNow()).toBe('left-alone');
  one.pass(1);
  expect(one.reasonNow()).toBeUndefined();
  one.worked();
  expect([one.reasonNow(), one.reasonNow()]).toEqual([undefined, undefined]);
});

it('waits as long as it is asked to, ten minutes at most', () => {
  const one = restrained();
  one.fail(1, 20_000);
  expect(one.reasonNow()).toBe('left-alone');
  one.pass(20_000);
  expect(one.reasonNow()).toBeUndefined();
  one.failed(999_999_000);
  one.pass(10 * 60_000);
  expect(one.reasonNow()).toBeUndefined();
});

it('is not told otherwise by an answer to what was asked before', () => {
  const one = restrained();
  one.fail(1, 20_000);
  one.worked();
  expect(one.reasonNow()).toBe('left-alone');
});

it('has asked enough once the budget is spent, and asks again as it flows back', () => {
  const one = restrained();
  const reasons = Array.from({ length: limits.rankings.burst + 1 }, () => one.reasonNow());
  expect(reasons.filter((reason) => reason !== undefined)).toEqual(['asked-enough']);
  one.pass(60_000);
  const later = Array.from({ length: limits.rankings.perMinute + 1 }, () => one.reasonNow());
  expect(later.filter((reason) => reason === undefined)).toHaveLength(limits.rankings.perMinute);
});
