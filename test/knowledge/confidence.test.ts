import { describe, expect, it } from 'vitest';
import { confidenceOf } from '../../src/knowledge/confidence.ts';

const page = (score: number, hasCode = false) => ({ id: `topic-${score}`, score, hasCode });

const article = (chance: number, score = 0.5, hasCode = false) => ({ ...page(score, hasCode), chance });

describe('confidence in an article of ours', () => {
  it.each([
    ['nothing found', [], 3, 'none'],
    ['hardly likelier than any other', [article(0.05)], 3, 'none'],
    ['likely, with hardly a word in common', [article(0.7, 0.1)], 3, 'none'],
    ['one of several that may be meant', [article(0.5), article(0.4)], 3, 'choice'],
    ['most likely meant', [article(0.6), article(0.2)], 3, 'sure'],
    ['a single word', [article(0.9)], 1, 'choice'],
    ['a code that one article lists', [article(0.9, 0.6, true)], 0, 'sure'],
    ['a code that two articles list', [article(0.45, 0.6, true), article(0.45, 0.6, true)], 0, 'choice'],
  ] as const)('%s', (_, hits, meant, expected) => {
    expect(confidenceOf(hits, meant, 2)).toBe(expected);
  });
});

it('is none where one plain word of several is understood, unless a code is', () => {
  expect(confidenceOf([article(0.9)], 3, 1)).toBe('none');
  expect(confidenceOf([article(0.9)], 1, 1)).toBe('choice');
  expect(confidenceOf([article(0.9, 0.6, true)], 3, 0)).toBe('sure');
});

describe('confidence in an imported page', () => {
  it.each([
    ['a faint likeness', [page(0.1), page(0.05)], 3, 'none'],
    ['one that stands out', [page(0.7), page(0.4)], 3, 'sure'],
    ['two alike', [page(0.7), page(0.69)], 3, 'choice'],
    ['beside an article as good', [page(0.7), article(0.9, 0.69)], 3, 'choice'],
    ['one that stands out faintly', [page(0.3), page(0.1)], 3, 'choice'],
    ['a single word', [page(0.9), page(0.4)], 1, 'choice'],
    ['a code that one page lists', [page(0.6, true), page(0.1)], 0, 'sure'],
    ['a code that two pages list', [page(0.6, true), page(0.6, true)], 0, 'choice'],
    ['the only hit', [page(0.5)], 2, 'sure'],
  ] as const)('%s', (_, hits, meant, expected) => {
    expect(confidenceOf(hits, meant, 2)).toBe(expected);
  });
});
