import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/domain/question.ts';
import { groupAlike, isStillOpen, lackOf } from '../../src/domain/unanswered.ts';
import { createKnowledge } from '../../src/knowledge/search.ts';
import { question as plain } from '../store/samples.ts';

const question = (parts: Partial<Question>) =>
  plain({ kind: 'question', route: 'self-help', shown: [], ...parts });
const shown = (...verdicts: Question['shown'][number]['verdict'][]) =>
  verdicts.map((verdict, n) => ({ articleId: `article-${n}`, verdict }));

describe('what a question lacks', () => {
  it.each<[string, Partial<Question>, ReturnType<typeof lackOf>]>([
    ['nothing was found', { confidence: 'none' }, 'nothing-found'],
    ['nothing was found, and it became a ticket', { confidence: 'none', state: 'ticket' }, 'nothing-found'],
    ['several were offered', { confidence: 'choice' }, 'nothing-chosen'],
    ['several were offered, and that helped', { confidence: 'choice', state: 'settled' }, undefined],
    ['one was chosen of several', { confidence: 'sure', shown: shown('unanswered') }, undefined],
    ['it did not help', { shown: shown('not-helped') }, 'refuted'],
    ['one did not help, the other did', { shown: shown('not-helped', 'helped') }, undefined],
    ['one did not help, the other is being read', { shown: shown('not-helped', 'unanswered') }, 'refuted'],
    ['silence', { shown: shown('unanswered') }, undefined],
    ['a disturbance is looked for in place of its article', { confidence: 'sure' }, undefined],
    ['Microsoft’s disturbance was the answer', { confidence: 'none', issueId: 'EX123456' }, undefined],
    ['Microsoft’s disturbance, and no help', { issueId: 'EX1', shown: shown('not-helped') }, 'refuted'],
    ['a wish that costs money', { confidence: 'none', route: 'commercial' }, undefined],
    ['a wish for a person', { confidence: 'none', kind: 'person' }, undefined],
    ['taken back', { confidence: 'none', said: [{ activityId: '1', text: '', deleted: true }] }, undefined],
    ['none of ours', { confidence: 'none', kind: 'foreign' }, undefined],
  ])('%s', (_name, parts, lack) => expect(lackOf(question(parts))).toBe(lack));

  it('is not known of a question of an older version', () => {
    expect(lackOf(plain({ confidence: 'none' }))).toBeUndefined();
  });
});

describe('a choice that stands on its card', () => {
  const hour = 3_600_000;
  it.each<[string, Partial<Question>, number, boolean]>([
    ['may be chosen within the hour', { confidence: 'choice' }, hour - 1, true],
    ['not after it', { confidence: 'choice' }, hour, false],
    ['not when the form came', { confidence: 'choice', state: 'diagnosing' }, 0, false],
    ['and where nothing stands there is nothing to wait for', { confidence: 'none' }, 0, false],
  ])('%s', (_name, parts, after, open) => {
    expect(isStillOpen(question({ askedAt: 1000, ...parts }), 1000 + after)).toBe(open);
  });
});

describe('groups', () => {
  const { terms } = createKnowledge([]);
  const grouped = (...texts: string[]) =>
    groupAlike(texts.map((text) => ({ text, terms: terms(text) }))).map((group) =>
      group.map(({ text }) => text),
    );

  it('hold what asks the same, in other words and languages, the largest first', () => {
    const weather = [
      'Outlook does not show the weather',
      'аутлук не показывает погоду',
      'Outlook 不显示天气',
    ];
    const sap = ['SAP add-in crashes Excel', 'Excel падает с надстройкой SAP', 'excel sap 插件崩溃'];
    const fax = ['can I dial a fax number from Teams', 'send a fax with Teams'];
    const alone = 'the barcode scanner types twice';
    expect(grouped(fax[0] ?? '', alone, ...weather, fax[1] ?? '', ...sap)).toEqual([
      weather,
      sap,
      fax,
      [alone],
    ]);
  });

  it('keep troubles of one product apart', () => {
    const texts = [
      'Teams crashes when I open the whiteboard',
      'no sound in Teams when I plug the dock',
      'Teams cannot find the contact card of my boss',
      'Outlook loses my colour categories',
      'Outlook font became tiny',
      'аутлук теряет группировку',
      'Outlook 座机不响铃',
    ];
    expect(grouped(...texts)).toEqual(texts.map((text) => [text]));
  });

  it('join by an error code', () => {
    const texts = ['badge printer 0x8004DEAD', 'what is 0x8004dead', 'and 0x8004BEEF'];
    expect(grouped(...texts)).toEqual([texts.slice(0, 2), texts.slice(2)]);
  });

  it('put together what says nothing', () => {
    expect(grouped('???', 'Outlook font', '...')).toEqual([['???', '...'], ['Outlook font']]);
  });

  const alone = Array.from({ length: 150 }, (_, n) => `xylo${String.fromCharCode(97 + (n % 26))}${n}phone`);

  it('are the same for the same texts', () => {
    expect(grouped(...alone)).toEqual(grouped(...alone));
    expect(grouped(...alone)).toHaveLength(150);
    expect(grouped()).toEqual([]);
  });

  it('find what is frequent behind many that ask something else each', () => {
    const often = Array.from({ length: 30 }, () => 'the zorbat eats my badge');
    const [first, second] = grouped(...alone, ...often);
    expect([first, second?.length]).toEqual([often, 1]);
  });
});
