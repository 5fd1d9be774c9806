import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/domain/article.ts';
import type { TextIndex } from '../../src/knowledge/text-index.ts';
import { buildIndex } from '../../src/knowledge/text-index.ts';
import { termsOf } from '../../src/knowledge/tokens.ts';
import { sampleArticle } from '../support/samples.ts';

const page = (id: string, title: string, more: Partial<Article> = {}): Article => ({
  ...sampleArticle('en'),
  id,
  title,
  summary: '',
  steps: [],
  codes: [],
  symptoms: [],
  ...more,
});

function indexOf(articles: readonly Article[]): TextIndex {
  const steps = buildIndex(articles);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

function order(index: TextIndex, question: string): readonly (string | undefined)[] {
  const { topics, line } = index.compare(termsOf(question).weights);
  return [...topics].sort((a, b) => (line[b] ?? 0) - (line[a] ?? 0)).map((topic) => index.ids[topic]);
}

describe('the index', () => {
  const index = indexOf([
    page('printer', 'The printer is out of paper', { symptoms: ['paper tray empty'], codes: ['0x80070643'] }),
    page('garden', 'Water the garden', { steps: ['Fill the tray with water.'] }),
    page('bridge', 'Cross the bridge'),
  ]);

  it('puts the topic with the likest line first', () => {
    expect(order(index, 'empty paper tray')[0]).toBe('printer');
  });

  it('gives a line said word for word the full likeness', () => {
    const { line } = index.compare(termsOf('paper tray empty').weights);
    expect(line[index.ids.indexOf('printer')]).toBeCloseTo(1, 5);
  });

  it('finds words of the steps in the whole only', () => {
    const { line, whole } = index.compare(termsOf('tray').weights);
    const garden = index.ids.indexOf('garden');
    expect(whole[garden]).toBeGreaterThan(0);
    expect(line[garden]).toBe(0);
  });

  it('touches no topic that shares nothing with the question', () => {
    expect(order(index, 'garden')).toEqual(['garden']);
    expect(order(index, 'submarine')).toEqual([]);
  });

  it('forgets one question before the next', () => {
    const first = order(index, 'garden bridge');
    order(index, 'printer paper');
    expect(order(index, 'garden bridge')).toEqual(first);
  });

  it('keeps codes and their families as keys', () => {
    expect(index.withCode('0x80070643').map((n) => index.ids[n])).toEqual(['printer']);
    expect(index.withCode('~0x8007').map((n) => index.ids[n])).toEqual(['printer']);
    expect(index.withCode('0x80070002')).toEqual([]);
  });

  it('takes the languages of a topic as one', () => {
    const both = indexOf([
      page('mail', 'Mail does not arrive'),
      page('mail', 'Почта не приходит', { locale: 'ru' }),
      page('other', 'Something else about a bridge'),
    ]);
    expect(both.ids).toEqual(['mail', 'other']);
    expect(order(both, 'письмо не приходит')[0]).toBe('mail');
  });

  it('gives way to other work between articles', () => {
    const steps = buildIndex(Array.from({ length: 50 }, (_, n) => page(`page-${n}`, `Title ${n}`)));
    let pauses = 0;
    while (!steps.next().done) pauses++;
    expect(pauses).toBeGreaterThanOrEqual(50);
  });
});
