// The one place that turns a template of cards/ and its data into a card.
import { readdirSync, readFileSync } from 'node:fs';
import { Template } from 'adaptivecards-templating';
import { AppError } from '../../domain/errors.ts';
import { type CardData, type Mould, mouldFrom, shapeOf, type Word } from './mould.ts';

const folder = new URL('../../../cards/', import.meta.url);

/** Read at start, so that a file that is replaced later changes nothing. */
const sources = new Map<string, unknown>(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]),
);

/** Parsed when first needed: all of them would take a tenth of the start. */
const templates = new Map<string, Template>();

/** 25 KB of UTF-8 are safe on every Teams client (Teams documentation, "Format your bot messages"). */
export const maxCardBytes = 25_000;

export type Card = Readonly<Record<string, unknown>>;
export type { CardData };

/** Those used last; one takes about 100 KB. */
const mostMoulds = 200;
const moulds = new Map<string, Mould>();

/**
 * Expands `cards/<name>.json`. Data is never evaluated: what people typed as `${` comes out as `$ {`, so that
 * whatever else reads the card finds nothing to expand. A field that the template names and the data lacks
 * would be shown raw: that is refused with an AppError, as is a card that is too large.
 */
export function render(name: string, data: CardData): Card {
  const { key, words } = shapeOf(data);
  const mould = mouldFor(name, key, data);
  const card = mould.fill(words.map(harmless)) as Card;
  if (mostBytes(mould, words) <= maxCardBytes) return card;
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > maxCardBytes) throw new AppError('card-invalid', `card ${name} has ${bytes} bytes`);
  return card;
}

function mouldFor(name: string, shape: string, data: CardData): Mould {
  const key = `${name} ${shape}`;
  const mould = moulds.get(key) ?? newMould(name, data);
  moulds.delete(key);
  moulds.set(key, mould);
  const [oldest] = moulds.keys();
  if (moulds.size > mostMoulds && oldest !== undefined) moulds.delete(oldest);
  return mould;
}

function newMould(name: string, data: CardData): Mould {
  const mould = mouldFrom(templateOf(name), data);
  const raw = /\$\{([^}]{0,40})/.exec(JSON.stringify(mould.fill([])))?.[1];
  if (raw !== undefined) throw new AppError('card-invalid', `card ${name} lacks data for ${raw}`);
  return mould;
}

function templateOf(name: string): Template {
  const known = templates.get(name);
  if (known) return known;
  if (!sources.has(name)) throw new AppError('card-invalid', `no template cards/${name}.json`);
  const template = new Template(sources.get(name));
  templates.set(name, template);
  return template;
}

const harmless = (word: Word): Word =>
  typeof word === 'string' && word.includes('${') ? word.replaceAll('${', '$ {') : word;

/** Of one UTF-16 unit in JSON: a control character is written with six. `$ {` makes three of two. */
const bytesPerUnit = 6;

/** More than the card can have, and much cheaper to tell than how many it has. */
function mostBytes({ bytes, uses }: Mould, words: readonly Word[]): number {
  return words.reduce<number>(
    (most, word, n) => most + lengthOf(word) * bytesPerUnit * (uses[n] ?? 0),
    bytes,
  );
}

const longestNumber = 25;
const lengthOf = (word: Word): number => (typeof word === 'string' ? word.length : longestNumber);
