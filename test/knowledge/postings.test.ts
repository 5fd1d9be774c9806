import { expect, it } from 'vitest';
import { atOnce } from '../../src/knowledge/pace.ts';
import { noPostings, type Postings, PostingsDraft } from '../../src/knowledge/postings.ts';

function listed({ starts, at, weight }: Postings): [number, number][][] {
  return Array.from({ length: starts.length - 1 }, (_, term) =>
    Array.from(at.subarray(starts[term], starts[term + 1]), (place, i) => [
      place,
      weight[(starts[term] ?? 0) + i] ?? Number.NaN,
    ]),
  );
}

it('lists the places of each term in the order in which they came', () => {
  const draft = new PostingsDraft();
  draft.add(2, 10, 0.5);
  draft.add(0, 11, 1);
  draft.add(2, 12, 0.25);
  expect(listed(atOnce(draft.finish(4)))).toEqual([
    [[11, 1]],
    [],
    [
      [10, 0.5],
      [12, 0.25],
    ],
    [],
  ]);
});

it('holds many, and pauses while it sorts them', () => {
  const draft = new PostingsDraft();
  const count = 200_001;
  for (let n = 0; n < count; n++) draft.add(n % 3, n, 1);
  const steps = draft.finish(3);
  let pauses = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) pauses++;
  expect(pauses).toBeGreaterThan(6);
  expect([...step.value.starts]).toEqual([0, 66_667, 133_334, 200_001]);
  expect(step.value.at.at(-1)).toBe(count - 1);
});

it('may be empty', () => {
  expect(listed(atOnce(new PostingsDraft().finish(2)))).toEqual([[], []]);
  expect(listed(noPostings(2))).toEqual([[], []]);
});
