// Which words of a question were typed as which message of Teams, and what is left of it once one of them is deleted.
import { changedBy } from './change.ts';
import { type Answers, maxSummary, prefill } from './diagnostics.ts';
import { clip, cutMark } from './plain-text.ts';
import type { Question, SaidPart } from './question.ts';

/** The question with what was typed beside its form; one of an older version does not know what it is made of. */
export function withWords(question: Question, added: string, activityId: string): Question {
  const text = `${question.text}\n${added}`;
  return {
    ...question,
    text,
    ...(question.said && { said: [...question.said, { activityId, text: added }] }),
  };
}

/** The message's words are gone from it, from its form too; undefined when they are gone already. */
export function withoutWords(question: Question, activityId: string, sentAt?: number): Question | undefined {
  const part = question.said?.find((one) => one.activityId === activityId && !one.deleted);
  if (!part) return undefined;
  const changed = remade(question, { activityId, text: '', deleted: true, ...changedBy(sentAt) });
  return { ...changed, answers: answersWithout(question.answers, question, changed, part.text) };
}

/** The message was deleted once more: that is newer than whatever was sent before it and still comes. */
export function deletedAgain(question: Question, activityId: string, sentAt: number): Question | undefined {
  const part = question.said?.find((one) => one.activityId === activityId && one.deleted);
  return part && remade(question, { ...part, changedAt: sentAt });
}

/** The message is there again; undefined when it was not deleted. */
export function withWordsBack(
  question: Question,
  activityId: string,
  text: string,
  sentAt?: number,
): Question | undefined {
  const part = question.said?.find((one) => one.activityId === activityId && one.deleted);
  return part && remade(question, { activityId, text, ...changedBy(sentAt) });
}

/** Nothing is left of what was asked. */
export function isTakenBack({ said = [] }: Pick<Question, 'said'>): boolean {
  return said.length > 0 && said.every(({ deleted }) => deleted);
}

function remade(question: Question, part: SaidPart): Question {
  const said = (question.said ?? []).map((one) => (one.activityId === part.activityId ? part : one));
  const left = said.filter(({ deleted }) => !deleted).map(({ text }) => text);
  return { ...question, said, text: left.join('\n') };
}

type Asked = Pick<Question, 'text' | 'formId' | 'product'>;

/** What the form was filled in with goes along; what was typed into it or chosen stays. */
export function answersWithout(answers: Answers, before: Asked, after: Asked, words: string): Answers {
  const { summary: _s, errorText: _e, ...others } = answers;
  const summary =
    answers.summary === clip(before.text, maxSummary)
      ? clip(after.text, maxSummary)
      : without(answers.summary ?? '', words);
  const errorText =
    answers.errorText === foundIn(before).errorText ? foundIn(after).errorText : answers.errorText;
  return { ...others, ...(summary && { summary }), ...(errorText && { errorText }) };
}

function foundIn({ formId, text, product }: Asked): Answers {
  return formId === undefined ? {} : prefill(formId, text, product);
}

/** As they were said, or as far as a form kept them; spaces and lines may have changed on the way through it. */
function without(text: string, words: string): string {
  const kept = [words, clip(words, maxSummary)].filter(
    (one) => one.trim() !== '' && one.length <= text.length,
  );
  const left = kept.reduce((rest, one) => rest.replaceAll(loosely(one), ''), withoutCut(text, words));
  return left === text ? text : left.trim();
}

/** Added to a form that had no room for all of them, they stand at its end as far as there was. */
function withoutCut(text: string, words: string): string {
  if (!text.endsWith(cutMark)) return text;
  const lines = text.slice(0, -cutMark.length).split('\n');
  const from = lines.findIndex((_line, n) => n > 0 && words.startsWith(lines.slice(n).join('\n')));
  return from < 0 ? text : lines.slice(0, from).join('\n');
}

/** Not from within a word: what was typed into the form may hold the same letters. */
function loosely(words: string): RegExp {
  const said = words.trim();
  const escaped = said.split(/\s+/).map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const before = isInWord.test(said.slice(0, 1)) ? `(?<!${inWord})` : '';
  const after = isInWord.test(said.slice(-1)) ? `(?!${inWord})` : '';
  return new RegExp(`${before}${escaped.join('\\s+')}${after}`, 'gv');
}

/** Chinese puts no space between its words. */
const inWord = String.raw`[[\p{L}\p{N}]--\p{Script=Han}]`;
const isInWord = new RegExp(inWord, 'v');
