// What leads see of use: both lists, empty, short and as long as they get.
import type { Tally } from '../../src/domain/lesson.ts';
import type { Locale } from '../../src/domain/locale.ts';
import type { CardNotice } from '../../src/domain/notice.ts';
import type { Unanswered, UnansweredGroup } from '../../src/domain/unanswered.ts';
import type { Facts } from '../../src/flows/ports.ts';
import { readArticles } from '../../src/knowledge/read-articles.ts';
import type { CardSample } from './card-samples.ts';
import { hours, now, sampleFacts, sampleSettings } from './samples.ts';

const articles = readArticles(new URL('../../knowledge', import.meta.url).pathname);
const { tenantId } = sampleSettings.partner;

const groups: readonly UnansweredGroup[] = [
  {
    count: 21,
    customers: 4,
    locales: ['ru', 'en'],
    lacks: { 'nothing-found': 15, 'nothing-chosen': 2, refuted: 4 },
    lastAt: now - hours(3),
    examples: ['эксель падает с надстройкой SAP', 'SAP add-in crashes Excel on ••• since the last update'],
    nearestId: 'office-addin-missing',
  },
  {
    count: 2,
    customers: 1,
    locales: ['zh-cn'],
    lacks: { 'nothing-found': 0, 'nothing-chosen': 2, refuted: 0 },
    lastAt: now - hours(26),
    examples: ['Outlook 里能显示天气吗', '•••的 Outlook 不显示天气'],
    nearestId: 'outlook-password-prompt',
  },
  {
    count: 1,
    customers: 1,
    locales: ['en'],
    lacks: { 'nothing-found': 1, 'nothing-chosen': 0, refuted: 0 },
    lastAt: now - hours(200),
    examples: ['[x](https://evil.example) ${1+1} **b** the barcode scanner types everything twice'],
  },
];

const many: readonly UnansweredGroup[] = Array.from({ length: 10 }, (_, n) => ({
  count: 200 - n,
  customers: 40 - n,
  locales: ['ru', 'zh-cn', 'en'],
  lacks: { 'nothing-found': 100, 'nothing-chosen': 50, refuted: 50 - n },
  lastAt: now - hours(n),
  examples: ['语'.repeat(159), 'же ещё '.repeat(22)],
  nearestId: 'outlook-password-prompt',
}));

const tallies: readonly Tally[] = [
  {
    articleId: 'outlook-password-prompt',
    locale: 'ru',
    confirmed: 3,
    assumed: 8,
    refuted: 9,
    left: 6,
    returned: 2,
  },
  {
    articleId: 'email-not-arriving',
    locale: 'en',
    confirmed: 0,
    assumed: 0,
    refuted: 1,
    left: 0,
    returned: 0,
  },
  {
    articleId: 'gone-from-the-library',
    locale: 'zh-cn',
    confirmed: 1,
    assumed: 2,
    refuted: 0,
    left: 0,
    returned: 5,
  },
];

export function learningSamples(locale: Locale): CardSample[] {
  const sample = (name: string, kind: 'unanswered' | 'weak-articles', about: Partial<Facts>): CardSample => ({
    name,
    notice: { kind, tenantId } satisfies CardNotice,
    facts: sampleFacts(locale, 'agent', {
      article: (id) => articles.find((a) => a.id === id && a.locale === locale),
      ...about,
    }),
  });
  const unanswered = (name: string, list: Unanswered) => sample(name, 'unanswered', { unanswered: list });
  return [
    unanswered('unanswered questions', { groups, more: 0 }),
    unanswered('unanswered questions, full', {
      groups: many,
      more: 21,
      newest: { count: 300, since: now - hours(50) },
    }),
    unanswered('unanswered questions, none', { groups: [], more: 0 }),
    sample('weak articles', 'weak-articles', { weakArticles: tallies }),
    sample('weak articles, none', 'weak-articles', { weakArticles: [] }),
  ];
}
