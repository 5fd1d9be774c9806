// The one place that turns a template of cards/ and its data into a card.
import { readdirSync, readFileSync } from 'node:fs';
import { Template } from 'adaptivecards-templating';
import { AppError } from '../../domain/errors.ts';

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
export type CardValue =
  | string
  | number
  | boolean
  | readonly CardValue[]
  | { readonly [key: string]: CardValue };
export type CardData = { readonly [key: string]: CardValue };

/**
 * Expands `cards/<name>.json`. Data is never evaluated: what people typed as `${` comes out as `$ {`, so that
 * whatever else reads the card finds nothing to expand. A field that the template names and the data lacks
 * would be shown raw: that is refused with an AppError, as is a card that is too large.
 */
export function render(name: string, data: CardData): Card {
  const template = templates.get(name);
  if (!template) throw new AppError('card-invalid', `no template cards/${name}.json`);
  const card: Card = template.expand({ $root: harmless(data) });
  const json = JSON.stringify(card);
  const raw = /\$\{([^}]{0,40})/.exec(json)?.[1];
  if (raw !== undefined) throw new AppError('card-invalid', `card ${name} lacks data for ${raw}`);
  const bytes = Buffer.byteLength(json);
  if (bytes > maxCardBytes) throw new AppError('card-invalid', `card ${name} has ${bytes} bytes`);
  return card;
}

function harmless<Value extends CardValue>(value: Value): CardValue {
  if (typeof value === 'string') return value.replaceAll('${', '$ {');
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map(harmless);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, harmless(inner)]));
}

function isList(value: CardValue): value is readonly CardValue[] {
  return Array.isArray(value);
}
