import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../src/domain/errors.ts';
import type { DeliveryResult, OutboxRow, Timer } from '../src/flows/ports.ts';
import { createLog } from '../src/log.ts';
import { createMetrics } from '../src/metrics.ts';
import { createWorker, type Worker, type WorkerDeps } from '../src/worker.ts';

let worker: Worker | undefined;
afterEach(() => worker?.stop(100));

function row(id: string): OutboxRow {
  const destination = { to: 'chat', tenantId: 't', chatId: id } as const;
  const notice = { kind: 'greeting' } as const;
  return {
    id,
    lane: id,
    destination,
    notice,
    class: 'notice',
    createdAt: 0,
    sequence: 1,
    attempts: 1,
    leaseOwner: 'w',
  };
}

interface Fake {
  readonly completed: [string, DeliveryResult][];
  add(id: string): void;
}

function start(deps: Partial<WorkerDeps>): Fake {
  const waiting: OutboxRow[] = [];
  const completed: [string, DeliveryResult][] = [];
  const lines: string[] = [];
  worker = createWorker({
    now: () => 1000,
    claimRows: async (limit) => waiting.splice(0, limit),
    claimTimers: async () => [],
    nextDueAt: async () => undefined,
    deliver: async () => ({ state: 'sent' }),
    fail: async ({ id }, result) => void completed.push([id, result]),
    fire: async () => {},
    log: createLog('warn', { write: (line) => void lines.push(line) }),
    metrics: createMetrics(),
    ...deps,
  });
  worker.start();
  return {
    completed,
    add: (id) => {
      waiting.push(row(id));
      worker?.kick();
    },
  };
}

describe('worker', () => {
  it('a hung conversation holds up no other', async () => {
    const delivered: string[] = [];
    const fake = start({
      deliver: ({ id }) => {
        if (id === 'hung') return new Promise(() => {});
        delivered.push(id);
        return Promise.resolve({ state: 'sent' });
      },
    });
    fake.add('hung');
    fake.add('other');
    await vi.waitFor(() => expect(delivered).toEqual(['other']));
  });

  it.each([
    [
      'a fault of ours does not block the lane for ever',
      new Error('bug'),
      { state: 'dead', reason: 'internal' },
    ],
    [
      'while the store is away the row waits',
      new AppError('store-unavailable', 'x', { retryable: true }),
      { state: 'pending', dueAt: 6000, reason: 'store-unavailable' },
    ],
  ])('%s', async (_name, error, result) => {
    const fake = start({ deliver: () => Promise.reject(error) });
    fake.add('one');
    await vi.waitFor(() => expect(fake.completed).toEqual([['one', result]]));
  });

  it('goes on after the store came back', async () => {
    let faults = 2;
    const delivered: string[] = [];
    const rows = [row('one')];
    start({
      claimRows: async () => {
        if (faults > 0) {
          faults -= 1;
          throw new AppError('store-unavailable', 'x', { retryable: true });
        }
        return rows.splice(0);
      },
      deliver: async ({ id }) => {
        delivered.push(id);
        return { state: 'sent' };
      },
    });
    await vi.waitFor(() => expect(delivered).toEqual(['one']), { timeout: 5000 });
  });

  it('fires timers that are due', async () => {
    const due: Timer[] = [{ id: '1', kind: 'clock-breach', tenantId: 't', subjectId: 's', dueAt: 1 }];
    const fired: string[] = [];
    start({ claimTimers: async () => due.splice(0), fire: async ({ id }) => void fired.push(id) });
    await vi.waitFor(() => expect(fired).toEqual(['1']));
  });

  it('stops only after what is being sent has ended', async () => {
    let finish: (result: DeliveryResult) => void = () => {};
    let begun = false;
    const fake = start({
      deliver: () =>
        new Promise((resolve) => {
          begun = true;
          finish = resolve;
        }),
    });
    fake.add('slow');
    await vi.waitFor(() => expect(begun).toBe(true));
    let stopped = false;
    const stopping = worker?.stop(10_000).then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    finish({ state: 'sent' });
    await stopping;
    expect(stopped).toBe(true);
  });
});
