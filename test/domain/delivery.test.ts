import { describe, expect, it } from 'vitest';
import {
  giveUpAfterMs,
  isHopeless,
  lostCardDelayMs,
  maxAttempts,
  retryDelayMs,
  sendAgainAfterLostAnswer,
} from '../../src/domain/delivery.ts';

describe('retryDelayMs', () => {
  it.each([
    [1, undefined, 0, 2000],
    [1, undefined, 1, 2400],
    [2, undefined, 0, 5000],
    [7, undefined, 0, 300_000],
    [99, undefined, 0, 300_000],
    [5, 1234, 1, 1234],
  ])('attempt %s, asked for %s ms, jitter %s: %s ms', (attempts, askedFor, jitter, expected) => {
    expect(retryDelayMs(attempts, askedFor, jitter)).toBe(expected);
  });
});

describe('sendAgainAfterLostAnswer', () => {
  it.each([
    ['owed', 0, false, true],
    ['owed', 1, false, false],
    ['owed', 9, true, true],
    ['notice', 1, false, false],
    ['notice', 1, true, false],
    ['update', 99, false, true],
  ] as const)('%s, lost %s times before, answered %s: %s', (kind, lost, answered, again) => {
    expect(sendAgainAfterLostAnswer(kind, lost, answered)).toBe(again);
  });
});

it.each([
  [1, 30_000],
  [2, 30_000],
  [3, 60_000],
  [6, 480_000],
  [7, 900_000],
  [200, 900_000],
])('after %s attempts at a card without an answer: %s ms', (attempts, expected) => {
  expect(lostCardDelayMs(attempts)).toBe(expected);
});

describe('isHopeless', () => {
  it.each([
    [maxAttempts, giveUpAfterMs, true],
    [maxAttempts - 1, giveUpAfterMs, false],
    [maxAttempts, giveUpAfterMs - 1, false],
  ])('after %s attempts and %s ms: %s', (attempts, age, hopeless) => {
    expect(isHopeless(attempts, age)).toBe(hopeless);
  });
});
