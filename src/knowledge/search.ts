// Finds the self-help article for a question in somebody's own words.
import type { Article, Manner, SearchResult } from '../domain/article.ts';
import type { Locale } from '../domain/locale.ts';
import type { Knowledge } from '../flows/ports.ts';
import { isAboutSteps } from './about-steps.ts';
import { confidenceOf, isBeyondDoubt } from './confidence.ts';
import { articleIn, type Library, libraryOf } from './library.ts';
import { mentionsOf } from './mentions.ts';
import { objects } from './objection.ts';
import { atOnce } from './pace.ts';
import { type Hit, rank } from './rank.ts';
import { namesIn, rankPages, shareOf } from './rank-pages.ts';
import { reportedIn, saidIn, withImplied } from './said.ts';
import { fillShelf } from './shelf.ts';
import { longestQuestion, type Terms, termsOf } from './tokens.ts';
import { categoryOf, kindOf, lengthOf, routeOf, soundsCommercial, type Voice } from './triage.ts';

// People name the trouble first and tell its story after.
const laterShare = 0.85;
const shown = 3;
const considered = 8;

/**
 * Builds the search over `articles` at once; asking is synchronous and takes a fraction of a millisecond.
 *
 * The words of the question decide which language it is compared with, `locale` only in which language an
 * article is returned. `articleIds` is empty when the confidence is `none`.
 */
export function createKnowledge(articles: readonly Article[]): Knowledge {
  return knowledgeOf(atOnce(libraryOf(atOnce(fillShelf(articles)))));
}

export function knowledgeOf(library: Library): Knowledge {
  return {
    search: (text, locale) => look(library, text, locale, considered).result,
    candidates: (text, locale) => look(library, text, locale, considered).hits.map(({ id }) => id),
    article: (id, locale) => articleIn(library, id, locale),
    terms: (text) => termsFor(library, text),
    mentions: mentionsOf,
  };
}

/** An error code says as much as a word can. */
function termsFor({ speller }: Library, text: string): Terms['weights'] {
  const { weights, codes } = termsOf(text.slice(0, longestQuestion), speller.correct, laterShare);
  return new Map([
    ...weights,
    ...codes.filter((code) => !code.startsWith('~')).map((code) => [code, 1] as const),
  ]);
}

export interface Look {
  readonly result: SearchResult;
  readonly terms: Terms;
  /** Best first, also those that are not good enough to be shown. */
  readonly hits: readonly Hit[];
}

/** The best `count`, with what led to them. */
export function look(library: Library, text: string, locale: Locale, count: number): Look {
  const terms = withImplied(termsOf(text.slice(0, longestQuestion), library.speller.correct, laterShare));
  const reported = reportedIn(terms);
  const named = kindOf(terms, saidIn(terms), text.slice(0, longestQuestion));
  const meant = [...terms.weights].filter(([, weight]) => weight >= 0.5).map(([term]) => term);
  const isSought = named === 'question' || named === 'person' || named === 'foreign';
  const found = isSought ? hitsFor(library, terms, text, locale, count) : [];
  const kind = named === 'foreign' && meant.length > 1 && isBeyondDoubt(found[0]) ? 'question' : named;
  const hits = kind === 'foreign' ? [] : found;
  const confidence =
    kind === 'question' ? confidenceOf(hits, meant.length, understoodOf(library, meant)) : 'none';
  const best = confidence === 'none' ? undefined : articleIn(library, hits[0]?.id ?? '', locale);
  // What only this partner has is no affair of the rules for Microsoft's products.
  const isTold = confidence === 'sure' && best !== undefined && library.pages?.byId.has(best.id) === true;
  const length = lengthOf(meant);
  // Who wants a person is asked what it is about, unless it cannot wait.
  const voices =
    kind === 'person'
      ? voicesOf(library, hits.slice(0, 1), locale).filter(({ article }) => article.urgent)
      : confidence === 'none'
        ? []
        : voicesOf(library, hits, locale);
  const category = isTold ? best.category : categoryOf(kind, reported, voices, length);
  const manner = kind === 'question' ? mannerOf(terms, meant, text.slice(0, longestQuestion)) : undefined;
  const result: SearchResult = {
    confidence,
    articleIds: confidence === 'none' ? [] : hits.slice(0, shown).map(({ id }) => id),
    kind,
    category,
    route: isTold ? 'self-help' : routeOf(category, reported, voices, length),
    ...(manner && { manner }),
    soundsCommercial: soundsCommercial(reported),
  };
  return { result, terms, hits };
}

// "Since when: как обновился Windows" asks nothing, though its words would.
const asked =
  /^(?:how|where|what|can|could|is (?:it|there)|как(?! только)|где|можно|что|подскажите)(?!\p{L})|[?？]\s*$|\p{Script=Han}/iu;

function mannerOf({ signs, codes }: Terms, meant: readonly string[], text: string): Manner | undefined {
  if (isAboutSteps(text)) return 'about-steps';
  const namesNothing = codes.length === 0 && meant.every((term) => term === '#fail');
  const isWide = signs.has('!nobody') || signs.has('!everybody');
  if (namesNothing && !isWide && objects(text.replaceAll(/[?？]/gu, ''))) return 'objects';
  return signs.has('!howto') && asked.test(text.trim()) ? 'asks-how' : undefined;
}

/** Of a page nobody knows how probable it is; how well it fits stands in. */
function voicesOf(library: Library, hits: readonly Hit[], locale: Locale): Voice[] {
  return hits.flatMap(({ id, chance, score }) => {
    const article = articleIn(library, id, locale);
    return article === undefined ? [] : [{ article, chance: chance ?? score }];
  });
}

/** How many of these terms an article or page has; a concept says as much as two words. */
function understoodOf({ articles, pages }: Library, meant: readonly string[]): number {
  const isKnown = (term: string) =>
    (articles.index.spreadOf(term) ?? pages?.index.spreadOf(term)) !== undefined;
  return meant.reduce((sum, term) => sum + (term.startsWith('#') ? 2 : Number(isKnown(term))), 0);
}

function hitsFor(library: Library, terms: Terms, text: string, locale: Locale, count: number): Hit[] {
  const { articles, pages } = library;
  const hits = rank(articles, terms, count);
  if (pages === undefined) return hits;
  const names = namesIn(terms, articles, pages);
  const found = rankPages(pages, terms, names, count, languagesOf(text, locale));
  // What has none of the names misses so much of the question.
  const missed = shareOf(names, terms);
  const weighed = hits.map((hit) => ({ ...hit, score: hit.score * (1 - missed) }));
  return merge(weighed, found).slice(0, count);
}

/** A page goes before the first article that it fits better than; articles keep their order. */
function merge(articles: readonly Hit[], pages: readonly Hit[]): Hit[] {
  const merged: Hit[] = [];
  const rest = [...pages];
  for (const article of articles) {
    while (rest[0] !== undefined && rest[0].score > article.score) merged.push(...rest.splice(0, 1));
    merged.push(article);
  }
  return [...merged, ...rest];
}

/** Who writes in a language reads it, whatever their client speaks. */
function languagesOf(text: string, locale: Locale): readonly Locale[] {
  if (/\p{Script=Han}/u.test(text)) return [locale, 'zh-cn'];
  return /\p{Script=Cyrillic}/u.test(text) ? [locale, 'ru'] : [locale];
}
