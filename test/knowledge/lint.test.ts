import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/domain/article.ts';
import { lintArticles, lintRelations } from '../../src/knowledge/lint.ts';

const english: Article = {
  id: 'mend-it',
  locale: 'en',
  title: 'Mend it',
  summary: 'Most of it can be mended.',
  steps: ['Open it.', 'Mend it.', 'Close it.'],
  outcome: 'It is whole.',
  stopWhen: 'Ask a person if it breaks again.',
  products: ['office'],
  category: 'how-to',
  fixableBy: ['user'],
  helpUrl: 'https://support.microsoft.com/en-us/office/mend',
  adminTestUrl: 'https://aka.ms/mend',
  symptoms: ['it broke', 'it is broken', 'mend it', 'in two pieces', 'cracked', 'a hole in it'],
  codes: [],
  related: [],
  collect: ['What broke'],
};
const chinese: Article = {
  ...english,
  locale: 'zh-cn',
  title: '修好它',
  summary: '大多可以修好。',
  steps: ['打开 Word。', '修理。', '关上。'],
  outcome: '完好了。',
  stopWhen: '再坏请联系人工支持。',
  helpUrl: 'https://support.microsoft.com/zh-cn/office/mend',
  symptoms: ['坏了', '断了', '破了', '裂了', '有洞', '散了'],
  collect: ['哪里坏了'],
};
const findings = (...articles: readonly Article[]) =>
  lintArticles(articles).map(({ place, what }) => `${place}: ${what}`);

it('has nothing to say of what is in order', () => {
  expect(findings(english, chinese)).toEqual([]);
  const partnerOnly: Article = { ...english, fixableBy: ['partner'], steps: [] };
  const { outcome, ...without } = partnerOnly;
  expect(outcome && findings(without)).toEqual([]);
});

describe('tells of', () => {
  it.each<[string, Partial<Article>, RegExp]>([
    ['a long step', { steps: ['x'.repeat(301)] }, /step has 301/],
    ['Markdown', { summary: 'See **this**.' }, /summary has a mark/],
    ['an address in the words', { steps: ['Open https://example.com now'] }, /step has a mark/],
    ['an exclamation mark', { title: 'Mend it!' }, /title has a mark/],
    ['another script', { title: 'Почини' }, /title is not in the language/],
    ['no outcome', { outcome: undefined as never }, /outcome is missing/],
    ['no way to a person', { stopWhen: 'Stop.' }, /when to ask a person/],
    ['few symptoms', { symptoms: ['it broke'] }, /1 symptoms/],
    ['a long symptom', { symptoms: [...english.symptoms, 'x'.repeat(121)] }, /symptom is long/],
    ['a symptom twice', { symptoms: [...english.symptoms, 'It broke?'] }, /stands twice/],
    ['another host', { helpUrl: 'https://example.com/en-us/x' }, /example.com is no known host/],
    ['another language', { helpUrl: 'https://learn.microsoft.com/ru-ru/x' }, /another language/],
    ['no language', { helpUrl: 'https://learn.microsoft.com/office/x' }, /another language/],
    ['Partner Center', { helpUrl: 'https://partner.microsoft.com/en-us/x' }, /marked for partners/],
    [
      'its documentation',
      { helpUrl: 'https://learn.microsoft.com/en-us/partner-center/customers/x' },
      /marked for partners/,
    ],
    ['a relation to nothing', { related: ['nowhere'] }, /"related" names nowhere/],
    ['a relation to itself', { related: ['mend-it'] }, /"related" names mend-it/],
  ])('%s', (_, changed, what) => {
    expect(findings({ ...english, ...changed }).join()).toMatch(what);
  });

  it.each<[string, Partial<Article>, RegExp]>([
    ['a page that is not Chinese', { title: 'Mend it' }, /title is not in the language/],
    ['symptoms that are not', { symptoms: english.symptoms }, /no symptom is in the language/],
    ['scripts without a space', { steps: ['打开Word。'] }, /lacks a space/],
    ['half-width punctuation', { summary: '大多,可以修好。' }, /half-width/],
  ])('%s', (_, changed, what) => {
    expect(findings({ ...chinese, ...changed }).join()).toMatch(what);
  });

  it('words that two topics have in one language', () => {
    const other = { ...english, id: 'other' };
    expect(lintRelations([english, other]).map(({ place }) => place)).toEqual(
      english.symptoms.map(() => 'other/en.md'),
    );
    expect(lintRelations([english, { ...other, locale: 'ru' }])).toEqual([]);
  });
});

it('knows topics beside those it looks at', () => {
  expect(lintRelations([{ ...english, related: ['nowhere'] }], ['nowhere'])).toEqual([]);
});
