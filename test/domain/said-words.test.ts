import { describe, expect, it } from 'vitest';
import { maxSummary, prefill } from '../../src/domain/diagnostics.ts';
import { clip } from '../../src/domain/plain-text.ts';
import type { Question } from '../../src/domain/question.ts';
import { isTakenBack, withoutWords, withWords, withWordsBack } from '../../src/domain/said-words.ts';
import { question as plain } from '../store/samples.ts';

const asked = (text: string, parts: Partial<Question> = {}): Question =>
  plain({
    text,
    said: [{ activityId: 'first', text }],
    formId: 'technical',
    answers: prefill('technical', text, 'outlook'),
    state: 'diagnosing',
    ...parts,
  });
const twice = (first: string, second: string) => {
  const longer = withWords(asked(first), second, 'second');
  return { ...longer, answers: { ...longer.answers, summary: clip(longer.text, maxSummary) } };
};
const long = 'all of it fails. '.repeat(200);

describe('deleted words', () => {
  it.each<[string, Question, string, Pick<Question, 'text' | 'answers'>]>([
    [
      'leave nothing of the question and of what the form was filled in with',
      asked('My password hunter2 fails with AADSTS50076'),
      'first',
      { text: '', answers: { product: 'outlook' } },
    ],
    [
      'leave what was typed into the form',
      asked('My password hunter2 fails', { answers: { summary: 'I cannot sign in', scope: 'one-user' } }),
      'first',
      { text: '', answers: { summary: 'I cannot sign in', scope: 'one-user' } },
    ],
    [
      'go from between what was typed around them, whatever became of their lines',
      asked('My password\nhunter2 fails (it is new)', {
        answers: { summary: 'Since today: My password hunter2 fails (it is new)\n\nPlease help' },
      }),
      'first',
      { text: '', answers: { summary: 'Since today: \n\nPlease help' } },
    ],
    [
      'go although the form kept only their beginning',
      asked(long, { answers: { summary: `${clip(long, maxSummary)} and more` } }),
      'first',
      { text: '', answers: { summary: 'and more' } },
    ],
    [
      'go although the form had room for their beginning only',
      (() => {
        const typed = withWords(asked('Outlook fails'), long, 'second');
        return { ...typed, answers: { summary: clip(`It leaks\nsince today\n${long}`, maxSummary) } };
      })(),
      'second',
      { text: 'Outlook fails', answers: { summary: 'It leaks\nsince today' } },
    ],
    [
      'leave the same letters within a word',
      asked('no', { answers: { summary: 'I cannot sign in now: no, nor can Nora' } }),
      'first',
      { text: '', answers: { summary: 'I cannot sign in now: , nor can Nora' } },
    ],
    [
      'leave the same letters within a Russian word',
      asked('да', { answers: { summary: 'Всегда, когда вхожу' } }),
      'first',
      { text: '', answers: { summary: 'Всегда, когда вхожу' } },
    ],
    [
      'go from between Chinese words and signs',
      asked('hunter2 (new) [a-b]', { answers: { summary: '密码hunter2 (new)  [a-b]不行' } }),
      'first',
      { text: '', answers: { summary: '密码不行' } },
    ],
    [
      'leave an error text that is another',
      asked('hunter2 AADSTS50076', { answers: { errorText: 'AADSTS50126' } }),
      'first',
      { text: '', answers: { errorText: 'AADSTS50126' } },
    ],
    [
      'leave the other message',
      twice('Outlook fails with AADSTS50076', 'the password is hunter2'),
      'second',
      {
        text: 'Outlook fails with AADSTS50076',
        answers: { summary: 'Outlook fails with AADSTS50076', product: 'outlook', errorText: 'AADSTS50076' },
      },
    ],
    [
      'leave what was added to them',
      twice('hunter2 AADSTS50076', 'on the telephone only'),
      'first',
      { text: 'on the telephone only', answers: { summary: 'on the telephone only', product: 'outlook' } },
    ],
  ])('%s', (_name, question, activityId, left) => {
    const { text, answers } = withoutWords(question, activityId) ?? {};
    expect({ text, answers }).toEqual(left);
  });

  it('are gone once, and only those of this question', () => {
    const gone = withoutWords(asked('hunter2'), 'first');
    expect(gone && withoutWords(gone, 'first')).toBeUndefined();
    expect(withoutWords(asked('hunter2'), 'another')).toBeUndefined();
    expect(withoutWords(plain(), 'first')).toBeUndefined();
  });

  it('are all of it when nothing else was said', () => {
    expect(isTakenBack(withoutWords(asked('a'), 'first') ?? plain())).toBe(true);
    expect(isTakenBack(withoutWords(twice('a', 'b'), 'first') ?? plain())).toBe(false);
    expect([asked('a'), plain()].map(isTakenBack)).toEqual([false, false]);
  });

  it('come back to their place', () => {
    const gone = withoutWords(twice('first words', 'more'), 'first');
    expect(gone && withWordsBack(gone, 'first', 'first words')).toMatchObject({ text: 'first words\nmore' });
    expect(withWordsBack(asked('a'), 'first', 'b')).toBeUndefined();
  });
});

it('a question of an older version grows without knowing what it is made of', () => {
  expect(withWords(plain({ text: 'a' }), 'b', 'second')).toStrictEqual(plain({ text: 'a\nb' }));
});
