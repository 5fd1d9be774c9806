// The words of support in three languages, each led to the thing it means: "зайти", "log in" and 登录 are one.
import { stemOf } from './stems.ts';
import { acts } from './words/acts.ts';
import { chatter, sayings } from './words/chatter.ts';
import { kinds } from './words/kinds.ts';
import { products } from './words/products.ts';
import { things } from './words/things.ts';

/**
 * What a word or phrase means: `#signin`, or `!thanks` for a sign of what kind of request it is; a wider
 * meaning that it implies follows as `#browser`.
 */
export interface Meaning {
  readonly concepts: readonly string[];
  readonly wider: readonly string[];
}

interface Branch {
  meaning?: { concepts: string[]; wider: string[] };
  readonly next: Map<string, Branch>;
}

export interface Match {
  /** How many words, or characters of Chinese, the phrase takes. */
  readonly length: number;
  readonly meaning: Meaning | undefined;
}

const alphabetic: Branch = { next: new Map() };
const han: Branch = { next: new Map() };
const knownStems = new Set<string>();
const chatterWords = new Set(chatter.trim().split(/\s+/));
const isHan = /\p{Script=Han}/u;

for (const [mark, lists] of [
  ['#', [products, things, acts]],
  ['!', [kinds]],
] as const)
  for (const line of lists.join('\n').split('\n')) {
    const [head, list] = line.split(': ');
    if (head === undefined || list === undefined) continue;
    const [concept = '', wider] = head.split('>');
    for (const phrase of list.split(', '))
      learn(phrase, `${mark}${concept}`, wider === undefined ? undefined : `${mark}${wider}`);
  }
for (const word of chatterWords) if (isHan.test(word)) branchAt(han, [...word]).meaning ??= empty();
for (const saying of sayings.trim().split(/,\s+/)) branchFor(saying).meaning ??= empty();

function learn(phrase: string, concept: string, wider: string | undefined): void {
  const branch = branchFor(phrase);
  branch.meaning ??= empty();
  if (!branch.meaning.concepts.includes(concept)) branch.meaning.concepts.push(concept);
  if (wider !== undefined && !branch.meaning.wider.includes(wider)) branch.meaning.wider.push(wider);
}

function branchFor(phrase: string): Branch {
  const text = phrase.toLowerCase().replaceAll('ё', 'е');
  // Spaces between Chinese and Latin do not matter: 备份 microsoft and 备份microsoft are one.
  const parts = isHan.test(text) ? [...text.replaceAll(/\s+/g, '')] : text.split(/[\s-]+/).map(stemOf);
  if (!isHan.test(text)) for (const stem of parts) knownStems.add(stem);
  return branchAt(isHan.test(text) ? han : alphabetic, parts);
}

function branchAt(root: Branch, parts: readonly string[]): Branch {
  let branch = root;
  for (const part of parts) {
    const known = branch.next.get(part);
    const next = known ?? { next: new Map() };
    if (known === undefined) branch.next.set(part, next);
    branch = next;
  }
  return branch;
}

function empty(): { concepts: string[]; wider: string[] } {
  return { concepts: [], wider: [] };
}

/** The longest phrase that starts at `at`; a meaning without concepts is chatter. */
export function phraseAt(
  script: 'alphabetic' | 'han',
  parts: readonly string[],
  at: number,
): Match | undefined {
  let branch: Branch | undefined = script === 'han' ? han : alphabetic;
  let found: Match | undefined;
  for (let end = at; end < parts.length; end++) {
    branch = branch.next.get(parts[end] ?? '');
    if (branch === undefined) break;
    if (branch.meaning !== undefined) found = { length: end - at + 1, meaning: branch.meaning };
  }
  return found;
}

export function isChatter(word: string): boolean {
  return chatterWords.has(word);
}

export function lexiconStems(): IterableIterator<string> {
  return knownStems.values();
}
