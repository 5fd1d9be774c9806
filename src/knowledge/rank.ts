// Puts our articles in order for the terms of a question.
import { type Clues, clueNames, type Fit, fitsOf } from './clues.ts';
import type { Shelf } from './shelf.ts';
import type { Terms } from './tokens.ts';

export interface Hit {
  readonly id: string;
  /** 0 to about 1.5: how much the words agree. */
  readonly score: number;
  /** The question names an error code that this article lists. */
  readonly hasCode: boolean;
  /** 0 to 1: how probable it is that this article is meant, of all there are; pages have none. */
  readonly chance?: number;
}

/**
 * What each clue adds to the logarithm of the odds. The first six are fitted (`npm run fit`, see the README);
 * who says a line word for word, or a code, is taken at their word.
 */
export const oddsOf: Clues = {
  words: 0.66,
  line: 2.5,
  secondLine: 3,
  otherProduct: -1.2,
  money: 0.15,
  noMoney: -0.5,
  wordForWord: 6,
  code: 6,
  codeFamily: 1,
};

/** The best topics of the articles that were written for questions, the likeliest first. */
export function rank(shelf: Shelf, terms: Terms, count: number): Hit[] {
  const fits = fitsOf(shelf, terms)
    .map((fit) => ({ ...fit, odds: oddsFor(fit) }))
    .sort((a, b) => b.odds - a.odds || b.likeness - a.likeness);
  // Those that share no word with the question are possible too: nothing speaks for or against them.
  const strength = (odds: number) => Math.exp(odds - (fits[0]?.odds ?? 0));
  const others = shelf.topics.length - fits.length;
  const all = fits.reduce((sum, { odds }) => sum + strength(odds), others * strength(0));
  return fits.slice(0, count).map(({ article, likeness, hasCode, odds }) => ({
    id: article.id,
    score: likeness,
    hasCode,
    chance: strength(odds) / all,
  }));
}

function oddsFor({ clues }: Fit): number {
  return clueNames.reduce((sum, name) => sum + oddsOf[name] * clues[name], 0);
}
