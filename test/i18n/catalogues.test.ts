import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { categories, products } from '../../src/domain/article.ts';
import { fieldIds, forms } from '../../src/domain/diagnostics.ts';
import { escalationFieldIds, missingFields } from '../../src/domain/escalation.ts';
import { refusalReasons } from '../../src/domain/notice.ts';
import { severities } from '../../src/domain/support-offer.ts';
import { ticketStates } from '../../src/domain/ticket.ts';
import { en } from '../../src/i18n/en.ts';
import { ru } from '../../src/i18n/ru.ts';
import { zhCn } from '../../src/i18n/zh-cn.ts';

type Texts = Readonly<Record<string, string>>;
const catalogues: Readonly<Record<'en' | 'ru' | 'zh-cn', Texts>> = { en, ru, 'zh-cn': zhCn };
const english: Texts = en;
const keys = Object.keys(english);
const textOf = (locale: keyof typeof catalogues, key: string) => catalogues[locale][key] ?? '';

interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

const literal = 0;
const plural = 6;
const pound = 7;

function elementsOf(locale: string, text: string): readonly Element[] {
  return new IntlMessageFormat(text, locale).getAst() as readonly Element[];
}

function flat(elements: readonly Element[]): Element[] {
  return elements.flatMap((e) => [e, ...Object.values(e.options ?? {}).flatMap((o) => flat(o.value))]);
}

function paramsOf(locale: string, text: string): string[] {
  const named = flat(elementsOf(locale, text)).filter((e) => e.type !== literal && e.type !== pound);
  return [...new Set(named.map((e) => e.value ?? ''))].sort();
}

/** The text that a reader sees, parameters left out. */
function wordsOf(locale: string, text: string): string {
  return flat(elementsOf(locale, text))
    .map((e) => (e.type === literal ? (e.value ?? '') : ' '))
    .join('');
}

describe.each(['en', 'ru', 'zh-cn'] as const)('the texts in %s', (locale) => {
  it('have the English keys and no others', () => {
    expect(Object.keys(catalogues[locale]).sort()).toEqual([...keys].sort());
  });

  it.each(keys)('%s takes the parameters of the English text', (key) => {
    expect(paramsOf(locale, textOf(locale, key))).toEqual(paramsOf('en', english[key] ?? ''));
  });

  it('neither shout nor play', () => {
    const loud = keys.filter((key) =>
      /[!！]|\boops\b|\bупс\b|哎呀/iu.test(wordsOf(locale, textOf(locale, key))),
    );
    expect(loud).toEqual([]);
  });

  it('name every plural form of the language', () => {
    const wanted = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const plurals = keys.flatMap((key) =>
      flat(elementsOf(locale, textOf(locale, key))).filter((e) => e.type === plural),
    );
    expect(plurals.length).toBeGreaterThan(0);
    for (const { options = {} } of plurals)
      expect(Object.keys(options)).toEqual(expect.arrayContaining(wanted));
  });
});

/** Names that are the same in every language. */
const names =
  /\b(Microsoft 365|Microsoft|21Vianet|Azure|Dynamics 365|Power Platform|Outlook|Teams|OneDrive|SharePoint|Office|Windows|Defender|Intune|Exchange|Entra|Word|Excel|PowerPoint|Message-ID|GDAP|CSP|English|english|IANA|UTC|SLA|ID)\b/g;
const isName = (text: string) => !/\p{L}/u.test(text.replace(names, ''));

describe.each([
  ['ru', /\p{Script=Cyrillic}/u, /[A-Za-z]{3,} [a-z]{3,} [a-z]{2,}/],
  ['zh-cn', /\p{Script=Han}/u, /[A-Za-z]{3,} [a-z]{3,} [a-z]{2,}/],
] as const)('the translation to %s', (locale, script, englishPhrase) => {
  it('leaves nothing in English', () => {
    const untranslated = keys.filter((key) => {
      const words = wordsOf(locale, textOf(locale, key));
      return !isName(words) && (!script.test(words) || englishPhrase.test(words));
    });
    expect(untranslated).toEqual([]);
  });
});

it('Russian writes ё where it belongs', () => {
  const missing = keys.filter((key) =>
    /(^|\P{L})(еще|ее|счет|счете|учетн\p{L}*|объем)(?!\p{L})/iu.test(ru[key as keyof typeof ru]),
  );
  expect(missing).toEqual([]);
});

it('Chinese uses 您 and full-width punctuation between Chinese words', () => {
  const odd = keys.filter((key) =>
    /你|\p{Script=Han}[,;:?](\s|\p{Script=Han}|$)/u.test(wordsOf('zh-cn', textOf('zh-cn', key))),
  );
  expect(odd).toEqual([]);
});

describe('every value of the domain has its words', () => {
  const allFields = [...Object.values(forms).flat(), ...missingFields({}, 'A')];
  const wanted = [
    ...[...fieldIds, ...escalationFieldIds].flatMap((id) =>
      ['label', 'hint', 'error'].map((part) => `field.${id}.${part}`),
    ),
    ...allFields.flatMap((field) => (field.choices ?? []).map((choice) => `choice.${field.id}.${choice}`)),
    ...Object.keys(forms).map((form) => `form.title.${form}`),
    ...products.map((product) => `product.${product}`),
    ...categories.map((category) => `category.${category}`),
    ...severities.map((severity) => `severity.${severity}`),
    ...ticketStates.map((state) => `state.requester.${state}`),
    ...refusalReasons.map((reason) => `refused.${reason}`),
  ];
  it.each([...new Set(wanted)])('%s', (key) => expect(english[key]).toMatch(/\S/));
});
