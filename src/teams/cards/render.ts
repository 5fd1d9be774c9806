// The one place that turns a template of cards/ and its data into a card.
import { readdirSync, readFileSync } from 'node:fs';
import { Template } from 'adaptivecards-templating';
import { AppError } from '../../domain/errors.ts';
import { type CardData, type Mould, mouldFrom, shapeOf } from './mould.ts';

const folder = new URL('../../../cards/', import.meta.url);

/** Parsed once at start: a broken template stops the service then, not a customer later. */
const templates = new Map<string, Template>(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [
      file.slice(0, -'.json'.length),
      new Template(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
    ]),
);

/** 25 KB of UTF-8 are safe on every Teams client (Teams documentation, "Format your bot messages"). */
export const maxCardBytes = 25_000;

export type Card = Readonly<Record<string, unknown>>;
export type { CardData };

/** Far more shapes than a template's cards usually have. */
const mostMoulds = 200;
const moulds = new Map<string, Map<string, Mould>>();

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

function mouldFor(name: string, key: string, data: CardData): Mould {
  const known = moulds.get(name) ?? new Map<string, Mould>();
  const found = known.get(key);
  if (found) return found;
  const template = templates.get(name);
  if (!template) throw new AppError('card-invalid', `no template cards/${name}.json`);
  const mould = mouldFrom(template, data);
  const raw = /\$\{([^}]{0,40})/.exec(JSON.stringify(mould.fill([])))?.[1];
  if (raw !== undefined) throw new AppError('card-invalid', `card ${name} lacks data for ${raw}`);
  const [oldest] = known.keys();
  if (known.size >= mostMoulds && oldest !== undefined) known.delete(oldest);
  moulds.set(name, known.set(key, mould));
  return mould;
}

const harmless = (word: string): string => (word.includes('${') ? word.replaceAll('${', '$ {') : word);

/** Of one UTF-16 unit in JSON: a control character is written with six. `$ {` makes three of two. */
const bytesPerUnit = 6;

/** More than the card can have, and much cheaper to tell than how many it has. */
function mostBytes({ bytes, uses }: Mould, words: readonly string[]): number {
  return words.reduce((most, word, n) => most + word.length * bytesPerUnit * (uses[n] ?? 0), bytes);
}
