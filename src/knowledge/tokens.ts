// Cuts a text of any of our languages into the terms that the search compares.
import { takeCodes } from './codes.ts';
import { isChatter, type Meaning, phraseAt } from './lexicon.ts';
import { isCalledDown, reachOf } from './reach.ts';
import { withoutAddresses } from './sites.ts';
import { stemOf } from './stems.ts';

export interface Terms {
  /** Each term once with its weight: concepts (`#signin`), stems, pairs of Chinese characters. */
  readonly weights: ReadonlyMap<string, number>;
  /** The same for the first sentences that say anything: what is reported, before its story is told. */
  readonly opening: ReadonlyMap<string, number>;
  /** What kind of request it may be: `!thanks`, `!howto`; weighs nothing in the search. */
  readonly signs: ReadonlySet<string>;
  /** Error codes in one spelling each, and the family of each (`~0x8024`). */
  readonly codes: readonly string[];
}

/** Gives another spelling for a stem that nobody knows, or the stem itself. */
export type Correct = (stem: string, word: string) => string;

// A concept says all that its word says; the word itself only prefers the same wording.
const weightOf = {
  concept: 1,
  wider: 0.5,
  inner: 0.35,
  surface: 0.4,
  stem: 0.85,
  pair: 0.75,
  character: 0.4,
  hanSurface: 0.1,
};

const openingSentences = 2;
/** The start of a pasted log tells as much as the whole of it, and keeps a turn short. */
export const longestQuestion = 2000;

// A Latin word stuck to a Chinese one is a word of its own.
const pieces =
  /[\u3400-\u9fff\uf900-\ufaff]+|[[\p{L}\p{N}]--[\u3400-\u9fff\uf900-\ufaff]]+|[.!?;](?=\s|$)|[\n。！？；]/gv;
const sentenceEnd = /^[.!?;\n。！？；]/;
// Divides what the lexicon does not know.
const hanWords = new Intl.Segmenter('zh', { granularity: 'word' });
// The same few characters stand between known phrases again and again; dividing them costs more than looking up.
const divided = new Map<string, readonly string[]>();
const mostDivided = 20_000;
// What is longer comes once.
const longestDivided = 64;
const hanStart = /^[\u3400-\u9fff\uf900-\ufaff]/;

/** As everything here is compared: lower case, no apostrophes, е for ё. */
export function lowered(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replaceAll(/['’`]/g, '');
}

/**
 * Cuts `text` into terms; the script of each piece decides how, so languages may be mixed freely. What comes
 * after the first sentence that says anything weighs `laterShare`.
 */
export function termsOf(text: string, correct: Correct = (stem) => stem, laterShare = 1): Terms {
  const lower = lowered(text);
  // A code is a key wherever it stands, also in an address.
  const { codes } = takeCodes(lower);
  const { rest } = takeCodes(withoutAddresses(lower));
  const weights = new Map<string, number>();
  let opening: ReadonlyMap<string, number> | undefined;
  let sentences = 0;
  // Who has the trouble is told early; what is long is a page.
  const start = lower.slice(0, longestQuestion);
  const reach = reachOf(start);
  const signs = new Set<string>(reach && [`!${reach}`]);
  const put = (term: string, weight: number) => {
    if (term.startsWith('!')) {
      if (weight === weightOf.concept) signs.add(term);
      return;
    }
    const said = weight * share;
    if (said > (weights.get(term) ?? 0)) weights.set(term, said);
  };
  let share = 1;
  if (isCalledDown(start)) put('#outage', weightOf.concept);
  let words: string[] = [];
  const flush = () => {
    if (words.length > 0) putWords(words, correct, put);
    words = [];
  };
  for (const [piece] of rest.matchAll(pieces)) {
    if (sentenceEnd.test(piece)) {
      flush();
      if (weights.size > 0) {
        sentences += 1;
        if (sentences === openingSentences) opening = new Map(weights);
        share = laterShare;
      }
    } else if (hanStart.test(piece)) {
      flush();
      putHan([...piece], put);
    } else words.push(piece);
  }
  flush();
  return { weights, opening: opening ?? weights, signs, codes };
}

type Put = (term: string, weight: number) => void;

function putWords(words: readonly string[], correct: Correct, put: Put): void {
  const stems = words.map((word) => {
    const stem = stemOf(word);
    return isChatter(word) ? stem : correct(stem, word);
  });
  for (let at = 0; at < words.length; ) {
    const match = phraseAt('alphabetic', stems, at);
    if (match?.meaning === undefined) {
      putStem(words[at] ?? '', stems[at] ?? '', weightOf.stem, put);
      at++;
      continue;
    }
    if (match.meaning.concepts.length === 0) {
      at += match.length;
      continue;
    }
    putMeaning(match.meaning, put);
    for (let inner = at; inner < at + match.length; inner++) {
      const word = words[inner] ?? '';
      const stem = stems[inner] ?? '';
      putStem(word, stem, weightOf.surface, put);
      if (match.length > 1 && !isChatter(word))
        for (const concept of phraseAt('alphabetic', [stem], 0)?.meaning?.concepts ?? [])
          put(concept, weightOf.inner);
    }
    at += match.length;
  }
}

function putStem(word: string, stem: string, weight: number, put: Put): void {
  // A lone letter or a number says nothing; years and quantities would match by chance.
  if (word.length < 2 || isChatter(word) || /^\d+$/.test(word)) return;
  put(stem, weight);
}

function putMeaning(meaning: Meaning, put: Put): void {
  for (const concept of meaning.concepts) put(concept, weightOf.concept);
  for (const concept of meaning.wider) put(concept, weightOf.wider);
}

function putHan(characters: readonly string[], put: Put): void {
  let rest = '';
  const flush = () => {
    if (rest !== '') for (const word of divide(rest)) putPairs(word, put);
    rest = '';
  };
  for (let at = 0; at < characters.length; ) {
    const match = phraseAt('han', characters, at);
    if (match?.meaning === undefined) {
      rest += characters[at] ?? '';
      at++;
      continue;
    }
    flush();
    putMeaning(match.meaning, put);
    if (match.meaning.concepts.length > 0) {
      put(characters.slice(at, at + match.length).join(''), weightOf.hanSurface);
      if (match.length > 2) putInner(characters, at, match.length, put);
    }
    at += match.length;
  }
  flush();
}

function divide(text: string): readonly string[] {
  const known = divided.get(text);
  if (known !== undefined) return known;
  const words = Array.from(hanWords.segment(text), ({ segment }) => segment);
  if (text.length > longestDivided) return words;
  if (divided.size >= mostDivided) divided.clear();
  divided.set(text, words);
  return words;
}

// Within one word only: 堂窗 of 食堂窗帘 would match by chance.
function putPairs(word: string, put: Put): void {
  if (word.length === 1) put(word, weightOf.character);
  for (let at = 0; at + 2 <= word.length; at++) put(word.slice(at, at + 2), weightOf.pair);
}

// 重置密码 is also 重置 and 密码.
function putInner(characters: readonly string[], start: number, length: number, put: Put): void {
  const inside = characters.slice(start, start + length);
  for (let at = 0; at < inside.length; at++) {
    const match = phraseAt('han', inside.slice(0, at === 0 ? -1 : undefined), at);
    if (match?.meaning === undefined) continue;
    for (const concept of match.meaning.concepts) put(concept, weightOf.inner);
    at += match.length - 1;
  }
}
