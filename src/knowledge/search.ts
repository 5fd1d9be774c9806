// Finds the self-help article for a question in somebody's own words.
import MiniSearch from 'minisearch';
import type { Article, Confidence, Product, SearchResult } from '../domain/article.ts';
import type { Locale } from '../domain/locale.ts';
import { locales } from '../domain/locale.ts';
import type { Knowledge } from '../flows/ports.ts';
import type { Tokens } from './tokens.ts';
import { tokensOf } from './tokens.ts';
import { productWords } from './words.ts';

interface Index {
  readonly documents: MiniSearch;
  /** How much a word says about the topic: rare among the articles is much, unknown is little. */
  readonly weight: (word: string) => number;
  readonly isKnown: (word: string) => boolean;
  readonly topics: ReadonlyMap<string, Topic>;
}

interface Topic {
  readonly article: Article;
  readonly title: ReadonlySet<string>;
}

interface Hit {
  readonly id: string;
  readonly score: number;
  /** Share of the question's meaning, 0 to 1, that the article contains. */
  readonly covered: number;
  /** How many words of the question it has; a known code counts as two. */
  readonly words: number;
  /** Whether one of these words alone points to the article, as "old" or "name" does not. */
  readonly telling: boolean;
}

const boost = { codes: 8, title: 2, symptoms: 3, steps: 0.4, grams: 0.12 };
// An article about a product the question does not name is seldom meant, even if its words fit.
const otherProduct = 0.35;
const unnamedProduct = 0.9;
// A word that no article has is chatter as often as it is another topic (known words weigh 0.7 to 3.4).
const unknownWeight = 1;
const rareWeight = 2.2;
// A code of a family that the article knows, without the article knowing the code itself.
const familyCover = 0.5;
// The start of a pasted log tells as much as the whole of it, and keeps a turn short.
const longestText = 2000;

const productOf = new Map(
  productWords.flatMap(([product, names]) => tokensOf(names).words.map((word) => [word, product] as const)),
);

/**
 * Builds the search over `articles` once; asking is synchronous and takes about a millisecond.
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
      return index === undefined
        ? { confidence: 'none', articleIds: [] }
        : ask(index, tokensOf(text.slice(0, longestText)));
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
  const topics = new Map<string, Topic>();
  for (const article of articles) {
    const title = tokensOf(article.title);
    const symptoms = tokensOf(article.symptoms.join('\n'));
    const steps = tokensOf([article.summary, ...article.steps].join('\n'));
    documents.add({
      id: article.id,
      title: title.words.join(' '),
      symptoms: symptoms.words.join(' '),
      steps: steps.words.join(' '),
      codes: [...tokensOf(article.codes.join('\n')).codes, ...symptoms.codes].join(' '),
      grams: [...title.grams, ...symptoms.grams].join(' '),
    });
    topics.set(article.id, { article, title: new Set(title.words) });
    for (const word of new Set([...title.words, ...symptoms.words]))
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const weight = (word: string) => {
    const articlesWithIt = frequency.get(word);
    return articlesWithIt === undefined ? unknownWeight : Math.log(1 + articles.length / articlesWithIt);
  };
  return { documents, weight, isKnown: (word) => frequency.has(word), topics };
}

function ask({ documents, weight, isKnown, topics }: Index, { words, grams, codes }: Tokens): SearchResult {
  const meant = new Set(words);
  const named = productsIn(meant);
  const whole = sumOf(meant, weight);
  const hits = documents
    .search({
      combineWith: 'OR',
      queries: [
        {
          queries: [[...meant].join(' ')],
          fields: ['title', 'symptoms', 'steps'],
          boost,
          // A word that articles have is no slip, and looking for its neighbours costs most of a search.
          fuzzy: (word) => !isKnown(word) && fuzzy(word),
        },
        { queries: [[...new Set(grams)].join(' ')], fields: ['grams'], boost },
        { queries: [[...new Set(codes)].join(' ')], fields: ['codes'], boost },
      ],
    })
    .map(({ id, score, queryTerms }): Hit => {
      const topic = topics.get(id);
      const found = new Set(queryTerms.filter((term) => meant.has(term)));
      const covered = whole === 0 ? 0 : sumOf(found, weight) / whole;
      const known = codes.some((code) => topic?.article.codes.some((own) => own.toLowerCase() === code));
      const related = codes.some((code) => queryTerms.includes(code));
      return {
        id,
        score: score * productFit(topic, named),
        covered: Math.max(covered, known ? 1 : related ? familyCover : 0),
        words: found.size + (known ? 2 : 0),
        telling: related || [...found].some((word) => topic?.title.has(word) || weight(word) >= rareWeight),
      };
    })
    .filter(({ covered }) => covered > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3);
  const confidence = confidenceOf(hits);
  return { confidence, articleIds: confidence === 'none' ? [] : hits.map(({ id }) => id) };
}

function fuzzy(term: string): number | boolean {
  // One slip of the finger; in short words and in Chinese it would make another word.
  return term.length > 5 && !/\p{Script=Han}/u.test(term) ? 1 : false;
}

function productsIn(words: Iterable<string>): readonly Product[] {
  return [...words].flatMap((word) => productOf.get(word) ?? []);
}

function productFit(topic: Topic | undefined, named: readonly Product[]): number {
  if (topic === undefined) return 1;
  const { category, products } = topic.article;
  // Anything may be bought or billed, whatever the article lists.
  if (category === 'billing' || category === 'subscription-change') return 1;
  if (named.length === 0) return productsIn(topic.title).length > 0 ? unnamedProduct : 1;
  return products.some((product) => named.includes(product)) ? 1 : otherProduct;
}

function sumOf(words: Iterable<string>, weight: (word: string) => number): number {
  return [...words].reduce((sum, word) => sum + weight(word), 0);
}

// Calibrated on questions of our own and on a tuning set that is not in this repository, so on what was looked
// at; a MiniSearch score grows with the square of the words that match.
function confidenceOf([first, second]: readonly Hit[]): Confidence {
  // A question of one word scores low although all of it is found.
  if (first === undefined || !first.telling || first.covered < 0.3 || first.score < 40 * (1 - first.covered))
    return 'none';
  const lead = second === undefined ? 1 : 1 - second.score / first.score;
  const standsOut = lead >= 0.4 && (first.score >= 250 || first.covered === 1);
  return standsOut && first.words > 1 && first.covered >= 0.55 ? 'sure' : 'choice';
}
