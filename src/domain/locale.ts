// The languages the product speaks, and how a client's language tag becomes one of them.

export const locales = ['en', 'ru', 'zh-cn'] as const;
export type Locale = (typeof locales)[number];

/** A text the partner wrote in its settings, once per language; `en` is what the others fall back to. */
export type LocalText = { en: string } & Partial<Record<Locale, string>>;

export function localText(text: LocalText, locale: Locale): string {
  return text[locale] ?? text.en;
}

/** Maps a BCP 47 tag of a Teams client (`ru-RU`, `zh-Hans-CN`, `en-gb`) to a language of ours. */
export function localeOf(tag: string | undefined): Locale | undefined {
  const language = tag?.trim().toLowerCase().split(/[-_]/)[0];
  if (language === 'en' || language === 'ru') return language;
  return language === 'zh' ? 'zh-cn' : undefined;
}

/**
 * The language that these words are in. Russian or Chinese with an English error text stays what it is; names and
 * codes alone, and other languages in those letters, tell nothing. Other Latin words pass for English.
 */
export function writtenIn(text: string): Locale | undefined {
  // Kana, Hangul, and Cyrillic letters that Russian has not.
  if (/[\u3040-\u30ff\uac00-\ud7afіїєґўј]/iu.test(text)) return undefined;
  if (/\p{Script=Han}/u.test(text)) return 'zh-cn';
  // A small letter begins a word, a capital one may begin a name.
  if (/(?<!\p{L})[а-яё]/u.test(text)) return 'ru';
  const words = text.match(/(?<![^\s("'“«])[a-z]{2,}(?=[.,;:!?)"'”»]*(?:\s|$))/g) ?? [];
  if (words.length > 1) return 'en';
  return /[а-яё]/iu.test(text) ? 'ru' : undefined;
}
