import { expect, it } from 'vitest';
import { type Aside, createAside } from '../src/aside.ts';
import { AppError } from '../src/domain/errors.ts';
import type { Turn } from '../src/flows/ports.ts';

const away = new AppError('store-unavailable', 'away', { retryable: true });

/** What the store answers, attempt for attempt; then it is there. */
function asideWith(answers: readonly unknown[]): { aside: Aside; tries: () => number; logged: unknown[] } {
  let tries = 0;
  const logged: unknown[] = [];
  const runTurn = async <Result>(work: (turn: Turn) => Promise<Result>): Promise<Result> => {
    tries += 1;
    const answer = answers[tries - 1];
    if (answer !== undefined) throw answer;
    return work({} as Turn);
  };
  const log = { error: ({ event }: { event?: unknown }) => void logged.push(event) };
  return { aside: createAside(runTurn, log, 1), tries: () => tries, logged };
}

it('is tried again while the store is away, and told of once', async () => {
  const { aside, logged } = asideWith([away, away, away]);
  const done = Promise.withResolvers<void>();
  aside.run(async () => done.resolve(), 'not-begun');
  await done.promise;
  expect(logged).toEqual(['not-begun']);
  await aside.stop();
});

it('a fault of ours is told, and not repeated', async () => {
  const { aside, tries, logged } = asideWith([away, new Error('a fault')]);
  aside.run(async () => {}, 'not-begun');
  await expect.poll(() => logged).toEqual(['not-begun', 'not-begun']);
  await aside.stop();
  expect(tries()).toBe(2);
});

it('a stop waits for what is being done, ends what is to be tried again, and lets nothing begin', async () => {
  const { aside, tries, logged } = asideWith([undefined, ...Array.from({ length: 10_000 }, () => away)]);
  const begun = Promise.withResolvers<void>();
  const ends = Promise.withResolvers<void>();
  let ended = false;
  aside.run(async () => {
    begun.resolve();
    await ends.promise;
    ended = true;
  }, 'slow');
  await begun.promise;
  aside.run(async () => {}, 'away');
  await expect.poll(() => logged).toEqual(['away']);
  const stopped = aside.stop();
  ends.resolve();
  await stopped;
  expect(ended).toBe(true);
  const before = tries();
  aside.run(async () => {}, 'late');
  await aside.stop();
  expect(tries()).toBe(before);
});
