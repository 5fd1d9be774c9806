import { beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { type Condition, createCondition } from '../../src/store/condition.ts';
import { conflict } from '../../src/store/failures.ts';

const full = Object.assign(new Error('full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
const locked = Object.assign(new Error('locked'), { code: 'ERR_SQLITE_ERROR', errcode: 5 });
const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });

let lines: string[];
let condition: Condition;
beforeEach(() => {
  lines = [];
  condition = createCondition({
    warn: ({ event, reason }) => void lines.push([event, reason].join(' ').trim()),
  });
});

it('says once when trouble begins, changes and ends', () => {
  condition.works();
  condition.fails(locked);
  condition.fails(locked);
  expect(condition.trouble()).toBe('store-locked');
  condition.fails(away);
  expect(condition.trouble()).toBe('store');
  condition.works();
  condition.works();
  expect(condition.trouble()).toBeUndefined();
  expect(lines).toEqual(['store-unusable store-locked', 'store-unusable store', 'store-usable-again']);
});

it('does not take a full disk for mended because it can be read', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  condition.fails(full);
  condition.works();
  condition.writes();
  expect(condition.trouble()).toBe('store-full');
  vi.advanceTimersByTime(2_000);
  // A small write found its place, a bigger one does not.
  condition.writes();
  condition.fails(full);
  vi.advanceTimersByTime(2_000);
  condition.writes();
  expect(condition.trouble()).toBe('store-full');
  vi.advanceTimersByTime(1_000);
  condition.works();
  expect(condition.trouble()).toBe('store-full');
  condition.writes();
  expect(condition.trouble()).toBeUndefined();
  vi.useRealTimers();
});

it.each([
  ['a fault of the work', new RangeError('no plan')],
  ['a race that was lost', conflict('a ticket')],
  ['a refusal of ours', new AppError('unexpected', 'nested')],
])('has nothing to do with %s', (_name, error) => {
  condition.fails(error);
  expect(condition.trouble()).toBeUndefined();
});
