import { expect, it } from 'vitest';
import { createPace } from '../../src/teams/pace.ts';

/** When each of so many requests that want to leave at once may do so, in milliseconds. */
async function times(
  count: number,
  placeOf: (n: number) => [string, string],
  leaves: (n: number) => void = () => {},
  withinMs = Number.POSITIVE_INFINITY,
): Promise<number[]> {
  const late: number[] = [];
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
      if (!(await pace.turn(...placeOf(n), withinMs))) return void late.push(clock);
      left.push(clock);
      leaves(n);
    }),
  );
  for (let round = 0; left.length + late.length < count && round < 10_000; round += 1) {
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

it.each<[string, number, (n: number) => [string, string]]>([
  ['of a tenant', 90, (n) => [`c${n}`, 't']],
  ['of a conversation', 30, () => ['c', 't']],
])('keeps the order in which those %s came', async (_whose, count, placeOf) => {
  const order: number[] = [];
  await times(count, placeOf, (n) => order.push(n));
  expect(order).toEqual(Array.from({ length: count }, (_, n) => n));
});

it('lets nobody leave whose time is over, and keeps none of them longer', async () => {
  const left = await times(100, () => ['c', 't'], undefined, 5_000);
  expect(left.length).toBeGreaterThan(20);
  expect(left.length).toBeLessThan(40);
  expect(Math.max(...left)).toBeLessThanOrEqual(5_000);
});

it('lets nobody leave who was frozen while waiting', async () => {
  let clock = 0;
  const pace = createPace(
    () => clock,
    async () => {
      clock += 60_000;
      return undefined as never;
    },
  );
  const turns = Array.from({ length: 20 }, () => pace.turn('c', 't', 18_000));
  const left = (await Promise.all(turns)).filter(Boolean).length;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(7);
});
