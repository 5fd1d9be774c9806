// What the search makes of a text, and why.
import type { Confidence, RequestKind, SearchResult } from '../../domain/article.ts';
import type { Locale } from '../../domain/locale.ts';
import { leadsToCommercialForm } from '../../domain/triage.ts';
import { joinFolder } from '../../knowledge/join-folder.ts';
import { articleIn, type Library, libraryOf } from '../../knowledge/library.ts';
import { atOnce, createPace } from '../../knowledge/pace.ts';
import { listFolder } from '../../knowledge/partner-folder.ts';
import { look } from '../../knowledge/search.ts';
import { fillShelf } from '../../knowledge/shelf.ts';
import { shippedArticles } from './shipped.ts';

const shown = 5;

const heading = `Best first, with the words that led to it. The number says how near the words come (0 to 1.25, more with a code);
the order also weighs how much each word says for the article:`;

const answers: Readonly<Record<Confidence, string>> = {
  sure: 'The first one is shown as the answer.',
  choice: 'The first three are offered to choose from.',
  none: 'Nothing fits well enough: it is said so, and the form for a person comes.',
};

const kinds: Readonly<Record<Exclude<RequestKind, 'question'>, string>> = {
  person: 'a person is asked for',
  greeting: 'it is a greeting',
  thanks: 'it is a thank-you',
  abuse: 'somebody is upset',
  complaint: 'somebody complains',
  foreign: 'it is no question for this desk',
};

function answerTo(result: SearchResult, library: Library, locale: Locale): string {
  return leadsToCommercialForm(
    result,
    result.articleIds.map((id) => articleIn(library, id, locale)),
  )
    ? 'It leads to its form at once: orders and invoices need a person.'
    : answers[result.confidence];
}

export async function printSearch(text: string, locale: Locale, folder: string | undefined): Promise<number> {
  const library = await libraryWith(folder);
  const { result, terms, hits } = look(library, text, locale, shown);
  const { kind, confidence, category, route } = result;
  console.log(
    kind === 'question' ? answerTo(result, library, locale) : `No article is shown: ${kinds[kind]}.`,
  );
  console.log(`kind ${kind} · confidence ${confidence} · category ${category} · route ${route}`);
  if (hits.length > 0) console.log(`\n${heading}`);
  for (const { id, score, hasCode } of hits) {
    const title = articleIn(library, id, locale)?.title ?? '';
    const why = [...(hasCode ? terms.codes.slice(0, 1) : []), ...sharedTerms(library, id, terms.weights)];
    console.log(`${score.toFixed(2)}  ${id}  ${title}\n      ${why.join(' ')}`);
  }
  return 0;
}

async function libraryWith(folder: string | undefined): Promise<Library> {
  const articles = shippedArticles();
  const shelf = atOnce(fillShelf(articles));
  if (folder === undefined) return atOnce(libraryOf(shelf));
  return (await joinFolder({ articles, shelf }, await listFolder(folder), createPace())).library;
}

/** The heaviest first. */
function sharedTerms(
  { articles, pages }: Library,
  id: string,
  terms: ReadonlyMap<string, number>,
): readonly string[] {
  const shelf = articles.byId.has(id) ? articles : pages;
  const shared = shelf?.index.sharedTerms(shelf.index.ids.indexOf(id), terms) ?? [];
  return shared.toSorted((a, b) => (terms.get(b) ?? 0) - (terms.get(a) ?? 0));
}
