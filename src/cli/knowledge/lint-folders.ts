// Names every file that is not as it should be, and what to do about it.
import { join } from 'node:path';
import type { Article } from '../../domain/article.ts';
import { type Finding, lintArticles, lintRelations } from '../../knowledge/lint.ts';
import { createPace } from '../../knowledge/pace.ts';
import { listFolder, readFiles, readHidden } from '../../knowledge/partner-folder.ts';
import { readTopic, topicIds } from '../../knowledge/read-articles.ts';
import { counted, type LeftReason, sayings } from './sayings.ts';
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
  const all = counted(unread.length + findings.length, 'finding');
  console.log(`${counted(articles.length, 'article')} of ours, ${all}`);
  return unread.length + findings.length > 0 ? 1 : 0;
}

const lineOf =
  (folder: string) =>
  ({ place, what, remedy }: Finding) =>
    `${join(folder, place)}: ${what}; ${remedy}`;

/** These are nobody's fault: they are only counted. */
const usual: readonly LeftReason[] = ['other-language', 'no-words', 'not-for-readers'];

/** Prints what of a partner's folder is not answered from, and why; 1 when something should be mended. */
export async function lintPartners(folder: string): Promise<number> {
  const listing = await listFolder(folder);
  const lines = listing.left.map(({ path, reason }) => `${path}: ${reason}; ${sayings[reason]}`);
  const passed = new Map<LeftReason, number>();
  const own: Article[] = [];
  const seen = new Set<string>();
  let pages = 0;
  const ours = topicIds(shippedFolder);
  const factsOf = (id: string) => (ours.includes(id) ? readTopic(shippedFolder, id)[0] : undefined);
  for await (const { path, read } of readFiles(listing, { factsOf }, createPace())) {
    if (read.kind === 'skipped') {
      if (usual.includes(read.reason)) passed.set(read.reason, (passed.get(read.reason) ?? 0) + 1);
      else lines.push(`${path}: ${read.reason}; ${faultOf(read.fault) ?? sayings[read.reason]}`);
      continue;
    }
    const { article } = read.page;
    const key = `${article.locale} ${article.id}`;
    if (seen.has(key)) lines.push(`${path}: duplicate; ${sayings.duplicate}`);
    seen.add(key);
    if (read.kind === 'article') own.push(article);
    else pages++;
    lines.push(...read.notes.map((note) => `${path}: ${note}`));
  }
  lines.push(...lintRelations(own, ours).map(lineOf('')));
  for (const id of await readHidden(listing))
    if (!ours.includes(id)) lines.push(`hide.txt: ${id} is no topic of ours; correct or remove it`);
  for (const line of lines) console.log(line);
  for (const [reason, count] of passed)
    console.log(`${counted(count, 'file')} passed over, ${reason}: ${sayings[reason]}`);
  const [articles, others] = [counted(own.length, 'article'), counted(pages, 'page')];
  console.log(`${articles} and ${others} of ${folder}, ${counted(lines.length, 'finding')}`);
  return lines.length > 0 ? 1 : 0;
}

function faultOf(fault: Error | undefined): string | undefined {
  if (fault === undefined) return undefined;
  return 'remedy' in fault ? `${fault.message}; ${fault.remedy}` : fault.message;
}
