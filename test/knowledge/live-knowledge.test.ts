import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Joined } from '../../src/knowledge/join-folder.ts';
import { type LiveKnowledge, liveKnowledge } from '../../src/knowledge/live-knowledge.ts';
import { readArticles } from '../../src/knowledge/read-articles.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import { type MarkdownFolder, markdownFolder, ownArticle } from '../support/markdown-folder.ts';

const articles = readArticles(join(import.meta.dirname, '../../knowledge')).filter(({ id }) =>
  /^mailbox-full$|^teams-/.test(id),
);
const page = (title: string) => `# ${title}\n\nWords about it.`;

let folder: MarkdownFolder;
let live: LiveKnowledge;
let joins: Joined[];
let faults: unknown[];

function follow(path: string | undefined, pollMs = 40): void {
  joins = [];
  faults = [];
  const news = {
    joined: (what: Joined) => void joins.push(what),
    failed: (error: unknown) => void faults.push(error),
  };
  live = liveKnowledge(articles, path, news, { pollMs, settleMs: 10 });
  live.start();
}

const finds = (text: string) => {
  const [id = ''] = live.get().search(text, 'en').articleIds;
  return live.get().article(id, 'en')?.title;
};
const until = (condition: () => boolean) =>
  eventually(
    () => condition() || undefined,
    () => 'it never came',
  );

beforeEach(() => {
  folder = markdownFolder({ 'zorbat.md': page('Feed the zorbat') });
});
afterEach(async () => {
  await live.stop();
  folder.remove('.');
});

describe('without a folder', () => {
  it('answers from our articles', async () => {
    follow(undefined);
    expect(live.get().search('mailbox is full', 'en').articleIds[0]).toBe('mailbox-full');
    await live.stop();
    expect(joins).toEqual([]);
  });
});

describe('with a folder', () => {
  it('answers from our articles at once, and from both soon', async () => {
    follow(folder.path);
    expect(live.get().search('mailbox is full', 'en').articleIds[0]).toBe('mailbox-full');
    await until(() => finds('feed the zorbat') === 'Feed the zorbat');
    expect(live.get().search('mailbox is full', 'en').articleIds[0]).toBe('mailbox-full');
  });

  it.each([
    ['by looking', 40],
    ['by being told', 60_000],
  ])('takes what is new, changed and gone %s', async (_, pollMs) => {
    follow(folder.path, pollMs);
    await until(() => joins.length > 0);
    folder.write('deep/krellip.md', page('Wind the krellip'));
    await until(() => finds('wind the krellip') === 'Wind the krellip');
    folder.write('zorbat.md', page('Wash the zorbat slowly'));
    await until(() => finds('wash the zorbat') === 'Wash the zorbat slowly');
    folder.remove('deep');
    await until(() => finds('wind the krellip') !== 'Wind the krellip');
    folder.write('deep/krellip.md', page('Wind the krellip again'));
    await until(() => finds('wind the krellip') === 'Wind the krellip again');
  });

  it('builds nothing while nothing changes', async () => {
    follow(folder.path, 5);
    await until(() => joins.length > 0);
    const before = live.get();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(live.get()).toBe(before);
    expect(joins).toHaveLength(1);
  });

  it('passes over a faulty page and takes the others', async () => {
    folder.write('broken.md', '---\ntitle: [\n---\n');
    folder.write('teams-zorbat/en.md', ownArticle('Teams zorbat', 'category: nonsense\n'));
    follow(folder.path);
    await until(() => finds('feed the zorbat') === 'Feed the zorbat');
    expect(joins[0]?.skipped).toEqual([
      { path: 'broken.md', reason: 'page-faulty' },
      { path: 'teams-zorbat/en.md', reason: 'article-faulty' },
    ]);
  });

  it('keeps what it had while the folder is away, and says so once', async () => {
    follow(folder.path);
    await until(() => joins.length > 0);
    renameSync(folder.path, `${folder.path}-away`);
    await until(() => faults.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(faults).toHaveLength(1);
    expect(live.folderUsable()).toBe(false);
    expect(finds('feed the zorbat')).toBe('Feed the zorbat');
    renameSync(`${folder.path}-away`, folder.path);
    folder.write('zorbat.md', page('Groom the zorbat'));
    await until(() => finds('groom the zorbat') === 'Groom the zorbat');
    expect(live.folderUsable()).toBe(true);
  });

  it('waits for a folder that comes later', async () => {
    const later = join(folder.path, 'later');
    follow(later);
    await until(() => faults.length === 1);
    folder.write('later/a.md', page('Late zorbat'));
    await until(() => finds('late zorbat') === 'Late zorbat');
  });

  it('lets the process end in the middle of its work', async () => {
    for (let n = 0; n < 50; n++) folder.write(`many/page-${n}.md`, page(`Zorbat ${n}`));
    follow(folder.path);
    await live.stop();
    expect(joins).toEqual([]);
    expect(faults).toEqual([]);
  });
});
