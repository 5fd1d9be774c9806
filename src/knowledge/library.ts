// Everything that can be answered from: our articles, and beside them a partner's pages.
import type { Article } from '../domain/article.ts';
import type { Locale } from '../domain/locale.ts';
import { lexiconStems } from './lexicon.ts';
import { inLanguage, type Shelf } from './shelf.ts';
import { createSpeller, type Speller } from './spelling.ts';

export interface Library {
  /** Articles that were written for questions. */
  readonly articles: Shelf;
  /** Pages of documentation, taken as they are. */
  readonly pages: Shelf | undefined;
  readonly speller: Speller;
}

/** In small steps. */
export function* libraryOf(articles: Shelf, pages?: Shelf): Generator<void, Library> {
  const speller = createSpeller();
  for (const stem of lexiconStems()) speller.learn(stem);
  yield;
  for (const shelf of [articles, pages]) {
    let learned = 0;
    for (const word of shelf?.index.words ?? []) {
      speller.learn(word);
      if (++learned % 100 === 0) yield;
    }
  }
  return { articles, pages, speller };
}

/** In this language, or else in another that the topic has. */
export function articleIn({ articles, pages }: Library, id: string, locale: Locale): Article | undefined {
  const topic = articles.byId.get(id) ?? pages?.byId.get(id);
  return topic && inLanguage(topic, locale);
}
