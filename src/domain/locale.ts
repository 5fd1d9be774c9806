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
