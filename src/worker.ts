// Turns due rows into work: messages of the outbox that want to leave, timers whose time has come.

import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from './domain/errors.ts';
import type { Claimed, Delivered, Delivery, Unsent } from './flows/deliver-outbox.ts';
import type { Beside, FoundWork } from './flows/find-work.ts';
import type { DeliveryResult, OutboxRow } from './flows/outbox-ports.ts';
import { type ClaimedTimer, isJob } from './flows/ports.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** How much may be taken; with `freshOnly` nothing that was tried before. */
export interface Room {
  readonly limit: number;
  readonly freshOnly: boolean;
}

export interface WorkerDeps {
  now(): number;
  /** What may leave now. */
  claim(room: Room): Promise<Claimed>;
  /** All there is to do, also what other processes left behind. */
  findWork(room: Room, beside: Omit<Beside, 'clockIsTrusted'>): Promise<FoundWork>;
  deliver(delivery: Delivery): Promise<Delivered>;
  /** Writes an outcome that delivering itself could not write, and tells who waits. */
  fail(row: OutboxRow, result: DeliveryResult): Promise<unknown>;
  fire(timer: ClaimedTimer): Promise<void>;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface Worker {
  start(): void;
  /** Something may leave now. */
  kick(): void;
  /** A timer falls due at this moment; epoch milliseconds. */
  due(at: number): void;
  /**
   * Stops claiming and lets what is being sent finish for at most `graceMs`. With a grace longer than a
   * send may take no lease is left behind.
   */
  stop(graceMs: number): Promise<void>;
}

const sendsAtOnce = 64;
/** Of these: conversations that hang or fail must not take the room of those that answer. */
const repeatsAtOnce = 32;
/** Put into words in one transaction: more would keep other turns waiting. */
const claimedAtOnce = 16;
const timersAtOnce = 20;
/** Each asks another system, and may wait for it as long as it is allowed to. */
const jobsAtOnce = 32;
/** How often to look around without being told: timers, and what another process committed. */
const lookMs = 1000;
/** Between two looks at what is due but taken by somebody else. */
const shortestPauseMs = 20;
const afterErrorMs = 1000;
const retryAfterFaultMs = 5000;
/** What waits for a channel is logged when it begins to, not each time it is looked at. */
const tellWithinMs = 10_000;

export function createWorker(deps: WorkerDeps): Worker {
  const inFlight = new Set<Promise<void>>();
  const inHand = new Set<string>();
  let sends = 0;
  let repeats = 0;
  let jobs = 0;
  let firing = false;
  let stopped = false;
  let kicked = false;
  let lookedAt = Number.NEGATIVE_INFINITY;
  /** The earliest moment known at which something falls due, by the clock of `now`. */
  let nextAt = Number.POSITIVE_INFINITY;
  /** The same, of what was told since the last look around began. */
  let toldAt = Number.POSITIVE_INFINITY;
  let wake: () => void = () => {};
  const stopping = Promise.withResolvers<void>();
  let loop: Promise<void> = Promise.resolve();

  const kick = () => {
    kicked = true;
    wake();
  };

  const room = (): Room => ({
    limit: Math.min(claimedAtOnce, sendsAtOnce - sends),
    freshOnly: repeats >= repeatsAtOnce,
  });

  async function deliver(delivery: Delivery): Promise<void> {
    const { row } = delivery;
    const repeated = row.attempts > 1;
    sends += 1;
    if (repeated) repeats += 1;
    inHand.add(row.id);
    const { result, more } = await deliverSafely(deps, delivery);
    inHand.delete(row.id);
    const wasFull = sends === sendsAtOnce;
    sends -= 1;
    if (repeated) repeats -= 1;
    report(row, result);
    if (more || wasFull) kick();
  }

  function report(row: OutboxRow, result: DeliveryResult): void {
    if (result.state === 'pending') nextAt = Math.min(nextAt, result.dueAt);
    deps.metrics.delivery(result.state, row.class);
    if (result.state === 'sent') deps.metrics.deliveryLag((deps.now() - row.createdAt) / 1000);
    const nowhereToGo = result.state === 'pending' && result.reason === 'channel-unknown';
    if (nowhereToGo && deps.now() - row.createdAt < tellWithinMs) {
      deps.log.warn({ event: 'channel-unknown', notice: row.notice.kind });
    }
    if (result.state === 'dead' || result.state === 'ambiguous') {
      deps.log.warn({
        event: 'not-delivered',
        reason: result.reason,
        state: result.state,
        notice: row.notice.kind,
      });
    }
  }

  /** One that fails must not keep the others waiting; its lease runs out and it is tried again. */
  async function fireSafely(timer: ClaimedTimer): Promise<void> {
    try {
      await deps.fire(timer);
    } catch (error) {
      deps.log.error({ event: 'timer-failed', kind: timer.kind, error });
    }
  }

  /** One after the other, beside what is sent: a timer that waits for a lock holds up no message. */
  async function fireAll(timers: readonly ClaimedTimer[]): Promise<void> {
    firing = true;
    for (const timer of timers) if (!stopped) await fireSafely(timer);
    firing = false;
    nextAt = deps.now();
    wake();
  }

  async function runJob(timer: ClaimedTimer): Promise<void> {
    jobs += 1;
    await fireSafely(timer);
    jobs -= 1;
    nextAt = deps.now();
    wake();
  }

  function track(work: Promise<void>): void {
    const tracked: Promise<void> = work.finally(() => inFlight.delete(tracked));
    inFlight.add(tracked);
  }

  function begin(deliveries: readonly Delivery[], unsent: readonly Unsent[]): void {
    for (const { row, result, error } of unsent) {
      if (error !== undefined) deps.log.error({ event: 'delivery-failed', notice: row.notice.kind, error });
      report(row, result);
    }
    for (const delivery of deliveries) track(deliver(delivery));
  }

  /** What was just committed, and what may follow it. */
  async function takeNew(): Promise<void> {
    const { limit, freshOnly } = room();
    if (limit === 0) return;
    const { deliveries, unsent, held } = await deps.claim({ limit, freshOnly });
    begin(deliveries, unsent);
    if (deliveries.length + unsent.length >= limit) kicked = true;
    // Nobody will tell when the budget is free again: looking around does.
    else if (held) nextAt = deps.now();
  }

  async function lookAround(): Promise<void> {
    lookedAt = performance.now();
    toldAt = Number.POSITIVE_INFINITY;
    const found = await deps.findWork(room(), {
      timers: firing ? 0 : timersAtOnce,
      withoutJobs: jobs + timersAtOnce > jobsAtOnce,
      inHand: [...inHand],
    });
    const { deliveries, unsent, timers, nextAt: knownAt } = found;
    begin(deliveries, unsent);
    nextAt =
      knownAt === undefined ? Number.POSITIVE_INFINITY : Math.max(knownAt, deps.now() + shortestPauseMs);
    for (const timer of timers) if (isJob(timer)) track(runJob(timer));
    const others = timers.filter((timer) => !isJob(timer));
    if (others.length > 0) track(fireAll(others));
    if (deliveries.length + unsent.length > 0) nextAt = deps.now();
  }

  /** Milliseconds until there is something to look for. */
  function idleMs(): number {
    const untilLook = lookMs - (performance.now() - lookedAt);
    return Math.max(0, Math.min(untilLook, Math.min(nextAt, toldAt) - deps.now()));
  }

  async function pause(ms: number): Promise<void> {
    if (kicked || stopped || ms === 0) return;
    await new Promise<void>((resolve) => {
      const timeout = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timeout);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (!stopped) {
      const told = kicked;
      kicked = false;
      try {
        if (told && idleMs() > 0) await takeNew();
        else if (idleMs() === 0) await lookAround();
        await pause(idleMs());
      } catch (error) {
        deps.log.error({ event: 'worker-failed', error });
        // Whatever is told meanwhile: it would fail again at once.
        await Promise.race([sleep(afterErrorMs, undefined, { ref: false }), stopping.promise]);
      }
    }
  }

  return {
    start: () => {
      loop = run();
    },
    kick,
    due: (at) => {
      toldAt = Math.min(toldAt, at);
      // What is further off is found by looking around.
      if (at - deps.now() < lookMs) wake();
    },
    stop: async (graceMs) => {
      stopped = true;
      stopping.resolve();
      wake();
      await loop;
      const grace = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([Promise.allSettled(inFlight), grace]);
    },
  };
}

/** A fault of ours must neither block the lane for ever nor lose the row while the store is away. */
async function deliverSafely(deps: WorkerDeps, delivery: Delivery): Promise<Delivered> {
  const { row } = delivery;
  try {
    return await deps.deliver(delivery);
  } catch (error) {
    deps.log.error({ event: 'delivery-failed', notice: row.notice.kind, error });
    const passing = error instanceof AppError && error.retryable;
    const result: DeliveryResult = passing
      ? { state: 'pending', dueAt: deps.now() + retryAfterFaultMs, reason: 'store-unavailable' }
      : { state: 'dead', reason: 'internal' };
    // Without a store the lease runs out instead, and the row is claimed again.
    await deps.fail(row, result).catch(() => undefined);
    return { result, more: true };
  }
}
