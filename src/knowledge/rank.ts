// Puts the topics in order for the terms of a question.
import type { Article, Product } from '../domain/article.ts';
import { isCommercial } from '../domain/triage.ts';
import type { TextIndex } from './text-index.ts';
import type { Terms } from './tokens.ts';
import { isAboutMoney, saidIn } from './triage.ts';

export interface Hit {
  readonly id: string;
  /** 0 to about 1.3. */
  readonly score: number;
  /** The question names an error code that this article lists. */
  readonly hasCode: boolean;
}

// An article about a product that the question does not name is seldom meant, even if its words fit.
const otherProduct = 0.6;
// What people can do themselves is asked oftener than what administrators do.
const forEverybody = 1.1;
const forMoney = 1.2;
// One line may fit by chance; a second one that fits makes it likelier.
const secondLineShare = 0.3;
// Who says a title or a symptom word for word means it.
const wordForWord = 0.95;
const wordForWordGain = 0.25;
const codeGain = 0.6;
const codeFamilyGain = 0.09;
const shown = 3;

const productsOf: Readonly<Record<string, readonly Product[]>> = {
  '#outlook': ['outlook', 'exchange'],
  '#exchange': ['outlook', 'exchange'],
  '#teams': ['teams'],
  '#onedrive': ['onedrive'],
  '#sharepoint': ['sharepoint'],
  '#office': ['office'],
  '#excel': ['office'],
  '#word': ['office'],
  '#powerpoint': ['office'],
  '#onenote': ['office'],
  '#windows': ['windows'],
  '#azure': ['azure'],
  '#dynamics': ['dynamics'],
  '#powerautomate': ['power-platform'],
  '#powerapps': ['power-platform'],
};

/** The best three topics, best first; `topics` are articles by topic number, in any language. */
export function rank(index: TextIndex, topics: readonly Article[], terms: Terms): Hit[] {
  const said = saidIn(terms);
  const named = Object.entries(productsOf).flatMap(([term, products]) => (said(term) ? products : []));
  const aboutMoney = isAboutMoney(said);
  const coded = codeGains(index, terms.codes);
  const { topics: found, line, second, whole } = index.compare(terms.weights);
  const best: Hit[] = [];
  const consider = (topic: number, likeness: number) => {
    const article = topics[topic];
    if (article === undefined) return;
    const gain = coded.get(topic) ?? 0;
    const score = likeness * suits(article, named, aboutMoney) + gain;
    if (best.length === shown && score <= (best[shown - 1]?.score ?? 0)) return;
    best.push({ id: article.id, score, hasCode: gain >= codeGain });
    best.sort((a, b) => b.score - a.score);
    best.length = Math.min(best.length, shown);
  };
  for (const topic of found) {
    const best = line[topic] ?? 0;
    const lines = best * (1 - secondLineShare) + (second[topic] ?? 0) * secondLineShare;
    consider(topic, (lines + (whole[topic] ?? 0)) / 2 + (best >= wordForWord ? wordForWordGain : 0));
  }
  for (const topic of coded.keys()) if ((whole[topic] ?? 0) === 0) consider(topic, 0);
  return best;
}

function codeGains(index: TextIndex, codes: readonly string[]): ReadonlyMap<number, number> {
  const gains = new Map<number, number>();
  for (const code of codes)
    for (const topic of index.withCode(code))
      gains.set(topic, Math.max(gains.get(topic) ?? 0, code.startsWith('~') ? codeFamilyGain : codeGain));
  return gains;
}

function suits(article: Article, named: readonly Product[], aboutMoney: boolean): number {
  // Anything may be bought or billed, whatever the article lists.
  if (isCommercial(article.category)) return aboutMoney ? forMoney : 1;
  const meant = named.length === 0 || article.products.some((product) => named.includes(product));
  return (meant ? 1 : otherProduct) * (article.fixableBy.includes('user') ? forEverybody : 1);
}
