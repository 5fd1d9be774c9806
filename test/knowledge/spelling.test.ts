import { describe, expect, it } from 'vitest';
import { createSpeller } from '../../src/knowledge/spelling.ts';
import { stemOf } from '../../src/knowledge/stems.ts';

const speller = createSpeller();
for (const word of ['outlook', 'calendar', 'почта', 'открывается', 'subscription', 'billing', 'тимс'])
  speller.learn(stemOf(word));
const corrected = (word: string) => speller.correct(stemOf(word), word);

describe('a slip of the finger', () => {
  it.each([
    ['outlok', 'outlook'],
    ['calednar', 'calendar'],
    ['outloook', 'outlook'],
    ['открываетя', 'открывается'],
  ])('%s', (typed, meant) => {
    expect(corrected(typed)).toBe(stemOf(meant));
  });
});

describe('the other keyboard layout', () => {
  it.each([
    ['щгедщщл', 'outlook'],
    ['jnrhsdftncz', 'открывается'],
    ['nbvc', 'тимс'],
  ])('%s', (typed, meant) => {
    expect(corrected(typed)).toBe(stemOf(meant));
  });
});

it('leaves alone what is known, short or far from everything', () => {
  for (const word of ['outlook', 'cat', 'visit', 'microscope', 'x1'])
    expect(corrected(word)).toBe(stemOf(word));
});
