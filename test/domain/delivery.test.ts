import { describe, expect, it } from 'vitest';
import { maxAttempts, retryDelayMs, sendAgainAfterLostAnswer } from '../../src/domain/delivery.ts';

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
    ['owed', 1, true],
    ['owed', 2, false],
    ['notice', 1, false],
    ['update', 1, true],
    ['update', maxAttempts - 1, true],
    ['update', maxAttempts, false],
  ] as const)('%s after attempt %s: %s', (kind, attempts, again) => {
    expect(sendAgainAfterLostAnswer(kind, attempts)).toBe(again);
  });
});
