// Puts our articles in order for the terms of a question.
import { type Clues, type Fit, fitsOf } from './clues.ts';
import type { Shelf } from './shelf.ts';
import type { Terms } from './tokens.ts';

export interface Hit {
  readonly id: string;
  /** 0 to 1.25 by words, more with a code: how much they agree. */
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
  const fits = fitsOf(shelf, terms);
  const odds = fits.map(oddsFor);
  const order = fits.map((_, at) => at).sort((a, b) => (odds[b] ?? 0) - (odds[a] ?? 0));
  const highest = odds[order[0] ?? 0] ?? 0;
  // Those that share no word with the question are possible too: nothing speaks for or against them.
  let all = (shelf.topics.length - fits.length) * Math.exp(-highest);
  for (const one of odds) all += Math.exp(one - highest);
  return order.slice(0, count).flatMap((at) => {
    const fit = fits[at];
    if (fit === undefined) return [];
    const { article, likeness, hasCode } = fit;
    return { id: article.id, score: likeness, hasCode, chance: Math.exp((odds[at] ?? 0) - highest) / all };
  });
}

/** Written out: a sum over names takes longer than all the rest of the order. */
function oddsFor({ clues }: Fit): number {
  return (
    oddsOf.words * clues.words +
    oddsOf.line * clues.line +
    oddsOf.secondLine * clues.secondLine +
    oddsOf.otherProduct * clues.otherProduct +
    oddsOf.money * clues.money +
    oddsOf.noMoney * clues.noMoney +
    oddsOf.wordForWord * clues.wordForWord +
    oddsOf.code * clues.code +
    oddsOf.codeFamily * clues.codeFamily
  );
}
