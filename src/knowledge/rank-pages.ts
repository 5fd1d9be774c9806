// Puts imported pages in order for the terms of a question: they were written for readers, and have no symptoms.
import type { Locale } from '../domain/locale.ts';
import { codeGain, codeGains, likenessOf } from './likeness.ts';
import type { Hit } from './rank.ts';
import { inLanguage, type Shelf } from './shelf.ts';
import { type Terms, termsOf } from './tokens.ts';

// Documentation has the words of many questions, and is the answer to few.
const forPage = 0.8;
// Unless its title has a name of the question: then it is about that.
const forNamed = 1.1;
const inOtherLanguage = 0.8;
/** Of so many that fit best the titles are read again. */
const considered = 20;

interface Candidate {
  readonly topic: number;
  readonly score: number;
}

/** Terms of a question that none of our articles has, and a title among the pages: what only this partner has. */
export function namesIn(terms: Terms, articles: Shelf, pages: Shelf): ReadonlySet<string> {
  const names = [...terms.weights.keys()].filter(
    (term) => articles.index.spreadOf(term) === undefined && pages.index.spreadOf(term)?.inLines === true,
  );
  return new Set(names);
}

/** 0 to 1: how much of the question the names are. */
export function shareOf(names: ReadonlySet<string>, { weights }: Terms): number {
  let named = 0;
  let all = 0;
  for (const [term, weight] of weights) {
    all += weight;
    if (names.has(term)) named += weight;
  }
  return named / (all || 1);
}

/** The likest first; `readable` are the languages of who asks. */
export function rankPages(
  { index, topics }: Shelf,
  terms: Terms,
  names: ReadonlySet<string>,
  count: number,
  readable: readonly Locale[],
): Hit[] {
  const gains = codeGains(index, terms.codes);
  const { topics: found, line, second, whole } = index.compare(terms.weights);
  const best: Candidate[] = [];
  const consider = (topic: number, score: number) => {
    if (best.length === considered && score <= (best[considered - 1]?.score ?? 0)) return;
    best.push({ topic, score });
    best.sort((a, b) => b.score - a.score);
    best.length = Math.min(best.length, considered);
  };
  for (const topic of found)
    consider(topic, likenessOf(line[topic], second[topic], whole[topic]) + (gains.get(topic) ?? 0));
  for (const [topic, gain] of gains) if ((whole[topic] ?? 0) === 0) consider(topic, gain);
  return best
    .flatMap(({ topic: number, score }) => {
      const topic = topics[number];
      const page =
        topic && (readable.map((locale) => topic[locale]).find(Boolean) ?? inLanguage(topic, 'en'));
      if (page === undefined) return [];
      const isNamed = [...termsOf(page.title).weights.keys()].some((term) => names.has(term));
      const factor = (isNamed ? forNamed : forPage) * (readable.includes(page.locale) ? 1 : inOtherLanguage);
      return { id: page.id, score: score * factor, hasCode: (gains.get(number) ?? 0) >= codeGain };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, count);
}
