// Takes pages of Markdown from elsewhere into the partner's folder, reduced to what people read and search.
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { dump } from 'js-yaml';
import type { Locale } from '../../domain/locale.ts';
import type { Page } from '../../knowledge/build-index.ts';
import { createPace } from '../../knowledge/pace.ts';
import { readPath } from '../../knowledge/page-facts.ts';
import { listFolder, readFiles } from '../../knowledge/partner-folder.ts';
import { counted, type LeftReason, sayings } from './sayings.ts';

/** Of a public repository thousands may be left out. */
const mostNamed = 10;

/**
 * Writes `TO/<name of FROM>/<path>.<language>.md` for each page, and articles of our shape as they are; what is
 * there already and the same stays untouched. Prints what was taken, and what was not and why.
 */
export async function importPages(from: string, to: string, locale: Locale | undefined): Promise<number> {
  const source = await realpath(from);
  const target = resolve(to);
  if (`${target}${sep}`.startsWith(`${source}${sep}`) || `${source}${sep}`.startsWith(`${target}${sep}`))
    throw new Error('FROM and the folder to import into lie within each other; choose another');
  const listing = await listFolder(source);
  const counts = { new: 0, changed: 0, same: 0 };
  const left = new Map<LeftReason, string[]>();
  const leave = (reason: LeftReason, path: string) => left.set(reason, [...(left.get(reason) ?? []), path]);
  for (const { path, reason } of listing.left) leave(reason, path);
  const written = new Set<string>();
  for await (const { path, read } of readFiles(listing, { locale }, createPace())) {
    if (read.kind === 'skipped') {
      leave(read.reason, path);
      continue;
    }
    const { id, locale: own } = read.page.article;
    const isArticle = read.kind === 'article';
    const name = isArticle
      ? join(id, `${own}.md`)
      : `${join(basename(source), readPath(path).key)}.${own}.md`;
    if (written.has(name)) leave('duplicate', path);
    else {
      written.add(name);
      const text = isArticle ? await readFile(join(source, path), 'utf8') : normalised(read.page);
      counts[await put(join(target, name), text)]++;
    }
  }
  console.log(`taken into ${target}: ${counts.new} new, ${counts.changed} changed, ${counts.same} as before`);
  for (const [reason, paths] of left) {
    console.log(`left out ${counted(paths.length, 'file')}, ${reason}: ${sayings[reason]}`);
    for (const path of paths.slice(0, mostNamed)) console.log(`  ${path}`);
    if (paths.length > mostNamed) console.log(`  and ${paths.length - mostNamed} more`);
  }
  return 0;
}

async function put(file: string, text: string): Promise<'new' | 'changed' | 'same'> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before === text) return 'same';
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return before === undefined ? 'new' : 'changed';
}

/** Reads back as the same article. */
function normalised({ article, text = '' }: Page): string {
  const { locale, title, summary, steps, products, category, fixableBy, helpUrl, symptoms, codes, collect } =
    article;
  const optional = Object.entries({ symptoms, codes, collect }).filter(([, list]) => list.length > 0);
  const front = dump(
    {
      title,
      description: summary,
      locale,
      products,
      category,
      fixableBy,
      ...(helpUrl === undefined ? {} : { helpUrl }),
      ...Object.fromEntries(optional),
    },
    { lineWidth: -1 },
  );
  const shown = new Set([title, summary, ...steps]);
  const rest = text.split('\n').filter((line) => line.trim() !== '' && !shown.has(line));
  const list = steps.map((step, i) => `${i + 1}. ${step}`).join('\n');
  return `${[`---\n${front}---`, list, ...rest].filter(Boolean).join('\n\n')}\n`;
}
