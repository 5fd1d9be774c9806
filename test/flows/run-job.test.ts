// A job asks another system between two transactions, and only one of those who asked may act on the answer.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClaimedTimer, Turn } from '../../src/flows/ports.ts';
import { type Job, jobOf } from '../../src/flows/run-job.ts';
import { type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
let timer: ClaimedTimer;
beforeEach(async () => {
  desk = await openDesk();
  timer = await claimed();
});
afterEach(() => desk.close());

async function claimed(): Promise<ClaimedTimer> {
  const now = desk.now();
  await desk.turn(({ store }) =>
    store.timers.set({ id: 'job', kind: 'rank-again', tenantId: 't', subjectId: 's', dueAt: now }),
  );
  const lease = { owner: 'w', now, leaseUntil: now + 30_000, limit: 20 };
  const timers = await desk.turn(({ store }) => store.timers.claim(lease));
  const found = timers.find(({ id }) => id === 'job');
  if (!found) throw new Error('the timer was not claimed');
  return found;
}

const isLeft = async () => desk.turn(({ store }) => store.timers.take(timer));

/** Notes what it does; `asking` happens while no transaction is open. */
function noting(done: string[], asking: () => Promise<unknown> = async () => {}): Job<string, string> {
  return {
    plan: async (_turn, { subjectId }) => `about ${subjectId}`,
    ask: async (plan) => {
      await asking();
      return `answer ${plan}`;
    },
    finish: async (_turn: Turn, _timer, plan, answer) => void done.push(`${plan}: ${answer}`),
  };
}

it('plans, asks and finishes, once', async () => {
  const done: string[] = [];
  // Another transaction can run meanwhile: on SQLite there is only one at a time.
  await jobOf(noting(done, () => desk.turn(({ store }) => store.tickets.nextNumber())))(desk.turn, timer);
  expect(done).toEqual(['about s: answer about s']);
  expect(await isLeft()).toBe(false);
});

it('with nothing to do asks nobody and is over', async () => {
  const done: string[] = [];
  const job: Job<string, string> = { ...noting(done), plan: async () => undefined };
  await jobOf({ ...job, ask: () => Promise.reject(new Error('asked')) })(desk.turn, timer);
  expect(done).toEqual([]);
  expect(await isLeft()).toBe(false);
});

it('that asked for longer than its lease leaves the answer to who took over', async () => {
  const done: string[] = [];
  const takenOver = async () => {
    desk.advance(31_000);
    await claimed();
  };
  await jobOf(noting(done, takenOver))(desk.turn, timer);
  expect(done).toEqual([]);
});

it('that breaks while asking is left for the next one', async () => {
  const job = noting([], () => Promise.reject(new Error('bug')));
  await expect(jobOf(job)(desk.turn, timer)).rejects.toThrow('bug');
  expect(await isLeft()).toBe(true);
});
