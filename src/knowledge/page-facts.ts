// What can be told of a page that nobody described: its language, products and kind, from its path and words.
import { type Category, categories, type Product } from '../domain/article.ts';
import { type Locale, localeOf } from '../domain/locale.ts';
import { isCommercial } from '../domain/triage.ts';
import { takeCodes } from './codes.ts';
import { mentionsOf } from './mentions.ts';
import { isAboutFault, saidIn } from './said.ts';
import { termsOf } from './tokens.ts';
import { categoryOf } from './triage.ts';

/** `other` is a language that the product does not speak. */
export type PageLocale = Locale | 'other';

// Names of folders and endings of files: `ru`, `ru-ru`, `zh-hans`, `azure-docs.zh-cn`, `setup.ru.md`.
// The rarer ones only with their own country: `hr-it` and `my-pc` are no languages.
const tag =
  /(?:^|[._])((?:en|ru|zh|de|fr|es|pt|ja|ko|pl|tr|nl|cs|sv|da|fi|nb|hu|he|vi|uk)(?:-(?:[a-z]{2}|han[st]|latn|cyrl|419)){0,2}|ar-sa|bg-bg|bs-latn-ba|ca-es|el-gr|et-ee|eu-es|ga-ie|gl-es|hi-in|hr-hr|id-id|is-is|it-it|it-ch|kk-kz|lb-lu|lt-lt|lv-lv|ms-my|mt-mt|nn-no|no-no|ro-ro|sk-sk|sl-si|sr-(?:latn|cyrl)-rs|th-th)$/i;
const traditional = /^zh-(?:hant|tw|hk|mo)\b/i;

export function localeOfTag(name: string): PageLocale {
  return traditional.test(name) ? 'other' : (localeOf(name) ?? 'other');
}

/** The language that a path names, nearest to the file first, and the path without it. */
export function readPath(path: string): { locale: PageLocale | undefined; key: string } {
  let locale: PageLocale | undefined;
  const parts = path
    .replace(/\.(?:md|markdown)$/i, '')
    .split('/')
    .reverse()
    .flatMap((part) => {
      const found = tag.exec(part);
      if (found?.[1] === undefined) return [part];
      locale ??= localeOfTag(found[1]);
      const rest = part.slice(0, found.index);
      return rest === '' ? [] : [rest];
    });
  return { locale, key: parts.reverse().join('/') };
}

const share = (text: string, script: RegExp) => (text.match(script) ?? []).length;

/** By the letters; a Latin text is taken for English. */
export function localeOfText(text: string): PageLocale {
  const letters = share(text, /\p{L}/gu);
  if (letters === 0) return 'other';
  // Kana and Hangul stand among Han characters in Japanese and Korean.
  if (share(text, /[\u3040-\u30ff\uac00-\ud7af]/gu) > letters / 20) return 'other';
  if (share(text, /\p{Script=Han}/gu) > letters / 6) return 'zh-cn';
  const cyrillic = share(text, /\p{Script=Cyrillic}/gu);
  if (cyrillic > letters / 4) return share(text, /[іїєґўј]/giu) > cyrillic / 50 ? 'other' : 'ru';
  return share(text, /\p{Script=Latin}/gu) > letters / 2 ? 'en' : 'other';
}

/** Products that title or path name; Microsoft 365 when they name none. */
export function productsOfPage(title: string, key: string): Product[] {
  const inTitle = mentionsOf(title).products;
  const found = inTitle.length > 0 ? inTitle : mentionsOf(key.replaceAll(/[/_.-]+/g, ' ')).products;
  return found.length > 0 ? [...found] : ['m365'];
}

/** What a page is about is seldom reported in its words: most tell how something is done. */
export function categoryOfPage(title: string): Category {
  const said = saidIn(termsOf(title));
  const usual: Category = isAboutFault(said) ? 'technical-configuration' : 'how-to';
  const voice = { article: { category: usual, products: [], fixableBy: [] }, chance: 1 };
  const found = categoryOf('question', said, [voice], 0);
  // A page about billing has steps; who asks for money is led to a form all the same.
  return categories.find((one) => one === found && !isCommercial(one)) ?? usual;
}

const mostCodes = 40;

export function codesIn(texts: readonly string[]): string[] {
  const codes = texts.flatMap((text) => takeCodes(text.normalize('NFKC').toLowerCase()).codes);
  return [...new Set(codes.filter((code) => !code.startsWith('~')))].slice(0, mostCodes);
}

/** `guides/set-up_vpn` → `set up vpn`. */
export function titleOfPath(key: string): string {
  return (key.split('/').at(-1) ?? '').replaceAll(/[-_.]+/g, ' ').trim();
}
