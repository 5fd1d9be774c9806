// The two lists for leads, as they read.
import { describe, expect, it } from 'vitest';
import { type Locale, locales } from '../../../src/domain/locale.ts';
import { present } from '../../../src/teams/present.ts';
import { objectsIn } from '../../support/card-walk.ts';
import { learningSamples } from '../../support/learning-samples.ts';

const key = { card: '0b8e6a52-4b0f-4b61-9d8f-0a4a5f1f7c11', nonce: 'nonce-1' };

function linesOf(name: string, locale: Locale): string[] {
  const sample = learningSamples(locale).find((one) => one.name === name);
  if (!sample) throw new RangeError(`no sample ${name}`);
  const { activity } = present(sample.notice, sample.facts, key);
  const [attachment] = activity.attachments as [{ content: object }];
  return objectsIn(attachment.content as never).flatMap(({ text }) =>
    typeof text === 'string' ? [text] : [],
  );
}

describe('what we could not answer', () => {
  it.each<[Locale, string[]]>([
    [
      'en',
      [
        'Asked 21 times, last Mon 23 Nov, 07:30',
        '4 customers · Russian and English',
        'nothing found: 15 · nothing chosen: 2 · the article did not help: 4',
        '“эксель падает с надстройкой SAP”',
      ],
    ],
    [
      'ru',
      [
        'Спросили 21 раз, последний раз пн, 23 нояб., 07:30',
        '4 клиента · русский и английский',
        'ничего не нашлось: 15 · ничего не выбрали: 2 · статья не помогла: 4',
        '«эксель падает с надстройкой SAP»',
      ],
    ],
    [
      'zh-cn',
      [
        '被问 21 次，最近一次 11月23日周一 07:30',
        '4 个客户 · 俄语和英语',
        '没有找到：15 · 没有选择：2 · 文章没有帮助：4',
        '“эксель падает с надстройкой SAP”',
      ],
    ],
  ])('in %s', (locale, lines) =>
    expect(linesOf('unanswered questions', locale)).toEqual(expect.arrayContaining(lines)),
  );

  it('says how much is not shown', () => {
    expect(linesOf('unanswered questions, full', 'en').at(-1)).toBe('21 more groups are not shown.');
    expect(linesOf('unanswered questions', 'en').join()).not.toContain('not shown');
  });

  it.each<[Locale, string]>([
    ['en', 'The newest 300 questions that found no good answer, the first of them Sat 21 Nov, 08:30'],
    ['ru', 'Самые новые вопросы, на которые не нашлось хорошего ответа: 300, первый из них'],
    ['zh-cn', '最新的 300 个没有找到合适答案的问题'],
  ])('says when there were more than are read at once, in %s', (locale, text) => {
    expect(linesOf('unanswered questions, full', locale)[1]).toContain(text);
  });

  it('is a sentence when there is nothing', () => {
    expect(linesOf('unanswered questions, none', 'en')).toEqual([
      'What we could not answer',
      'In the last 30 days no question was left without a good answer.',
    ]);
  });
});

describe('articles that don’t help', () => {
  it('tell what came of each, and keep help and silence apart', () => {
    expect(linesOf('weak articles', 'en').slice(2)).toEqual([
      'Outlook asks for the password again and again · Russian',
      'Shown 28 times, settled by it: 39%',
      'it did not help: 9 · asked again within a day: 2 · went on to a person or another article: 6',
      'it helped: 3 · silence: 8',
      'An expected message has not arrived · English',
      'Shown once, settled by it: 0%',
      'it did not help: 1',
      'it helped: 0 · silence: 0',
      // What is not in the library any more goes by its id.
      'gone-from-the-library · Chinese',
      'Shown 8 times, settled by it: 38%',
      'it did not help: 0 · asked again within a day: 5',
      'it helped: 1 · silence: 2',
    ]);
  });

  it.each(locales)('are a sentence when there are none (%s)', (locale) => {
    expect(linesOf('weak articles, none', locale)).toHaveLength(2);
  });
});
