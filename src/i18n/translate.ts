// Texts by key, language and parameters; a missing key, language or parameter does not compile.
import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from '../domain/locale.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import { zhCn } from './zh-cn.ts';

export type Key = keyof typeof en;

/** The parameters of an ICU message, read from its text; a branch such as `{# days}` is none of them. */
type ParamsOf<Text extends string> = Text extends `${string}{${infer Rest}`
  ? Rest extends `${infer Inner}}${infer After}`
    ? ParamOf<Inner> & ParamsOf<Inner extends `${string}{${string}` ? Rest : After>
    : unknown
  : unknown;

type ParamOf<Inner extends string> = Inner extends `${infer Name},${infer Kind}`
  ? Name extends `${string} ${string}` | `${string}#${string}`
    ? unknown
    : Kind extends ` plural${string}` | ` number${string}`
      ? { readonly [K in Name]: number }
      : { readonly [K in Name]: string }
  : Inner extends '' | '#' | `${string} ${string}` | `${string}#${string}` | `${string}{${string}`
    ? unknown
    : { readonly [K in Inner]: string | number };

type Params<K extends Key> = ParamsOf<(typeof en)[K]>;
type Arguments<K extends Key> = unknown extends Params<K> ? [] : [params: Params<K>];

export interface Translate {
  <K extends Key>(key: K, ...args: Arguments<K>): string;
  readonly locale: Locale;
}

const catalogues: Readonly<Record<Locale, Readonly<Record<Key, string>>>> = { en, ru, 'zh-cn': zhCn };
const formats = new Map<string, IntlMessageFormat>();

function formatOf(locale: Locale, key: Key): IntlMessageFormat {
  const id = `${locale} ${String(key)}`;
  const known = formats.get(id);
  if (known) return known;
  const made = new IntlMessageFormat(catalogues[locale][key] as string, locale);
  formats.set(id, made);
  return made;
}

type Given = Readonly<Record<string, string | number>>;

function translateTo(locale: Locale): Translate {
  const chinese = locale === 'zh-cn';
  const translate = (key: Key, params?: Given) => {
    const format = formatOf(locale, key);
    return chinese && params ? tight(String(format.format(marked(params)))) : String(format.format(params));
  };
  return Object.assign(translate, { locale }) as Translate;
}

const [opens, closes] = ['\ue001', '\ue002'];

function marked(params: Given): Given {
  const mark = (value: string | number) => (typeof value === 'string' ? `${opens}${value}${closes}` : value);
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, mark(value)]));
}

/** Chinese texts keep a space between Chinese and Latin; a name that is Chinese itself must not stand apart. */
function tight(text: string): string {
  return text
    .replace(/(?<=[\p{Script=Han}，。：；！？）”]) \ue001(?=\p{Script=Han})/gu, '')
    .replace(/(?<=[\p{Script=Han}）])\ue002 (?=[\p{Script=Han}，。：；！？（“])/gu, '')
    .replace(/[\ue001\ue002]/g, '');
}

const translators: Readonly<Record<Locale, Translate>> = {
  en: translateTo('en'),
  ru: translateTo('ru'),
  'zh-cn': translateTo('zh-cn'),
};

/** `t('ticket.title', { number: 1042 })` in this language. */
export function translator(locale: Locale): Translate {
  return translators[locale];
}
