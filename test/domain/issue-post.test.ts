import { describe, expect, it } from 'vitest';
import { gistOf, nextUpdateIn } from '../../src/domain/issue-post.ts';

describe('the next update that a post announces', () => {
  it.each([
    ['Next update by: Monday, November 23, 2026, at 12:00 PM UTC', Date.UTC(2026, 10, 23, 12)],
    ['Next update by: Monday, November 23, 2026 at 12:30 AM UTC', Date.UTC(2026, 10, 23, 0, 30)],
    ['Next update by:\nFriday, January 1, 2027, at 9:05 PM UTC', Date.UTC(2027, 0, 1, 21, 5)],
    ['next update by November 3, 2026, 1:00 p.m. (UTC)', Date.UTC(2026, 10, 3, 13)],
    ['Next update by: soon', undefined],
    ['Next update by: Monday, November 23, 2026, at 12:00 PM PST', undefined],
    ['Next update by: Monday, Smarch 23, 2026, at 12:00 PM UTC', undefined],
    ['The last update was on November 3, 2026 at 1:00 PM UTC', undefined],
    ['', undefined],
  ])('%j', (text, expected) => {
    expect(nextUpdateIn(text)).toBe(expected);
  });
});

describe('the gist of a post', () => {
  it.each([
    ['Title: A\n\nUser impact: B\n\nCurrent status: We are on it.\n\nScope of impact: all', 'We are on it.'],
    ['Current status: One.\nTwo.\nNext update by: later', 'One.\nTwo.'],
    ['Final status: It is mended.\nStart time: then', 'It is mended.'],
    ['Current status:\nNext update by: later', 'Current status:\nNext update by: later'],
    ['No parts at all', 'No parts at all'],
  ])('%j', (text, expected) => {
    expect(gistOf(text)).toBe(expected);
  });
});
