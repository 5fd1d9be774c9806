// A desk whose customer's service health is connected, and a Microsoft that answers as the test says.

import type { Settings } from '../../src/domain/settings.ts';
import { serviceHealthJob } from '../../src/flows/check-service-health.ts';
import { type HealthAnswer, isJob, type ReadServiceHealth } from '../../src/flows/ports.ts';
import { type Desk, openDesk, settings } from './desk.ts';
import { minutes } from './samples.ts';

export const connected: Settings = {
  ...settings,
  customers: settings.customers.map((customer) => ({ ...customer, serviceHealth: true })),
};

export interface HealthDesk extends Desk {
  /** What Microsoft answers from now on. */
  microsoft: HealthAnswer;
  /** Happens while Microsoft is being asked. */
  meanwhile: () => Promise<unknown>;
  /** What it was asked, in order. */
  readonly asked: Parameters<ReadServiceHealth>[0][];
  /** Every job that is due is done; returns how many. */
  jobs(): Promise<number>;
  /** The same after so many minutes. */
  jobsAfter(count: number): Promise<number>;
  /** When the next job is due, in minutes from now; undefined without one. */
  nextJob(): Promise<number | undefined>;
}

export const reports = (
  open: Extract<HealthAnswer, { ok: true }>['open'],
  ended: Extract<HealthAnswer, { ok: true }>['ended'] = [],
): HealthAnswer => ({ ok: true, open, ended, unread: [] });

export async function openHealthDesk(used = connected): Promise<HealthDesk> {
  const desk = await openDesk({ settings: used });
  const asked: HealthDesk['asked'] = [];
  const run = serviceHealthJob(async (asking) => {
    asked.push(asking);
    await health.meanwhile();
    return health.microsoft;
  });
  const jobs = async (): Promise<number> => {
    const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 50 };
    const due = await desk.turn(({ store }) => store.timers.claim(claim));
    const ours = due.filter(isJob);
    for (const timer of ours) await run((work) => desk.turn(work), timer);
    return ours.length;
  };
  const health: HealthDesk = Object.assign(desk, {
    microsoft: reports([]),
    meanwhile: async () => undefined,
    asked,
    jobs,
    jobsAfter: (count: number) => {
      desk.advance(minutes(count));
      return jobs();
    },
    nextJob: async () => {
      const at = await desk.turn(({ store }) => store.timers.nextDueAt());
      return at === undefined ? undefined : (at - desk.now()) / minutes(1);
    },
  });
  return health;
}
