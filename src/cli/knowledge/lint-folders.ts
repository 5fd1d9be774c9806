// Names every file that is not as it should be, and what to do about it.
import { join } from 'node:path';
import type { Article } from '../../domain/article.ts';
import { type Finding, lintArticles, lintRelations } from '../../knowledge/lint.ts';
import { createPace } from '../../knowledge/pace.ts';
import { listFolder, readFiles, readHidden } from '../../knowledge/partner-folder.ts';
import { readTopic, topicIds } from '../../knowledge/read-articles.ts';
import { shippedFolder } from './shipped.ts';

/** Prints the findings; 1 when there are any. */
export function lintOurs(): number {
  const unread: string[] = [];
  const articles = topicIds(shippedFolder).flatMap((id) => {
    try {
      return readTopic(shippedFolder, id);
    } catch (error) {
      unread.push(error instanceof Error ? error.message : String(error));
      return [];
    }
  });
  const findings = lintArticles(articles);
  for (const line of [...unread, ...findings.map(lineOf(shippedFolder))]) console.log(line);
  console.log(`${articles.length} articles of ours, ${unread.length + findings.length} findings`);
  return unread.length + findings.length > 0 ? 1 : 0;
}

const lineOf =
  (folder: string) =>
  ({ place, what, remedy }: Finding) =>
    `${join(folder, place)}: ${what}; ${remedy}`;

const remedies: Readonly<Record<string, string>> = {
  outside: 'a link that leads out of the folder is not followed; copy the file',
  'too-many': 'there are more files than are read; leave some out',
  'too-large': 'files above 1 MB are not read; divide it',
  'not-text': 'save it as UTF-8',
  unreadable: 'let the service read it',
  duplicate: 'another file has the same topic and language; remove one',
};

/** These are nobody's fault: they are only counted. */
const usual: readonly string[] = ['other-language', 'no-words', 'not-for-readers'];

/** Prints what of a partner's folder is not answered from, and why; 1 when something should be mended. */
export async function lintPartners(folder: string): Promise<number> {
  const listing = await listFolder(folder);
  const lines = listing.left.map(({ path, reason }) => `${path}: ${reason}; ${remedies[reason]}`);
  const passed = new Map<string, number>();
  const own: Article[] = [];
  const seen = new Set<string>();
  let pages = 0;
  for await (const { path, read } of readFiles(listing, {}, createPace())) {
    if (read.kind === 'skipped') {
      if (usual.includes(read.reason)) passed.set(read.reason, (passed.get(read.reason) ?? 0) + 1);
      else lines.push(`${path}: ${read.reason}; ${faultOf(read.fault) ?? remedies[read.reason]}`);
      continue;
    }
    const { article } = read.page;
    const key = `${article.locale} ${article.id}`;
    if (seen.has(key)) lines.push(`${path}: duplicate; ${remedies.duplicate}`);
    seen.add(key);
    if (read.kind === 'article') own.push(article);
    else pages++;
    lines.push(...read.notes.map((note) => `${path}: ${note}`));
  }
  const ours = topicIds(shippedFolder);
  lines.push(...lintRelations(own, ours).map(lineOf('')));
  for (const id of await readHidden(listing))
    if (!ours.includes(id)) lines.push(`hide.txt: ${id} is no topic of ours; correct or remove it`);
  for (const line of lines) console.log(line);
  for (const [reason, count] of passed) console.log(`${count} files passed over: ${reason}`);
  console.log(`${own.length} articles and ${pages} pages of ${folder}, ${lines.length} findings`);
  return lines.length > 0 ? 1 : 0;
}

function faultOf(fault: Error | undefined): string | undefined {
  if (fault === undefined) return undefined;
  return 'remedy' in fault ? `${fault.message}; ${fault.remedy}` : fault.message;
}
