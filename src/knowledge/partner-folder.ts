// The partner's folder of Markdown: what lies in it, and what of it can be read.
import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Pace } from './pace.ts';
import { type Context, type PageRead, readPartnerPage, type SkipReason } from './partner-page.ts';

export interface FolderFile {
  /** From the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

export interface Listing {
  readonly folder: string;
  /** In the order of their paths. */
  readonly files: readonly FolderFile[];
  readonly folders: readonly string[];
  readonly hideFile: boolean;
  /** Links that lead out of the folder, what may not be read, and what is beyond the most that is taken. */
  readonly left: readonly { readonly path: string; readonly reason: FileReason }[];
  /** Another one whenever anything in it has changed. */
  readonly stamp: string;
}

export type FileReason = 'outside' | 'too-many' | 'too-large' | 'not-text' | 'unreadable';

export type FileRead =
  | PageRead
  | { readonly kind: 'skipped'; readonly reason: FileReason | SkipReason; readonly fault?: Error };

export interface Limits {
  readonly files: number;
  readonly bytes: number;
}

const usualLimits: Limits = { files: 20_000, bytes: 1_000_000 };
const hideFileName = 'hide.txt';
const deepest = 30;
const atOnce = 16;

/** @throws what the file system says when the folder itself cannot be read. */
export async function listFolder(folder: string, limits = usualLimits): Promise<Listing> {
  const root = await realpath(folder);
  const files: FolderFile[] = [];
  const folders: string[] = [];
  const left: { path: string; reason: FileReason }[] = [];
  const hash = createHash('sha256');
  let hideFile = false;

  async function enter(below: string, depth: number): Promise<void> {
    const entries = await readdir(join(root, below), { withFileTypes: true }).catch((error: unknown) => {
      if (below === '') throw error;
      if (!hasGone(error)) leave(below, 'unreadable');
      return [];
    });
    folders.push(join(root, below));
    hash.update(`${below}\n`);
    const wanted = entries
      .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
      .sort(byName);
    for (let at = 0; at < wanted.length; at += atOnce)
      for (const found of await Promise.all(wanted.slice(at, at + atOnce).map((entry) => look(below, entry))))
        if (found !== undefined) take(found);
    for (const entry of wanted)
      if (entry.isDirectory() && depth < deepest) await enter(`${below}${entry.name}/`, depth + 1);
  }

  async function look(below: string, entry: Dirent) {
    const path = below + entry.name;
    const isWanted = path === hideFileName || /\.(?:md|markdown)$/i.test(path);
    const isLink = entry.isSymbolicLink();
    if (!isLink && !(isWanted && entry.isFile())) return;
    const place = join(root, path);
    try {
      const real = isLink ? await realpath(place) : place;
      const facts = await stat(real);
      const outside = !`${real}${sep}`.startsWith(root + sep);
      // A folder that is linked from within is read where it lies.
      if (facts.isDirectory() ? outside : isWanted && facts.isFile()) return { path, facts, outside };
    } catch (error) {
      if (isWanted && !hasGone(error)) leave(path, 'unreadable');
    }
    return;
  }

  function take({ path, facts, outside }: NonNullable<Awaited<ReturnType<typeof look>>>): void {
    if (outside) return void leave(path, 'outside');
    hash.update(`${path}\0${facts.size} ${facts.mtimeMs} ${facts.ctimeMs} ${facts.ino}\n`);
    if (path === hideFileName) hideFile = true;
    else if (files.length >= limits.files) leave(path, 'too-many');
    else files.push({ path, bytes: facts.size });
  }

  /** When it can be read one day, the stamp is another one. */
  function leave(path: string, reason: FileReason): void {
    left.push({ path, reason });
    hash.update(`${path}\0${reason}\n`);
  }

  await enter('', 0);
  return { folder: root, files, folders, hideFile, left, stamp: hash.digest('hex') };
}

/** Something below may vanish while it is read; only the folder itself must be there. */
function hasGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : 1);

/**
 * Reads the files in their order: `en.md` comes before the other languages of a topic, which may leave facts to it.
 */
export async function* readFiles(
  { folder, files }: Listing,
  context: Context,
  pace: Pace,
  limits = usualLimits,
): AsyncGenerator<{ readonly path: string; readonly read: FileRead }> {
  for (let at = 0; at < files.length; at += atOnce) {
    const some = files.slice(at, at + atOnce);
    const sources = await Promise.all(
      some.map(({ path, bytes }) => (bytes > limits.bytes ? undefined : textOf(join(folder, path)))),
    );
    for (const [i, { path }] of some.entries()) {
      const source = sources[i];
      await pace();
      if (source === undefined) yield { path, read: { kind: 'skipped', reason: 'too-large' } };
      else if ('reason' in source) yield { path, read: { kind: 'skipped', reason: source.reason } };
      else yield { path, read: readPartnerPage(path, source.text, context) };
    }
  }
}

async function textOf(file: string): Promise<{ text: string } | { reason: FileReason }> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch {
    return { reason: 'unreadable' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { reason: 'not-text' };
  }
}

/** Ids of our topics that the partner does not want, one to a line; `#` begins a remark. */
export async function readHidden({ folder, hideFile }: Listing): Promise<readonly string[]> {
  const read = hideFile ? await textOf(join(folder, hideFileName)) : undefined;
  if (read === undefined || 'reason' in read) return [];
  const ids = read.text.split('\n').map((line) => line.replace(/#.*/, '').trim());
  return [...new Set(ids.filter(Boolean))];
}
