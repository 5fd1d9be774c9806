// What a question and a topic have in common, as numbers: what the order of our articles is made of.
import type { Article, Product } from '../domain/article.ts';
import { isCommercial } from '../domain/triage.ts';
import { codeGain, codeGains, isWordForWord, likenessOf } from './likeness.ts';
import { isAboutMoney, type Said, saidIn } from './said.ts';
import { inLanguage, type Shelf } from './shelf.ts';
import type { Terms } from './tokens.ts';

/** `words` is a logarithm, `line` and `secondLine` lie between 0 and 1; the others are 0 or 1. */
export const clueNames = [
  'words',
  'line',
  'secondLine',
  'otherProduct',
  'money',
  'noMoney',
  'wordForWord',
  'code',
  'codeFamily',
] as const;
export type Clues = Readonly<Record<(typeof clueNames)[number], number>>;

export interface Fit {
  readonly article: Article;
  readonly clues: Clues;
  /** 0 to 1.25 by words, more with a code: how much the words and codes agree, whatever else speaks for the article. */
  readonly likeness: number;
  readonly hasCode: boolean;
}

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

/** All topics that share a word or a code with the question, in no order. */
export function fitsOf({ index, topics }: Shelf, terms: Terms): Fit[] {
  const said = saidIn(terms);
  const traits = traitsFor(said);
  const gains = codeGains(index, terms.codes);
  const { topics: found, line, second, whole, evidence } = index.compare(terms.weights);
  const fits: Fit[] = [];
  const consider = (number: number) => {
    const article = inLanguage(topics[number] ?? {}, 'en');
    if (article === undefined) return;
    const gain = gains.get(number) ?? 0;
    const best = line[number] ?? 0;
    const { otherProduct, money, noMoney } = traits(article);
    fits.push({
      article,
      clues: {
        words: evidence[number] ?? 0,
        line: best,
        secondLine: second[number] ?? 0,
        otherProduct,
        money,
        noMoney,
        wordForWord: Number(isWordForWord(best)),
        code: Number(gain >= codeGain),
        codeFamily: Number(gain > 0 && gain < codeGain),
      },
      likeness: likenessOf(best, second[number], whole[number]) + gain,
      hasCode: gain >= codeGain,
    });
  };
  for (const number of found) consider(number);
  for (const number of gains.keys()) if ((whole[number] ?? 0) === 0) consider(number);
  return fits;
}

/** What speaks for or against an article whatever words it has. */
function traitsFor(said: Said) {
  const named = Object.entries(productsOf).flatMap(([term, products]) => (said(term) ? products : []));
  const aboutMoney = isAboutMoney(said);
  return ({ category, products }: Article) => {
    // Anything may be bought or billed, whatever the article lists.
    const costs = isCommercial(category);
    const isOther = !costs && named.length > 0 && !products.some((product) => named.includes(product));
    return {
      otherProduct: Number(isOther),
      money: Number(costs && aboutMoney),
      noMoney: Number(costs && !aboutMoney),
    };
  };
}
