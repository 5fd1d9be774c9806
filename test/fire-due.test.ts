import { beforeEach, expect, it } from 'vitest';
import { createFire, type FireParts } from '../src/fire-due.ts';
import type { ClaimedTimer, TimerKind } from '../src/flows/ports.ts';

let isConfirmed: boolean;
let done: string[];
let fire: ReturnType<typeof createFire>;

beforeEach(() => {
  isConfirmed = true;
  done = [];
  const note = (what: string) => void done.push(what);
  const parts: FireParts = {
    runTurn: async () => {
      note('turn');
      return undefined as never;
    },
    jobs: { 'service-health': async () => note('asked'), 'rank-again': async () => note('asked') },
    clock: { notice: () => note('looked'), isConfirmed: () => isConfirmed },
    metrics: { timer: (kind) => note(`counted ${kind}`) },
    log: { info: ({ event, kind }) => note(`${event} ${kind}`) },
  };
  fire = createFire(parts);
});

const timer = (kind: TimerKind): ClaimedTimer => ({
  id: kind,
  kind,
  tenantId: 't',
  subjectId: kind,
  dueAt: 1,
  leaseOwner: 'w',
  leaseUntil: 9,
});

it('a timer fires in a turn, a job asks outside of one, and both are counted', async () => {
  await fire(timer('move-tickets'));
  await fire(timer('rank-again'));
  expect(done).toEqual(['looked', 'turn', 'counted move-tickets', 'looked', 'asked', 'counted rank-again']);
});

it.each<TimerKind>(['retention', 'staff-check'])(
  'by a clock that nobody confirmed %s does not fire: said once, and again when it happens anew',
  async (kind) => {
    isConfirmed = false;
    for (let times = 0; times < 3; times += 1) await fire(timer(kind));
    await fire(timer('close-silent'));
    expect(done.filter((what) => what !== 'looked')).toEqual([
      `timer-held-back ${kind}`,
      'turn',
      'counted close-silent',
    ]);
    isConfirmed = true;
    await fire(timer(kind));
    isConfirmed = false;
    await fire(timer(kind));
    expect(done.filter((what) => what.endsWith(kind))).toEqual([
      `timer-held-back ${kind}`,
      `counted ${kind}`,
      `timer-held-back ${kind}`,
    ]);
  },
);
