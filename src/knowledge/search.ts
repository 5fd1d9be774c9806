// Finds the self-help article for a question in somebody's own words.
import MiniSearch from 'minisearch';
import type { Article, Confidence, SearchResult } from '../domain/article.ts';
import type { Locale } from '../domain/locale.ts';
import { locales } from '../domain/locale.ts';
import type { Tokens } from './tokens.ts';
import { tokensOf } from './tokens.ts';

interface Knowledge {
  search(text: string, locale: Locale): SearchResult;
  article(id: string, locale: Locale): Article | undefined;
}

interface Index {
  readonly documents: MiniSearch;
  /** How often a word occurs among the articles; unknown words count as rarest. */
  readonly rarity: (word: string) => number;
}

interface Hit {
  readonly id: string;
  readonly score: number;
  /** Share of the question's meaning, 0 to 1, that the article contains as whole words. */
  readonly covered: number;
}

const boost = { codes: 8, title: 2, symptoms: 3, steps: 0.4 };
const gramBoost = 0.12;

/**
 * Builds the search over `articles` once; asking is synchronous and takes well under a millisecond or two.
 *
 * `search` takes the text in any language of ours, whatever `locale` says: the script of the text decides,
 * and `locale` only where the text has none (a bare error code). `articleIds` is empty when the confidence
 * is `none`.
 */
export function createKnowledge(articles: readonly Article[]): Knowledge {
  const byLocale = new Map(
    locales.map((locale) => {
      const own = articles.filter((article) => article.locale === locale);
      return [locale, { index: buildIndex(own), articles: new Map(own.map((one) => [one.id, one])) }];
    }),
  );
  return {
    search: (text, locale) => {
      const index = byLocale.get(scriptOf(text) ?? locale)?.index;
      return index === undefined ? { confidence: 'none', articleIds: [] } : ask(index, tokensOf(text));
    },
    article: (id, locale) => byLocale.get(locale)?.articles.get(id),
  };
}

function scriptOf(text: string): Locale | undefined {
  if (/\p{Script=Han}/u.test(text)) return 'zh-cn';
  if (/\p{Script=Cyrillic}/u.test(text)) return 'ru';
  return /\p{Script=Latin}{2}/u.test(text) ? 'en' : undefined;
}

function buildIndex(articles: readonly Article[]): Index {
  const documents = new MiniSearch({
    fields: ['title', 'symptoms', 'steps', 'codes', 'grams'],
    // The texts below are tokens already.
    tokenize: (tokens) => tokens.split(' '),
    processTerm: (token) => token,
  });
  const frequency = new Map<string, number>();
  for (const article of articles) {
    const title = tokensOf(article.title);
    const symptoms = tokensOf(article.symptoms.join('\n'));
    const steps = tokensOf([article.summary, ...article.steps, article.stopWhen ?? ''].join('\n'));
    documents.add({
      id: article.id,
      title: title.words.join(' '),
      symptoms: symptoms.words.join(' '),
      steps: steps.words.join(' '),
      codes: [...tokensOf(article.codes.join('\n')).codes, ...symptoms.codes].join(' '),
      grams: [...title.grams, ...symptoms.grams].join(' '),
    });
    for (const word of new Set([...title.words, ...symptoms.words]))
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  return { documents, rarity: (word) => Math.log(1 + articles.length / (0.5 + (frequency.get(word) ?? 0))) };
}

function ask({ documents, rarity }: Index, { words, grams, codes }: Tokens): SearchResult {
  const meant = new Set(words);
  const whole = [...meant].reduce((sum, word) => sum + rarity(word), 0);
  const hits = documents
    .search({
      combineWith: 'OR',
      queries: [
        { queries: [[...meant].join(' ')], fields: ['title', 'symptoms', 'steps'], boost },
        { queries: [[...new Set(grams)].join(' ')], fields: ['grams'], boost: { grams: gramBoost } },
        { queries: [[...new Set(codes)].join(' ')], fields: ['codes'], boost },
      ],
    })
    .slice(0, 3)
    .map(({ id, score, queryTerms }): Hit => {
      const found = queryTerms.filter((term) => meant.has(term)).reduce((sum, term) => sum + rarity(term), 0);
      const code = codes.some((one) => queryTerms.includes(one));
      return { id, score, covered: code ? 1 : whole === 0 ? 0 : found / whole };
    });
  const confidence = confidenceOf(hits);
  return { confidence, articleIds: confidence === 'none' ? [] : hits.map(({ id }) => id) };
}

function confidenceOf([first, second]: readonly Hit[]): Confidence {
  if (first === undefined || first.covered < 0.25 || first.score < 4) return 'none';
  const lead = second === undefined ? 1 : 1 - second.score / first.score;
  return first.covered >= 0.5 && first.score >= 12 && lead >= 0.2 ? 'sure' : 'choice';
}
