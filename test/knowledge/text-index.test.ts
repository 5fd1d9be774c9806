import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/domain/article.ts';
import { IndexDraft } from '../../src/knowledge/build-index.ts';
import { atOnce } from '../../src/knowledge/pace.ts';
import type { TextIndex } from '../../src/knowledge/text-index.ts';
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

function indexOf(articles: readonly Article[], background?: TextIndex): TextIndex {
  const draft = new IndexDraft();
  for (const article of articles) draft.add({ article });
  return atOnce(draft.finish(background));
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

  it('names the terms that a topic shares with a question', () => {
    const question = termsOf('empty paper tray of the submarine').weights;
    expect(index.sharedTerms(index.ids.indexOf('garden'), question)).toEqual(['tray']);
  });

  it('gives way to other work while it is finished', () => {
    const draft = new IndexDraft();
    for (let n = 0; n < 50; n++) draft.add({ article: page(`page-${n}`, `Title ${n}`) });
    const steps = draft.finish();
    let pauses = 0;
    while (!steps.next().done) pauses++;
    expect(pauses).toBeGreaterThanOrEqual(5);
  });
});

describe('a few pages beside many', () => {
  const many = indexOf(
    Array.from({ length: 200 }, (_, n) => page(`topic-${n}`, n % 2 ? `mail ${n}x` : `printer ${n}x`)),
  );
  const own = [page('own', 'The mail garden')];

  it('have no rare word that the many have often', () => {
    const alone = indexOf(own).compare(termsOf('the mail submarine').weights).whole[0] ?? 0;
    const beside = indexOf(own, many).compare(termsOf('the mail submarine').weights).whole[0] ?? 0;
    expect(beside).toBeLessThan(alone);
  });

  it('lack what only the many have', () => {
    const index = indexOf(own, many);
    const { whole } = index.compare(termsOf('garden').weights);
    const full = whole[0] ?? 0;
    expect(index.compare(termsOf('garden printer').weights).whole[0]).toBeLessThan(full);
  });
});
