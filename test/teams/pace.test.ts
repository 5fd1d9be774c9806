import { expect, it } from 'vitest';
import { createPace } from '../../src/teams/pace.ts';

/** When each of so many requests that want to leave at once may do so, in milliseconds. */
async function times(
  count: number,
  placeOf: (n: number) => [string, string],
  leaves: (n: number) => void = () => {},
): Promise<number[]> {
  let clock = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  const pace = createPace(
    () => clock,
    (ms = 0) =>
      new Promise((resolve) => sleepers.push({ at: clock + ms, wake: () => resolve(undefined as never) })),
  );
  const left: number[] = [];
  const all = Promise.all(
    Array.from({ length: count }, async (_, n) => {
      await pace.turn(...placeOf(n));
      left.push(clock);
      leaves(n);
    }),
  );
  for (let round = 0; left.length < count && round < 10_000; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    const next = sleepers.sort((a, b) => a.at - b.at).shift();
    if (!next) continue;
    clock = Math.max(clock, next.at);
    next.wake();
  }
  await all;
  return left;
}

const mostInASecond = (left: readonly number[]) =>
  Math.max(...left.map((from) => left.filter((at) => at >= from && at < from + 1_000).length));

it.each<[string, number, number, (n: number) => [string, string]]>([
  ['to one conversation never more than seven in a second', 20, 7, () => ['a', 't']],
  ['to one tenant never more than thirty', 100, 30, (n) => [`c${n}`, 't']],
])('%s', async (_name, count, most, placeOf) => {
  expect(mostInASecond(await times(count, placeOf))).toBe(most);
});

it('holds up no other tenant', async () => {
  expect(Math.max(...(await times(60, (n) => [`c${n}`, `t${n % 2}`])))).toBe(0);
});

it('keeps the order in which they came', async () => {
  const order: number[] = [];
  await times(
    90,
    (n) => [`c${n}`, 't'],
    (n) => order.push(n),
  );
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});
