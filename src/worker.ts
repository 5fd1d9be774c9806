// Turns due rows into work: messages of the outbox that want to leave, timers whose time has come.

import { AppError } from './domain/errors.ts';
import type { DeliveryResult, OutboxRow, Timer } from './flows/ports.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export interface WorkerDeps {
  now(): number;
  claimRows(limit: number): Promise<readonly OutboxRow[]>;
  claimTimers(limit: number): Promise<Timer[]>;
  /** When the next row or timer falls due; undefined while nothing waits. */
  nextDueAt(): Promise<number | undefined>;
  deliver(row: OutboxRow): Promise<DeliveryResult>;
  /** Writes an outcome that delivering itself could not write, and tells who waits. */
  fail(row: OutboxRow, result: DeliveryResult): Promise<unknown>;
  fire(timer: Timer): Promise<void>;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface Worker {
  start(): void;
  /** Something was committed that may be due now. */
  kick(): void;
  /**
   * Stops claiming and lets what is being sent finish for at most `graceMs`. With a grace longer than a
   * send may take no lease is left behind.
   */
  stop(graceMs: number): Promise<void>;
}

const lanesAtOnce = 16;
const timersAtOnce = 20;
/** Fallback for what another process committed. */
const pollMs = 1000;
/** Between two looks at what is due but taken by somebody else. */
const shortestPauseMs = 20;
const afterErrorMs = 1000;
const retryAfterFaultMs = 5000;
/** What waits for a channel is logged when it begins to, not each time it is looked at. */
const tellWithinMs = 10_000;

export function createWorker(deps: WorkerDeps): Worker {
  const inFlight = new Set<Promise<void>>();
  let stopped = false;
  let kicked = false;
  let wake: () => void = () => {};
  let loop: Promise<void> = Promise.resolve();

  const kick = () => {
    kicked = true;
    wake();
  };

  async function deliver(row: OutboxRow): Promise<void> {
    const result = await deliverSafely(deps, row);
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
  async function fireSafely(timer: Timer): Promise<void> {
    try {
      await deps.fire(timer);
      deps.metrics.timer(timer.kind);
    } catch (error) {
      deps.log.error({ event: 'timer-failed', kind: timer.kind, error });
    }
  }

  async function pump(): Promise<boolean> {
    const free = lanesAtOnce - inFlight.size;
    const rows = free > 0 ? await deps.claimRows(free) : [];
    for (const row of rows) {
      const work: Promise<void> = deliver(row).finally(() => {
        inFlight.delete(work);
        kick();
      });
      inFlight.add(work);
    }
    const timers = await deps.claimTimers(timersAtOnce);
    for (const timer of timers) await fireSafely(timer);
    return rows.length + timers.length > 0;
  }

  async function idleMs(): Promise<number> {
    const nextAt = await deps.nextDueAt();
    return nextAt === undefined ? pollMs : Math.min(pollMs, Math.max(shortestPauseMs, nextAt - deps.now()));
  }

  async function pause(ms: number): Promise<void> {
    if (kicked || stopped) return;
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
      kicked = false;
      try {
        if (!(await pump())) await pause(await idleMs());
      } catch (error) {
        deps.log.error({ event: 'worker-failed', error });
        kicked = false;
        await pause(afterErrorMs);
      }
    }
  }

  return {
    start: () => {
      loop = run();
    },
    kick,
    stop: async (graceMs) => {
      stopped = true;
      wake();
      await loop;
      const grace = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([Promise.allSettled(inFlight), grace]);
    },
  };
}

/** A fault of ours must neither block the lane for ever nor lose the row while the store is away. */
async function deliverSafely(deps: WorkerDeps, row: OutboxRow): Promise<DeliveryResult> {
  try {
    return await deps.deliver(row);
  } catch (error) {
    deps.log.error({ event: 'delivery-failed', notice: row.notice.kind, error });
    const passing = error instanceof AppError && error.retryable;
    const result: DeliveryResult = passing
      ? { state: 'pending', dueAt: deps.now() + retryAfterFaultMs, reason: 'store-unavailable' }
      : { state: 'dead', reason: 'internal' };
    // Without a store the lease runs out instead, and the row is claimed again.
    await deps.fail(row, result).catch(() => undefined);
    return result;
  }
}
