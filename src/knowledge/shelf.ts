// Articles that are searched together: their index, and the articles themselves.
import type { Article } from '../domain/article.ts';
import type { Locale } from '../domain/locale.ts';
import { locales } from '../domain/locale.ts';
import { IndexDraft, type Page } from './build-index.ts';
import type { TextIndex } from './text-index.ts';

export interface Shelf {
  readonly index: TextIndex;
  /** By topic number, each in at least one language. */
  readonly topics: readonly Topic[];
  readonly byId: ReadonlyMap<string, Topic>;
}

export type Topic = Readonly<Partial<Record<Locale, Article>>>;

/** The article in this language, or else in another that the topic has. */
export function inLanguage(topic: Topic, locale: Locale): Article | undefined {
  return topic[locale] ?? locales.map((other) => topic[other]).find((article) => article !== undefined);
}

export class ShelfDraft {
  readonly #index = new IndexDraft();
  readonly #topics = new Map<string, Partial<Record<Locale, Article>>>();

  add(page: Page): void {
    const { article } = page;
    this.#index.add(page);
    const topic = this.#topics.get(article.id);
    if (topic === undefined) this.#topics.set(article.id, { [article.locale]: article });
    else topic[article.locale] = article;
  }

  /** In small steps; for `background` see `IndexDraft`. */
  *finish(background?: TextIndex): Generator<void, Shelf> {
    const index = yield* this.#index.finish(background);
    return { index, topics: [...this.#topics.values()], byId: this.#topics };
  }
}

export function* fillShelf(articles: Iterable<Article>): Generator<void, Shelf> {
  const draft = new ShelfDraft();
  for (const article of articles) {
    draft.add({ article });
    yield;
  }
  return yield* draft.finish();
}
