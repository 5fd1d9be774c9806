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
 * Expands `cards/<name>.json`. Data is never evaluated, but a field that the template names and the data
 * lacks would be shown raw: that is refused with an AppError, as is a card that is too large.
 */
export function render(name: string, data: CardData): Card {
  const template = templates.get(name);
  if (!template) throw new AppError('card-invalid', `no template cards/${name}.json`);
  const expanded = JSON.stringify(template.expand({ $root: marked(data) }));
  const raw = /\$\{([^}]{0,40})/.exec(expanded)?.[1];
  if (raw !== undefined) throw new AppError('card-invalid', `card ${name} lacks data for ${raw}`);
  const json = expanded.replaceAll(mark, '${');
  const bytes = Buffer.byteLength(json);
  if (bytes > maxCardBytes) throw new AppError('card-invalid', `card ${name} has ${bytes} bytes`);
  return JSON.parse(json) as Card;
}

/** A private-use character: what people typed as `${` is told from what the template could not fill in. */
const mark = '\uE000{';

function marked<Value extends CardValue>(value: Value): CardValue {
  if (typeof value === 'string') return value.replaceAll('${', mark);
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map(marked);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner)]));
}

function isList(value: CardValue): value is readonly CardValue[] {
  return Array.isArray(value);
}
