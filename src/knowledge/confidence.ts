// How far an answer may be trusted.
import type { Confidence } from '../domain/article.ts';
import type { Hit } from './rank.ts';

// Of our articles: how probable the first must be to be worth a look, and to be shown as the answer. Where it is
// said to be probable to 60 %, it was right in nearly nine of ten of told.tsv and three of four of unseen.tsv, see the README.
const least = { chance: 0.08, score: 0.15 };
const sureChance = 0.6;
/** What is nobody's affair here is not looked up, unless an article fits beyond doubt. */
const beyondDoubt = 0.9;
// Of imported pages, which have no chance: they were written for readers, not for questions.
const page = { least: 0.27, sure: 0.35, lead: 0.08, beyondDoubt: 0.5 };

/** `hits` best first; `meant`: how many terms of weight the question has, and how many of them are `understood`. */
export function confidenceOf([first, second]: readonly Hit[], meant: number, understood: number): Confidence {
  if (first === undefined || !isWorthALook(first)) return 'none';
  // Among words that nobody knows a single one fits by chance.
  if (meant > 1 && understood < 2 && !first.hasCode) return 'none';
  // One word fits many articles, however well it fits the first.
  if (meant < 2 && !first.hasCode) return 'choice';
  return isProbable(first, second) ? 'sure' : 'choice';
}

export function isBeyondDoubt(first: Hit | undefined): boolean {
  if (first === undefined) return false;
  return first.chance === undefined ? first.score >= page.beyondDoubt : first.chance >= beyondDoubt;
}

function isWorthALook({ chance, score }: Hit): boolean {
  return chance === undefined ? score >= page.least : chance >= least.chance && score >= least.score;
}

function isProbable({ chance, score, hasCode }: Hit, second: Hit | undefined): boolean {
  if (chance !== undefined) return chance >= sureChance;
  const lead = second === undefined ? 1 : 1 - second.score / score;
  return lead >= page.lead && (hasCode || score >= page.sure);
}
