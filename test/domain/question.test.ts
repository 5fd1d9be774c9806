import { describe, expect, it } from 'vitest';
import { isUndecided, judge, offer, placesOffered, type Question } from '../../src/domain/question.ts';
import { question } from '../store/samples.ts';

const choice: Question = question({
  state: 'answered',
  confidence: 'choice',
  articleIds: ['a', 'b', 'c'],
  shown: [],
});
const offered = (one: Question) => placesOffered(one).map((place) => one.articleIds[place]);

describe('what is offered', () => {
  it('is what was found, best first', () => {
    expect(offered(choice)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['another order', ['c', 'a', 'b'], ['a', 'b', 'c']],
    ['one that was not among the found', ['x', 'a', 'b'], ['a', 'b', 'c', 'x']],
    ['only such', ['x', 'y', 'z'], ['a', 'b', 'c', 'x', 'y', 'z']],
  ])('%s: each place keeps its article', (_name, ids, articleIds) => {
    const again = offer(choice, ids);
    expect(offered(again)).toEqual(ids);
    expect(again.articleIds).toEqual(articleIds);
  });
});

it.each<[string, Partial<Question>, boolean]>([
  ['a choice', {}, true],
  ['a sure answer', { confidence: 'sure' }, false],
  ['nothing found', { confidence: 'none', articleIds: [] }, false],
  ['an article was chosen', judge(choice, 'b', 'unanswered'), false],
  ['its form is open', { state: 'diagnosing' }, false],
  ['it is a ticket', { state: 'ticket' }, false],
  ['it is settled', { state: 'settled' }, false],
])('%s: undecided is %s', (_name, change, undecided) => {
  expect(isUndecided({ ...choice, ...change })).toBe(undecided);
});
