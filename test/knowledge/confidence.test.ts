import { describe, expect, it } from 'vitest';
import { confidenceOf } from '../../src/knowledge/confidence.ts';

const hit = (score: number, hasCode = false) => ({ id: `topic-${score}`, score, hasCode });

describe('confidence', () => {
  it.each([
    ['nothing found', [], 3, 'none'],
    ['a faint likeness', [hit(0.1), hit(0.05)], 3, 'none'],
    ['one that stands out', [hit(0.7), hit(0.4)], 3, 'sure'],
    ['two alike', [hit(0.7), hit(0.69)], 3, 'choice'],
    ['one that stands out faintly', [hit(0.3), hit(0.1)], 3, 'choice'],
    ['a single word', [hit(0.9), hit(0.4)], 1, 'choice'],
    ['a code that one article lists', [hit(0.6, true), hit(0.1)], 0, 'sure'],
    ['a code that two articles list', [hit(0.6, true), hit(0.6, true)], 0, 'choice'],
    ['the only hit', [hit(0.5)], 2, 'sure'],
  ] as const)('%s', (_, hits, meant, expected) => {
    expect(confidenceOf(hits, meant)).toBe(expected);
  });
});
