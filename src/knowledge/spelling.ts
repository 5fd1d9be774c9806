// Finds the word that was meant when nobody knows the word that was typed: a slip of the finger or a wrong layout.

import { stemOf } from './stems.ts';

export interface Speller {
  /** Adds a stem that is written rightly. */
  learn(stem: string): void;
  /** The nearest known stem, or the stem itself. */
  correct(stem: string, word: string): string;
}

const english = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const russian = 'йцукенгшщзхъфывапролджэячсмитьбю';
// One slip in a short word makes another word.
const shortest = 6;
const mostRemembered = 5000;

export function createSpeller(): Speller {
  const words: string[] = [];
  const known = new Set<string>();
  const byPair = new Map<string, number[]>();
  const remembered = new Map<string, string>();
  const find = (stem: string, word: string): string => {
    const retyped = stemOf(otherLayout(word));
    if (known.has(retyped)) return retyped;
    if (word.length < shortest || /[^a-z\u0430-\u044f]/.test(stem)) return stem;
    const shared = new Map<number, number>();
    for (const pair of pairsOf(stem))
      for (const number of byPair.get(pair) ?? []) shared.set(number, (shared.get(number) ?? 0) + 1);
    let best = stem;
    let least = stem.length >= 8 ? 2.5 : 1.5;
    // A slip touches at most three pairs of letters, the swap of two neighbours.
    const enough = stem.length + 1 - 3 * Math.floor(least);
    for (const [number, count] of shared) {
      const other = words[number] ?? '';
      if (count < enough || Math.abs(other.length - stem.length) > 2) continue;
      // The first letter is seldom wrong, and a change of it makes another word.
      const slips = slipsBetween(stem, other, least) + (other[0] === stem[0] ? 0 : 0.6);
      if (slips < least) {
        least = slips;
        best = other;
      }
    }
    return best;
  };
  return {
    learn: (stem) => {
      if (known.has(stem) || !/^[a-z\u0430-\u044f]{3,}$/.test(stem)) return;
      known.add(stem);
      if (stem.length < shortest - 2) return;
      const number = words.push(stem) - 1;
      for (const pair of new Set(pairsOf(stem))) {
        const list = byPair.get(pair);
        if (list) list.push(number);
        else byPair.set(pair, [number]);
      }
    },
    correct: (stem, word) => {
      if (known.has(stem)) return stem;
      const before = remembered.get(stem);
      if (before !== undefined) return before;
      if (remembered.size >= mostRemembered) remembered.clear();
      const found = find(stem, word);
      remembered.set(stem, found);
      return found;
    },
  };
}

function pairsOf(word: string): string[] {
  const padded = `_${word}_`;
  return Array.from({ length: padded.length - 1 }, (_, at) => padded.slice(at, at + 2));
}

/** What the same keys give in the other layout; empty when a key has no letter there. */
function otherLayout(word: string): string {
  let out = '';
  for (const letter of word) {
    const inRussian = russian.indexOf(letter);
    const inEnglish = english.indexOf(letter);
    if (inRussian < 0 && inEnglish < 0) return '';
    out += inRussian >= 0 ? english[inRussian] : russian[inEnglish];
  }
  return out;
}

/** Letters added, left out, changed or swapped with the next; infinite beyond `limit`. */
function slipsBetween(a: string, b: string, limit: number): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          change,
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    if (Math.min(...row) > limit) return Number.POSITIVE_INFINITY;
    before = last;
    last = row;
  }
  return last[b.length] ?? Number.POSITIVE_INFINITY;
}
