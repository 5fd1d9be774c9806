// Joins what a partner's folder holds with the articles that come with the service.
import type { Article } from '../domain/article.ts';
import type { Facts } from './article-file.ts';
import { type Library, libraryOf } from './library.ts';
import { type Pace, paced } from './pace.ts';
import { type FileRead, type Listing, readFiles, readHidden } from './partner-folder.ts';
import { fillShelf, inLanguage, type Shelf, ShelfDraft } from './shelf.ts';

export type Skipped = Extract<FileRead, { kind: 'skipped' }>;

export interface Joined {
  readonly library: Library;
  /** Of our shape. */
  readonly articles: number;
  readonly pages: number;
  /** Our topics that are not answered with any more. */
  readonly hidden: number;
  /** Lines of `hide.txt` that name no topic of ours. */
  readonly unknownHidden: readonly string[];
  readonly skipped: readonly { readonly path: string; readonly reason: Skipped['reason'] | 'duplicate' }[];
}

export interface Shipped {
  readonly articles: readonly Article[];
  readonly shelf: Shelf;
}

/** A partner's article takes the place of ours of the same id and language; the hidden ones are ours only. */
export async function joinFolder(shipped: Shipped, listing: Listing, pace: Pace): Promise<Joined> {
  const own = new Map<string, Article>();
  const pages = new ShelfDraft();
  const pageKeys = new Set<string>();
  const skipped: Joined['skipped'][number][] = [...listing.left];
  const factsOf = (id: string): Facts | undefined => {
    const ours = shipped.shelf.byId.get(id);
    return own.get(keyOf({ id, locale: 'en' })) ?? (ours && inLanguage(ours, 'en'));
  };
  for await (const { path, read } of readFiles(listing, { factsOf }, pace)) {
    if (read.kind === 'skipped') {
      skipped.push({ path, reason: read.reason });
      continue;
    }
    const key = keyOf(read.page.article);
    if (own.has(key) || pageKeys.has(key)) skipped.push({ path, reason: 'duplicate' });
    else if (read.kind === 'article') own.set(key, read.page.article);
    else {
      pageKeys.add(key);
      pages.add(read.page);
    }
  }
  const hidden = await readHidden(listing);
  const known = hidden.filter((id) => shipped.shelf.byId.has(id));
  const articles = await shelfWith(shipped, own, new Set(known), pace);
  const pageShelf = pageKeys.size === 0 ? undefined : await paced(pages.finish(articles.index), pace);
  return {
    library: await paced(libraryOf(articles, pageShelf), pace),
    articles: own.size,
    pages: pageKeys.size,
    hidden: known.length,
    unknownHidden: hidden.filter((id) => !known.includes(id)),
    skipped,
  };
}

const keyOf = ({ id, locale }: Pick<Article, 'id' | 'locale'>) => `${locale} ${id}`;

async function shelfWith(
  shipped: Shipped,
  own: ReadonlyMap<string, Article>,
  hidden: ReadonlySet<string>,
  pace: Pace,
): Promise<Shelf> {
  if (own.size === 0 && hidden.size === 0) return shipped.shelf;
  const kept = shipped.articles.filter((article) => !hidden.has(article.id) && !own.has(keyOf(article)));
  return paced(fillShelf([...kept, ...own.values()]), pace);
}
