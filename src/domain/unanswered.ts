// Questions that found no good answer: which they are, and which of them ask the same.
import type { Locale } from './locale.ts';
import type { Question } from './question.ts';

/** Why a question counts as unanswered. */
export const lacks = ['nothing-found', 'nothing-chosen', 'refuted'] as const;
export type Lack = (typeof lacks)[number];

/**
 * What a question lacks, as it stands now; undefined when it was answered, or was none for an article: small talk,
 * a wish for a person, a purchase; or Microsoft's service issue was the answer. Questions of older versions do not
 * say what they were and lack nothing.
 */
export function lackOf({ kind, route, shown, confidence, issueId, state }: Question): Lack | undefined {
  if (kind !== 'question' || route === 'commercial') return undefined;
  if (state === 'settled' || shown.some(({ verdict }) => verdict === 'helped')) return undefined;
  if (shown.some(({ verdict }) => verdict === 'not-helped')) return 'refuted';
  if (shown.length > 0 || issueId !== undefined) return undefined;
  if (confidence === 'none') return 'nothing-found';
  return confidence === 'choice' ? 'nothing-chosen' : undefined;
}

/** What is still on the card may be chosen yet. */
const mayBeChosenMs = 3_600_000;

export function isStillOpen(question: Question, now: number): boolean {
  const waits = lackOf(question) === 'nothing-chosen' && question.state === 'answered';
  return waits && now - question.askedAt < mayBeChosenMs;
}

/** How far a list of them looks back. */
export const questionDays = 30;

/** Questions that ask the same and found no good answer. */
export interface UnansweredGroup {
  readonly count: number;
  readonly customers: number;
  /** Most frequent first. */
  readonly locales: readonly Locale[];
  readonly lacks: Readonly<Record<Lack, number>>;
  /** When it was asked last. */
  readonly lastAt: number;
  /** Newest first; who asked is in none of them. */
  readonly examples: readonly string[];
  /** What the library has now that comes nearest. */
  readonly nearestId?: string;
}

export interface Unanswered {
  readonly groups: readonly UnansweredGroup[];
  /** How many more groups there are. */
  readonly more: number;
}

/** The terms of a text with their weights, as the search reads them. */
export type Terms = ReadonlyMap<string, number>;

// Found by trying on questions of our own in three languages: below it different troubles of one product meet.
const likeEnough = 0.35;
const mostGroups = 100;

interface Group<Item> {
  readonly items: Item[];
  readonly sum: Map<string, number>;
}

/**
 * Puts together what asks the same, by the cosine between weighted terms, where a term that many texts have says
 * little. One pass, each text to the group that it is most like: the same texts in the same order give the same
 * groups. Larger groups first, among equals that of the earlier text; what exceeds a hundred groups is left out.
 */
export function groupAlike<Item extends { readonly terms: Terms }>(items: readonly Item[]): Item[][] {
  const weigh = rarityIn(items);
  const groups: Group<Item>[] = [];
  for (const item of items) {
    const terms = unitOf(new Map([...item.terms].map(([term, weight]) => [term, weight * weigh(term)])));
    const group = mostLike(groups, terms) ?? newGroup(groups);
    if (!group) continue;
    group.items.push(item);
    for (const [term, weight] of terms) group.sum.set(term, (group.sum.get(term) ?? 0) + weight);
  }
  return groups.map(({ items: alike }) => alike).toSorted((a, b) => b.length - a.length);
}

function rarityIn(items: readonly { readonly terms: Terms }[]): (term: string) => number {
  const found = new Map<string, number>();
  for (const { terms } of items) for (const term of terms.keys()) found.set(term, (found.get(term) ?? 0) + 1);
  return (term) => Math.log(1 + items.length / (found.get(term) ?? 1));
}

function mostLike<Item>(groups: readonly Group<Item>[], terms: Terms): Group<Item> | undefined {
  let best: Group<Item> | undefined;
  let bestLikeness = likeEnough;
  for (const group of groups) {
    const likeness = cosine(terms, group.sum);
    if (likeness < bestLikeness || (best && likeness === bestLikeness)) continue;
    best = group;
    bestLikeness = likeness;
  }
  return best;
}

function newGroup<Item>(groups: Group<Item>[]): Group<Item> | undefined {
  if (groups.length === mostGroups) return undefined;
  const group: Group<Item> = { items: [], sum: new Map() };
  groups.push(group);
  return group;
}

/** `unit` has length 1. Texts that say nothing are alike. */
function cosine(unit: Terms, other: Terms): number {
  if (unit.size === 0 || other.size === 0) return unit.size === other.size ? 1 : 0;
  let product = 0;
  for (const [term, weight] of unit) product += weight * (other.get(term) ?? 0);
  return product / lengthOf(other);
}

function lengthOf(terms: Terms): number {
  let squares = 0;
  for (const weight of terms.values()) squares += weight ** 2;
  return Math.sqrt(squares);
}

function unitOf(terms: Terms): Terms {
  const length = lengthOf(terms) || 1;
  return new Map([...terms].map(([term, weight]) => [term, weight / length]));
}
