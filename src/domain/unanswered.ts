// Questions that found no good answer: which they are, and which of them ask the same.
import type { Locale } from './locale.ts';
import type { Question } from './question.ts';
import { isTakenBack } from './said-words.ts';

/** Why a question counts as unanswered. */
export const lacks = ['nothing-found', 'nothing-chosen', 'refuted'] as const;
export type Lack = (typeof lacks)[number];

/**
 * What a question lacks, as it stands now; undefined when it was answered or taken back, or was none for an article:
 * small talk, a wish for a person, a purchase; or Microsoft's service issue was the answer. Questions of older
 * versions do not say what they were and lack nothing.
 */
export function lackOf(question: Question): Lack | undefined {
  const { kind, route, shown, confidence, issueId, state } = question;
  if (kind !== 'question' || route === 'commercial' || isTakenBack(question)) return undefined;
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
  /** There were more questions than are read at once: only these, the newest, were. */
  readonly newest?: { readonly count: number; readonly since: number };
}

/** The terms of a text with their weights, as the search reads them. */
export type Terms = ReadonlyMap<string, number>;

// Found by trying on questions of our own in three languages: below it different troubles of one product meet.
const likeEnough = 0.35;

/**
 * Puts together what asks the same, by the cosine between weighted terms, where a term that many texts have says
 * little. One pass, each text to the group that it is most like: the same texts in the same order give the same
 * groups. Larger groups first, among equals that of the earlier text.
 */
export function groupAlike<Item extends { readonly terms: Terms }>(items: readonly Item[]): Item[][] {
  const weigh = rarityIn(items);
  const groups: Item[][] = [];
  const drafts = new GroupsDraft();
  for (const item of items) {
    const number = drafts.add(new Map([...item.terms].map(([term, weight]) => [term, weight * weigh(term)])));
    const group = groups[number];
    if (group) group.push(item);
    else groups.push([item]);
  }
  return groups.toSorted((a, b) => b.length - a.length);
}

function rarityIn(items: readonly { readonly terms: Terms }[]): (term: string) => number {
  const found = new Map<string, number>();
  for (const { terms } of items) for (const term of terms.keys()) found.set(term, (found.get(term) ?? 0) + 1);
  return (term) => Math.log(1 + items.length / (found.get(term) ?? 1));
}

/** Groups by their number, as the sums of their texts' terms: only those that share a term are ever compared. */
class GroupsDraft {
  /** By term, how much of it each group has. */
  readonly #shares = new Map<string, Map<number, number>>();
  /** By group, the square of its sum's length. */
  readonly #squares: number[] = [];
  /** Texts that say nothing are alike. */
  #saysNothing: number | undefined;

  /** The number of the group that the text joins: the one that it is most like, or a new one. */
  add(terms: Terms): number {
    const length = Math.hypot(...terms.values());
    if (length === 0) {
      this.#saysNothing ??= this.#squares.push(0) - 1;
      return this.#saysNothing;
    }
    const number = this.#mostLike(terms, length) ?? this.#squares.push(0) - 1;
    for (const [term, weight] of terms) this.#grow(number, term, weight / length);
    return number;
  }

  #mostLike(terms: Terms, length: number): number | undefined {
    const products = new Map<number, number>();
    for (const [term, weight] of terms)
      for (const [number, share] of this.#shares.get(term) ?? [])
        products.set(number, (products.get(number) ?? 0) + weight * share);
    let best: number | undefined;
    let bestLikeness = likeEnough;
    for (const [number, product] of products) {
      const likeness = product / length / Math.sqrt(this.#squares[number] ?? 1);
      const isEarlier = best === undefined || number < best;
      if (likeness < bestLikeness || (likeness === bestLikeness && !isEarlier)) continue;
      best = number;
      bestLikeness = likeness;
    }
    return best;
  }

  #grow(number: number, term: string, weight: number): void {
    const shares = this.#shares.get(term) ?? new Map<number, number>();
    const before = shares.get(number) ?? 0;
    const after = before + weight;
    shares.set(number, after);
    this.#shares.set(term, shares);
    this.#squares[number] = (this.#squares[number] ?? 0) + after ** 2 - before ** 2;
  }
}
