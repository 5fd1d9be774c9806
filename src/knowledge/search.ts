// Finds the self-help article for a question in somebody's own words.
import { setImmediate } from 'node:timers/promises';
import type { Article, SearchResult } from '../domain/article.ts';
import type { Locale } from '../domain/locale.ts';
import type { Knowledge } from '../flows/ports.ts';
import { confidenceOf } from './confidence.ts';
import { lexiconStems } from './lexicon.ts';
import { rank } from './rank.ts';
import { createSpeller, type Speller } from './spelling.ts';
import { buildIndex, type TextIndex } from './text-index.ts';
import { termsOf } from './tokens.ts';
import { categoryOf, kindOf, routeOf, saidIn, withImplied } from './triage.ts';

// The start of a pasted log tells as much as the whole of it, and keeps a turn short.
// People name the trouble first and tell its story after.
const laterShare = 0.7;
const longestText = 2000;
const longestStepMs = 8;

interface Library {
  readonly index: TextIndex;
  readonly speller: Speller;
  /** By topic number: the topic in any language, for what does not depend on it. */
  readonly topics: readonly Article[];
  readonly pages: ReadonlyMap<string, Article>;
}

/**
 * Builds the search over `articles` at once; asking is synchronous and takes a fraction of a millisecond.
 *
 * The words of the question decide which language it is compared with, `locale` only in which language an
 * article is returned. `articleIds` is empty when the confidence is `none`.
 */
export function createKnowledge(articles: readonly Article[]): Knowledge {
  const steps = build(articles);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return knowledgeOf(step.value);
}

/** The same for thousands of pages: lets other work pass every few milliseconds. */
export async function loadKnowledge(articles: readonly Article[]): Promise<Knowledge> {
  const steps = build(articles);
  let since = performance.now();
  let step = steps.next();
  while (!step.done) {
    if (performance.now() - since > longestStepMs) {
      await setImmediate();
      since = performance.now();
    }
    step = steps.next();
  }
  return knowledgeOf(step.value);
}

function* build(articles: readonly Article[]): Generator<void, Library> {
  const index = yield* buildIndex(articles);
  const speller = createSpeller();
  for (const stem of lexiconStems()) speller.learn(stem);
  yield;
  let learned = 0;
  for (const word of index.words) {
    speller.learn(word);
    if (++learned % 100 === 0) yield;
  }
  const byId = new Map<string, Article>();
  const pages = new Map<string, Article>();
  for (const article of articles) {
    if (!byId.has(article.id)) byId.set(article.id, article);
    pages.set(`${article.locale} ${article.id}`, article);
  }
  return { index, speller, pages, topics: [...byId.values()] };
}

function knowledgeOf(library: Library): Knowledge {
  return {
    search: (text) => ask(library, text.slice(0, longestText)),
    article: (id, locale: Locale) => library.pages.get(`${locale} ${id}`),
  };
}

function ask(library: Library, text: string): SearchResult {
  const terms = withImplied(termsOf(text, library.speller.correct, laterShare));
  const said = saidIn(terms);
  const kind = kindOf(terms, said);
  const meant = [...terms.weights.values()].filter((weight) => weight >= 0.5).length;
  const hits = kind === 'question' || kind === 'person' ? rank(library.index, library.topics, terms) : [];
  const confidence = kind === 'question' ? confidenceOf(hits, meant) : 'none';
  const best = confidence === 'none' ? undefined : library.topics.find(({ id }) => id === hits[0]?.id);
  const category = categoryOf(kind, said, best);
  return {
    confidence,
    articleIds: confidence === 'none' ? [] : hits.map(({ id }) => id),
    kind,
    category,
    route: routeOf(category, said, best),
  };
}
