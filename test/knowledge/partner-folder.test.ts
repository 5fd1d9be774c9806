import { chmodSync, mkdirSync, renameSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPace } from '../../src/knowledge/pace.ts';
import { type Limits, listFolder, readFiles, readHidden } from '../../src/knowledge/partner-folder.ts';
import { type MarkdownFolder, markdownFolder } from '../support/markdown-folder.ts';

let folder: MarkdownFolder;
beforeEach(() => {
  folder = markdownFolder({ 'b.md': '# B', 'a/c.markdown': '# C', 'a/b/d.md': '# D', 'notes.txt': 'no' });
});
afterEach(() => folder.remove('.'));

const paths = async (limits?: Limits) =>
  (await listFolder(folder.path, limits)).files.map(({ path }) => path);

async function outcomes(limits?: Limits) {
  const found: string[] = [];
  for await (const { path, read } of readFiles(await listFolder(folder.path), {}, createPace(), limits))
    found.push(`${path} ${read.kind === 'skipped' ? read.reason : read.kind}`);
  return found;
}

describe('what is in the folder', () => {
  it('is all Markdown below it, in the same order each time', async () => {
    expect(await paths()).toEqual(['b.md', 'a/c.markdown', 'a/b/d.md']);
  });

  it('is not what is hidden, installed or linked from elsewhere', async () => {
    const outside = markdownFolder({ 'x.md': '# X', 'deep/y.md': '# Y' });
    folder.write('.git/x.md', '# X');
    folder.write('node_modules/x/readme.md', '# X');
    symlinkSync(join(outside.path, 'x.md'), join(folder.path, 'link.md'));
    symlinkSync(join(outside.path, 'deep'), join(folder.path, 'linked'));
    symlinkSync(folder.path, join(folder.path, 'a', 'circle'));
    symlinkSync(join(folder.path, 'nowhere.md'), join(folder.path, 'dangling.md'));
    mkdirSync(join(folder.path, 'folder.md'));
    symlinkSync(join(folder.path, 'b.md'), join(folder.path, 'within.md'));
    const { files, left } = await listFolder(folder.path);
    expect(files.map(({ path }) => path)).toEqual(['b.md', 'within.md', 'a/c.markdown', 'a/b/d.md']);
    expect(left).toEqual([
      { path: 'link.md', reason: 'outside' },
      { path: 'linked', reason: 'outside' },
    ]);
    outside.remove('.');
  });

  it('is what a volume of a cluster links from beside it', async () => {
    folder.write('..2026_11/f.md', '# F');
    symlinkSync('..2026_11', join(folder.path, '..data'));
    symlinkSync('..data/f.md', join(folder.path, 'f.md'));
    expect(await paths()).toContain('f.md');
  });

  it('says of a link that goes round in a circle that it cannot be read', async () => {
    const before = await listFolder(folder.path);
    symlinkSync('round.md', join(folder.path, 'round.md'));
    const { left, stamp } = await listFolder(folder.path);
    expect(left).toEqual([{ path: 'round.md', reason: 'unreadable' }]);
    expect(stamp).not.toBe(before.stamp);
  });

  // Whoever may do everything can read everything.
  it.skipIf(process.getuid?.() === 0)('says which folders may not be read', async () => {
    chmodSync(join(folder.path, 'a/b'), 0);
    const { files, left } = await listFolder(folder.path);
    expect(files.map(({ path }) => path)).toEqual(['b.md', 'a/c.markdown']);
    expect(left).toEqual([{ path: 'a/b/', reason: 'unreadable' }]);
    chmodSync(join(folder.path, 'a/b'), 0o755);
    expect((await listFolder(folder.path)).left).toEqual([]);
  });

  it('is taken up to a number of files', async () => {
    const { files, left } = await listFolder(folder.path, { files: 2, bytes: 100 });
    expect(files).toHaveLength(2);
    expect(left).toEqual([{ path: 'a/b/d.md', reason: 'too-many' }]);
  });

  it('has another stamp after every change, and the same without', async () => {
    const stamps = new Set<string>();
    const look = async () => stamps.add((await listFolder(folder.path)).stamp).size;
    expect(await look()).toBe(1);
    expect(await look()).toBe(1);
    folder.write('b.md', '# E');
    utimesSync(join(folder.path, 'b.md'), 1, 1);
    expect(await look()).toBe(2);
    folder.write('new.md', '# New');
    expect(await look()).toBe(3);
    renameSync(join(folder.path, 'new.md'), join(folder.path, 'newer.md'));
    expect(await look()).toBe(4);
    folder.write('hide.txt', 'x');
    expect(await look()).toBe(5);
    mkdirSync(join(folder.path, 'empty'));
    expect(await look()).toBe(6);
    folder.remove('a');
    expect(await look()).toBe(7);
  });

  it('must be there', async () => {
    await expect(listFolder(join(folder.path, 'nowhere'))).rejects.toThrow('ENOENT');
  });
});

describe('reading', () => {
  it('passes over what is no page and goes on', async () => {
    folder.write('a/b/d.md', Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x00]));
    folder.write('b.md', '---\ntitle: [\n---\nx');
    expect(await outcomes()).toEqual(['b.md page-faulty', 'a/c.markdown page', 'a/b/d.md not-text']);
  });

  it('passes over what is too large', async () => {
    folder.write('b.md', '# A long page');
    expect(await outcomes({ files: 9, bytes: 5 })).toContain('b.md too-large');
  });

  it('passes over what has gone meanwhile', async () => {
    const listing = await listFolder(folder.path);
    folder.remove('b.md');
    const { value } = await readFiles(listing, {}, createPace()).next();
    expect(value).toMatchObject({ path: 'b.md', read: { reason: 'unreadable' } });
  });

  it('ends when nobody wants it any more', async () => {
    const stop = new AbortController();
    const reading = readFiles(await listFolder(folder.path), {}, createPace(stop.signal));
    await reading.next();
    stop.abort();
    await expect(reading.next()).rejects.toThrow('aborted');
  });
});

describe('hide.txt', () => {
  it('names topics, with remarks', async () => {
    folder.write(
      'hide.txt',
      '# ours are better\r\nmailbox-full\n\n  teams-microphone # no Teams here\nmailbox-full\n',
    );
    expect(await readHidden(await listFolder(folder.path))).toEqual(['mailbox-full', 'teams-microphone']);
  });

  it('may be missing, and hides nothing from a folder below', async () => {
    folder.write('a/hide.txt', 'mailbox-full');
    expect(await readHidden(await listFolder(folder.path))).toEqual([]);
  });
});
