import { describe, expect, it } from 'vitest';
import {
  canBeTried,
  endedShare,
  failureAtLeast,
  type LessonEvent,
  type Tally,
  type Upshot,
  upshotAfter,
  upshots,
  weakest,
} from '../../src/domain/lesson.ts';

describe('what comes of an article', () => {
  it.each<[LessonEvent, Upshot | undefined]>([
    ['shown', 'silent'],
    ['helped', 'confirmed'],
    ['not-helped', 'refuted'],
    ['moved-on', undefined],
    ['came-back', undefined],
    ['issue-found', undefined],
  ])('%s, of which nothing was known: %s', (event, upshot) => {
    expect(upshotAfter(event, undefined)).toBe(upshot);
  });

  // Written out, so that a slip in the rule does not change both: silent, confirmed, refuted, left, returned, overtaken.
  it.each<[LessonEvent, readonly Upshot[]]>([
    ['shown', ['silent', 'confirmed', 'refuted', 'silent', 'returned', 'overtaken']],
    ['helped', ['confirmed', 'confirmed', 'confirmed', 'confirmed', 'confirmed', 'confirmed']],
    ['not-helped', ['refuted', 'refuted', 'refuted', 'refuted', 'refuted', 'refuted']],
    ['moved-on', ['left', 'confirmed', 'refuted', 'left', 'returned', 'overtaken']],
    ['came-back', ['returned', 'returned', 'refuted', 'left', 'returned', 'overtaken']],
    ['issue-found', ['overtaken', 'confirmed', 'refuted', 'left', 'returned', 'overtaken']],
  ])('%s', (event, expected) => {
    expect(upshots.map((before) => upshotAfter(event, before))).toEqual(expected);
  });

  it.each(upshots)('the same twice after %s is the same once', (before) => {
    const events: LessonEvent[] = ['shown', 'helped', 'not-helped', 'moved-on', 'came-back', 'issue-found'];
    for (const event of events) {
      const once = upshotAfter(event, before);
      expect(upshotAfter(event, once)).toBe(once);
    }
  });
});

describe('what can be tried', () => {
  it('has steps, and is no wish that costs money', () => {
    expect(canBeTried({ steps: ['Restart.'], category: 'how-to' }, {})).toBe(true);
    expect(canBeTried({ steps: [], category: 'how-to' }, {})).toBe(false);
    expect(canBeTried({ steps: ['Restart.'], category: 'billing' }, {})).toBe(false);
  });

  it('is not where to look for what stands on the card already', () => {
    const steps = ['Open the status page.'];
    const issue = { issueId: 'EX123456' };
    expect(canBeTried({ steps, category: 'technical-availability' }, {})).toBe(true);
    expect(canBeTried({ steps, category: 'technical-availability' }, issue)).toBe(false);
    expect(canBeTried({ steps, category: 'how-to' }, issue)).toBe(true);
  });
});

function tally(parts: Partial<Tally>): Tally {
  const nothing = { confirmed: 0, assumed: 0, refuted: 0, left: 0, returned: 0 };
  return { articleId: 'outlook-slow', locale: 'en', ...nothing, ...parts };
}

describe('a tally', () => {
  it.each([
    [{}, 0],
    [{ confirmed: 1 }, 1],
    [{ assumed: 3, refuted: 1 }, 0.75],
    [{ confirmed: 1, assumed: 1, refuted: 1, left: 1, returned: 1 }, 0.4],
  ])('%o was the end of it for %d', (parts, share) => {
    expect(endedShare(tally(parts))).toBeCloseTo(share);
  });

  // Computed by hand from Wilson's formula.
  it.each([
    [{}, 0],
    [{ confirmed: 9 }, 0],
    [{ refuted: 1 }, 0.2065],
    [{ refuted: 8, assumed: 2 }, 0.4902],
    [{ left: 10, assumed: 90 }, 0.0552],
  ])('%o failed at least in %d', (parts, share) => {
    expect(failureAtLeast(tally(parts))).toBeCloseTo(share, 3);
  });

  it('of what fails often comes first, and of what fails like any other is left out', () => {
    const often = tally({ articleId: 'often', refuted: 4, left: 3, returned: 1, assumed: 2 });
    const once = tally({ articleId: 'once', refuted: 1 });
    const seldom = tally({ articleId: 'seldom', left: 10, assumed: 90 });
    const never = tally({ articleId: 'never', assumed: 3 });
    expect(weakest([seldom, once, never, often], 10)).toEqual([often, once]);
    expect(weakest([once, often], 1)).toEqual([often]);
  });
});
