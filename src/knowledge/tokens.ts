// Cuts a text of any of our languages into the tokens that the search compares.
import { newStemmer } from 'snowball-stemmers';
import { phrases, stopWords, synonyms } from './words.ts';

export interface Tokens {
  /** Stems and Chinese words that carry meaning, in the order of the text. */
  readonly words: readonly string[];
  /** Parts of words, which survive a typo and, in Chinese, a wrong cut between words. */
  readonly grams: readonly string[];
  /** Error codes in one spelling each, and the family of each (`0x8024`, `aadsts`, `5.7`). */
  readonly codes: readonly string[];
}

const english = newStemmer('english');
const russian = newStemmer('russian');
const chinese = new Intl.Segmenter('zh', { granularity: 'word' });

const codePatterns: readonly (readonly [RegExp, (code: string) => string[]])[] = [
  [/\baadsts\s?(\d{4,7})\b/g, (digits) => [`aadsts${digits}`, 'aadsts']],
  [/\b(?:0x)?((?:caa|8[0-9a-f]{2}|c00)[0-9a-f]{5})\b/g, (hex) => [`0x${hex}`, `0x${hex.slice(0, 4)}`]],
  [/(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/g, (status) => [status, status.slice(0, 3), 'ndr']],
  [/\b(kb\d{6,7})\b/g, (update) => [update, 'kb']],
  [/(?<![\d-])(\d{4,5}-\d{1,4})(?![\d-])/g, (installer) => [installer]],
];

// Keyed by stem, so that one spelling in the list stands for all its endings.
const meanings = new Map([...synonyms].map(([other, word]) => [stemOf(other), stemOf(word)]));

/** Cuts `text` into tokens; the script of each word decides how, so languages may be mixed freely. */
export function tokensOf(text: string): Tokens {
  const codes: string[] = [];
  let rest = text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replaceAll(/['’`]/g, '');
  for (const [pattern, spell] of codePatterns)
    rest = rest.replaceAll(pattern, (_, code: string) => {
      codes.push(...spell(code));
      return ' ';
    });
  for (const [pattern, word] of phrases) rest = rest.replaceAll(pattern, word);
  const pieces = rest.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? [];
  const cut = pieces.map((piece) => (isHan(piece) ? cutChinese(piece) : cutAlphabetic(piece)));
  return { words: cut.flatMap((part) => part.words), grams: cut.flatMap((part) => part.grams), codes };
}

function cutAlphabetic(run: string): Pick<Tokens, 'words' | 'grams'> {
  // A lone letter or a number says nothing; years and quantities would match by chance.
  if (stopWords.has(run) || run.length < 2 || /^\d+$/.test(run)) return { words: [], grams: [] };
  const stem = stemOf(run);
  const word = meanings.get(stem) ?? stem;
  return { words: [word], grams: gramsOf(word === stem ? run : word) };
}

function cutChinese(run: string): Pick<Tokens, 'words' | 'grams'> {
  const words = [...chinese.segment(run)].map(({ segment }) => segment);
  // Two characters that are chatter together (你好) must not come back as a bigram.
  const meant = words.map((word) => (stopWords.has(word) ? ' ' : word)).join('');
  return {
    words: words.filter((word) => !stopWords.has(word)).map((word) => meanings.get(word) ?? word),
    grams: meant.split(' ').flatMap((part) => (part.length < 2 ? [] : slices(part, 2))),
  };
}

function stemOf(word: string): string {
  if (isHan(word)) return word;
  return (/\p{Script=Cyrillic}/u.test(word) ? russian : english).stem(word);
}

function gramsOf(word: string): string[] {
  return slices(`_${word}_`, 4);
}

function slices(text: string, size: number): string[] {
  return Array.from({ length: text.length - size + 1 }, (_, at) => text.slice(at, at + size));
}

function isHan(text: string): boolean {
  return /^\p{Script=Han}/u.test(text);
}
