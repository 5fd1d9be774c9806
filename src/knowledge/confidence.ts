// How far an answer may be trusted.
import type { Confidence } from '../domain/article.ts';
import type { Hit } from './rank.ts';

// Fitted on a tuning set that is not in this repository, with articles that were not written for it, and
// checked by cross-validation: three numbers, see the README.
const least = 0.27;
const sureScore = 0.35;
const sureLead = 0.08;

/** `hits` best first; `meant`: how many terms of weight the question has. */
export function confidenceOf([first, second]: readonly Hit[], meant: number): Confidence {
  if (first === undefined || first.score < least) return 'none';
  const lead = second === undefined ? 1 : 1 - second.score / first.score;
  if (first.hasCode && lead >= sureLead) return 'sure';
  // One word fits many articles, however well it fits the first.
  return meant > 1 && first.score >= sureScore && lead >= sureLead ? 'sure' : 'choice';
}
