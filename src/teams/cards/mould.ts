// A template is expanded once for each shape that its data takes; after that only the words are put in.
import type { Template } from 'adaptivecards-templating';

export type CardValue =
  | string
  | number
  | boolean
  | readonly CardValue[]
  | { readonly [key: string]: CardValue };
export type CardData = { readonly [key: string]: CardValue };

/** What a template looks like with data of one shape, but for the words in it. */
export interface Mould {
  /** Of JSON in UTF-8, with the shortest of words. */
  readonly bytes: number;
  /** How often each of the words stands on the card. */
  readonly uses: readonly number[];
  fill(words: readonly Word[]): unknown;
}

export type Word = string | number;

/** Two cards of one shape differ in their words alone: the same parts are shown, and lists are equally long. */
export interface Shape {
  readonly key: string;
  /** Those of the data that stand for nothing but themselves, in order. */
  readonly words: readonly Word[];
}

/**
 * Fields that templates compare with a word, besides asking whether they are empty: they decide what is shown.
 * A test looks into all templates for others, and for whatever else might ask what a word says.
 */
const deciding: ReadonlySet<string> = new Set(['kind']);

export function shapeOf(data: CardData): Shape {
  const words: Word[] = [];
  return { key: shapeOfValue(data, '', words), words };
}

function shapeOfValue(value: CardValue, name: string, words: Word[]): string {
  if (isWord(value)) {
    if (value === '') return '0';
    if (deciding.has(name)) return JSON.stringify(value);
    words.push(value);
    return '1';
  }
  if (typeof value !== 'object') return String(value);
  let key = '';
  if (isList(value)) {
    for (const item of value) key += `${shapeOfValue(item, name, words)},`;
    return `[${key}]`;
  }
  for (const field in value) key += `${field}:${shapeOfValue(value[field] ?? '', field, words)},`;
  return `{${key}}`;
}

/** Of Unicode's private use: neither templates nor the library read anything in them. */
const opening = '\uE000';
const closing = '\uE001';
const standIn = /\uE000(\d+)\uE001/g;

export function mouldFrom(template: Template, data: CardData): Mould {
  let count = 0;
  const emptied = withStandIns(data, '', () => `${opening}${count++}${closing}`);
  const json = JSON.stringify(template.expand({ $root: emptied }));
  const uses = Array.from({ length: count }, () => 0);
  for (const [, index] of json.matchAll(standIn)) uses[Number(index)] = (uses[Number(index)] ?? 0) + 1;
  const card: unknown = JSON.parse(json);
  const fill = fillingOf(card) ?? (() => card);
  return { bytes: Buffer.byteLength(json), uses, fill };
}

function withStandIns(value: CardValue, name: string, next: () => string): CardValue {
  if (isWord(value)) return value === '' || deciding.has(name) ? value : next();
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => withStandIns(item, name, next));
  const fields = Object.entries(value).map(([field, inner]) => [field, withStandIns(inner, field, next)]);
  return Object.fromEntries(fields);
}

type Fill = (words: readonly Word[]) => unknown;

/** Undefined where nothing is to be put in: that part is the same object on every card. */
function fillingOf(part: unknown): Fill | undefined {
  if (typeof part === 'string') return fillingOfText(part);
  if (typeof part !== 'object' || part === null) return undefined;
  const fields = Object.entries(part).map(([field, inner]) => ({ field, inner, fill: fillingOf(inner) }));
  if (fields.every(({ fill }) => fill === undefined)) return undefined;
  if (Array.isArray(part)) return (words) => fields.map(({ inner, fill }) => (fill ? fill(words) : inner));
  return (words) => {
    const filled: Record<string, unknown> = {};
    for (const { field, inner, fill } of fields) filled[field] = fill ? fill(words) : inner;
    return filled;
  };
}

function fillingOfText(text: string): Fill | undefined {
  // Every other piece is the number of a word.
  const pieces = text.split(standIn);
  if (pieces.length === 1) return undefined;
  const [before, first, after] = pieces;
  const only = Number(first);
  if (pieces.length === 3 && before === '' && after === '') return (words) => words[only];
  return (words) => pieces.map((piece, n) => (n % 2 === 0 ? piece : words[Number(piece)])).join('');
}

const isWord = (value: CardValue): value is Word => typeof value === 'string' || typeof value === 'number';

function isList(value: CardValue): value is readonly CardValue[] {
  return Array.isArray(value);
}
