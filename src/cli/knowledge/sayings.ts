// How the commands put into words why a file is not answered from, and what to do about it.
import type { FileReason } from '../../knowledge/partner-folder.ts';
import type { SkipReason } from '../../knowledge/partner-page.ts';

export type LeftReason = FileReason | SkipReason | 'duplicate';

export const sayings: Readonly<Record<LeftReason, string>> = {
  outside: 'a link that leads out of the folder is not followed; copy what it leads to',
  'too-many': 'there are more files than are read; leave some out',
  'too-large': 'files above 1 MB are not read; divide it',
  'not-text': 'it is not in UTF-8; save it so',
  unreadable: 'it may not be read; let the service read it',
  duplicate: 'another file has the same topic and language; remove one',
  'article-faulty': 'it is not as an article has to be',
  'page-faulty': 'it cannot be read as Markdown',
  // These are nobody's fault.
  'other-language': 'it is in a language that is not spoken here',
  'no-words': 'it has no words to be found by',
  'not-for-readers': 'it is no page for readers: a readme, a table of contents, an include',
};

/** `1 page`, `2 pages`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
