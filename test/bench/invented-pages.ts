// Thousands of pages as a repository of documentation has them, the same in every run: sentences and words of
// our articles shuffled, and names that no other page has.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from '../../src/domain/article.ts';
import { type Locale, locales } from '../../src/domain/locale.ts';

const wordsPerPage = 400;
const pagesPerFolder = 100;
/** Chinese has no spaces: so many characters say as much as a word. */
const charactersPerWord = 1.6;

export type Random = () => number;

/** Fast, and good enough for shuffling (mulberry32). */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

interface Phrases {
  readonly titles: readonly string[];
  readonly sentences: readonly string[];
  readonly words: readonly string[];
}

/** Writes them as Markdown with front matter, headings and numbered steps, a hundred to a folder. */
export function writePages(folder: string, count: number, articles: readonly Article[]): void {
  const random = randomFrom(count);
  const phrases = new Map(locales.map((locale) => [locale, phrasesOf(articles, locale)]));
  for (let n = 0; n < count; n++) {
    const locale = locales[n % locales.length] ?? 'en';
    const place = join(folder, `part-${Math.floor(n / pagesPerFolder)}`);
    if (n % pagesPerFolder === 0) mkdirSync(place, { recursive: true });
    const own = phrases.get(locale);
    if (own) writeFileSync(join(place, `page-${n}.${locale}.md`), page(own, locale, random));
  }
}

function phrasesOf(articles: readonly Article[], locale: Locale): Phrases {
  const own = articles.filter((article) => article.locale === locale);
  const sentences = own.flatMap(({ summary, steps, outcome = '', symptoms }) => [
    summary,
    ...steps,
    outcome,
    ...symptoms,
  ]);
  const segments = new Intl.Segmenter(locale, { granularity: 'word' });
  const words = sentences.flatMap((sentence) =>
    [...segments.segment(sentence)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment),
  );
  return { titles: own.map(({ title }) => title), sentences: sentences.filter(Boolean), words };
}

function page({ titles, sentences, words }: Phrases, locale: Locale, random: Random): string {
  const gap = locale === 'zh-cn' ? '' : ' ';
  const some = (count: number) => Array.from({ length: count }, () => pick(words, random)).join(gap);
  const sentence = () => `${pick(sentences, random)} ${name(random)}${gap}${some(4)}.`;
  const title = `${pick(titles, random)} ${some(2)} ${name(random)}`;
  const parts: string[] = [];
  let length = 0;
  for (let n = 0; length < wordsPerPage; n++) {
    const said = sentence();
    length += locale === 'zh-cn' ? said.length / charactersPerWord : said.split(' ').length;
    parts.push(n % 9 === 8 ? `\n## ${some(3)}\n` : n % 9 > 4 ? `1. ${said}` : `${said}\n`);
  }
  return `---\ntitle: "${title.replaceAll('"', '')}"\nms.topic: article\nms.date: 11/21/2026\n---\n\n# ${title}\n\n${parts.join('\n')}\n`;
}

const syllables =
  'ba ke lo mi nu ra so ti vu xe dor fen gal hin jor kam len mor nip pol qua rus sel tam vor wen yor zul'.split(
    ' ',
  );

function name(random: Random): string {
  return Array.from({ length: 3 }, () => pick(syllables, random)).join('');
}
