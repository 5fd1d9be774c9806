import { describe, expect, it } from 'vitest';
import { measure, placeOf, readQuestions } from '../../../src/cli/eval/measure.ts';
import type { SearchResult } from '../../../src/domain/article.ts';

const head = 'id\tlang\ttext\tgold_topic_ids\tcategory\troute';
const table = [head, 'a\ten\tfirst\tone,two\thow-to\tself-help', 'b\tzh\tsecond\tnone\tsmalltalk\tnone'].join(
  '\n',
);
const found = (...articleIds: string[]): SearchResult => ({
  confidence: articleIds.length === 0 ? 'none' : 'choice',
  articleIds,
  kind: 'question',
  category: 'how-to',
  route: 'self-help',
});

describe('the table', () => {
  it('is read with or without Windows line ends', () => {
    expect(readQuestions(table).map(({ gold }) => gold)).toEqual([['one', 'two'], ['none']]);
    expect(readQuestions(table.replaceAll('\n', '\r\n'))).toEqual(readQuestions(table));
  });

  it('is searched as the service does it, without what it masks', () => {
    const [question] = readQuestions(`${head}\nx\ten\tpassword: Hunter2x is refused\tone\thow-to\tself-help`);
    expect(question?.text).toBe('password: ••• is refused');
  });

  it.each([
    ['a language', 'x\tde\ttext\tnone\thow-to\tself-help'],
    ['a category', 'x\ten\ttext\tnone\tnonsense\tself-help'],
    ['a column', 'x\ten\ttext\tnone\thow-to'],
  ])('is refused with its line when %s is wrong', (_, line) => {
    expect(() => readQuestions(`${table}\n${line}`)).toThrow(/Line 4/);
  });
});

describe('the figures', () => {
  const questions = readQuestions(table);

  it.each([
    ['the first', found('two', 'x'), 1],
    ['the third', found('x', 'y', 'one'), 3],
    ['none', found('x'), undefined],
  ])('count %s gold topic', (_, result, place) => {
    expect(questions.slice(0, 1).map((question) => placeOf(question, result))).toEqual([place]);
  });

  it('take no answer as right where no article fits, and any answer as wrong', () => {
    expect(questions.slice(1).map((question) => placeOf(question, found()))).toEqual([1]);
    expect(questions.slice(1).map((question) => placeOf(question, found('one')))).toEqual([undefined]);
  });

  it('are fractions of 1', () => {
    expect(measure(questions, () => found('x', 'one'))).toMatchObject({
      n: 2,
      r1: 0,
      r3: 0.5,
      mrr: 0.25,
      category: 0.5,
      route: 0.5,
    });
    expect(measure([], () => found())).toMatchObject({ n: 0, r1: 0 });
  });
});
