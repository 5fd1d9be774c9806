import { afterEach, describe, expect, it, vi } from 'vitest';
import { priorities } from '../src/domain/delivery.ts';
import { AppError } from '../src/domain/errors.ts';
import type { Claimed, Delivered, Delivery } from '../src/flows/deliver-outbox.ts';
import type { DeliveryResult, OutboxRow } from '../src/flows/outbox-ports.ts';
import type { ClaimedTimer } from '../src/flows/ports.ts';
import { createLog } from '../src/log.ts';
import { createMetrics } from '../src/metrics.ts';
import { createWorker, type Worker, type WorkerDeps } from '../src/worker.ts';

const nothing: Claimed = { deliveries: [], unsent: [], held: false };
const sent: Delivered = { result: { state: 'sent' }, more: false };

let worker: Worker | undefined;
afterEach(() => worker?.stop(100));

function delivery(id: string): Delivery {
  const destination = { to: 'chat', tenantId: 't', chatId: id } as const;
  const notice = { kind: 'greeting' } as const;
  const row: OutboxRow = {
    id,
    lane: id,
    tenantId: 't',
    destination,
    notice,
    class: 'notice',
    priority: priorities.broadcast,
    createdAt: 0,
    sequence: 1,
    attempts: 1,
    leaseOwner: 'w',
    leaseUntil: 30_000,
    lostAnswers: 0,
    part: 0,
  };
  const target = { type: 'post', conversationId: id } as const;
  const sending = {
    serviceUrl: '',
    botId: '',
    tenantId: 't',
    target,
    content: { activity: {} },
    notAfter: 30_000,
  };
  return { row, sending, part: 0, parts: 0 };
}

const breach: ClaimedTimer = {
  id: '1',
  kind: 'clock-breach',
  tenantId: 't',
  subjectId: 's',
  dueAt: 1,
  leaseOwner: 'w',
  leaseUntil: 9,
};

interface Fake {
  readonly completed: [string, DeliveryResult][];
  add(id: string): void;
}

function start(deps: Partial<WorkerDeps>): Fake {
  const waiting: Delivery[] = [];
  const completed: [string, DeliveryResult][] = [];
  const lines: string[] = [];
  worker = createWorker({
    now: () => 1000,
    claim: async ({ limit }) => ({ ...nothing, deliveries: waiting.splice(0, limit) }),
    findWork: async () => ({ ...nothing, timers: [] }),
    deliver: async () => sent,
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
      waiting.push(delivery(id));
      worker?.kick();
    },
  };
}

describe('worker', () => {
  it('a hung conversation holds up no other', async () => {
    const delivered: string[] = [];
    const fake = start({
      deliver: ({ row: { id } }) => {
        if (id === 'hung') return new Promise(() => {});
        delivered.push(id);
        return Promise.resolve(sent);
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

  it('twenty hung conversations hold up no other', async () => {
    const delivered: string[] = [];
    const fake = start({
      deliver: ({ row: { id } }) => {
        if (id.startsWith('hung')) return new Promise(() => {});
        delivered.push(id);
        return Promise.resolve(sent);
      },
    });
    for (let n = 0; n < 20; n += 1) fake.add(`hung-${n}`);
    fake.add('other');
    await vi.waitFor(() => expect(delivered).toEqual(['other']));
  });

  it('keeps room for fresh ones when many have to be sent again', async () => {
    const asked: boolean[] = [];
    const again = Array.from({ length: 40 }, (_, n) => delivery(`again-${n}`));
    start({
      findWork: async ({ limit, freshOnly }) => {
        asked.push(freshOnly);
        const deliveries = freshOnly ? [] : again.splice(0, limit);
        return {
          ...nothing,
          timers: [],
          deliveries: deliveries.map((d) => ({ ...d, row: { ...d.row, attempts: 2 } })),
        };
      },
      deliver: () => new Promise(() => {}),
    });
    await vi.waitFor(() => expect(asked).toContain(true), { timeout: 5000 });
    expect(again.length).toBeLessThanOrEqual(8);
  });

  it('goes on after the store came back', async () => {
    let faults = 2;
    const delivered: string[] = [];
    const deliveries = [delivery('one')];
    start({
      findWork: async () => {
        if (faults > 0) {
          faults -= 1;
          throw new AppError('store-unavailable', 'x', { retryable: true });
        }
        return { ...nothing, deliveries: deliveries.splice(0), timers: [] };
      },
      deliver: async ({ row: { id } }) => {
        delivered.push(id);
        return sent;
      },
    });
    await vi.waitFor(() => expect(delivered).toEqual(['one']), { timeout: 5000 });
  });

  it('fires timers that are due', async () => {
    const due = [breach];
    const fired: string[] = [];
    start({
      findWork: async () => ({ ...nothing, timers: due.splice(0) }),
      fire: async ({ id }) => void fired.push(id),
    });
    await vi.waitFor(() => expect(fired).toEqual(['1']));
  });

  it('looks at once for a timer that it is told of, also while it is looking', async () => {
    const due: ClaimedTimer[] = [];
    const fired: string[] = [];
    let looked = 0;
    const one = { kind: 'rank-again', tenantId: 't', subjectId: 's', dueAt: 1000 } as const;
    const set = (id: string) => {
      due.push({ ...one, id, leaseOwner: 'w', leaseUntil: 9 });
      worker?.due(1000);
    };
    // Whoever waits for the next usual look waits until the test is over.
    vi.spyOn(performance, 'now').mockReturnValue(0);
    start({
      findWork: async () => {
        looked += 1;
        const timers = due.splice(0);
        if (timers.some(({ id }) => id === 'first')) set('second');
        return { ...nothing, timers };
      },
      fire: async ({ id }) => void fired.push(id),
    });
    await vi.waitFor(() => expect(looked).toBe(1));
    set('first');
    await vi.waitFor(() => expect(fired).toEqual(['first', 'second']));
    vi.restoreAllMocks();
  });

  it('a job that waits for another system holds up neither timers nor other jobs', async () => {
    const one = { tenantId: 't', subjectId: 's', dueAt: 1, leaseOwner: 'w', leaseUntil: 9 };
    const due: ClaimedTimer[] = [
      { ...one, id: 'slow', kind: 'service-health' },
      { ...one, id: 'quick', kind: 'rank-again' },
      { ...one, id: 'clock', kind: 'clock-breach' },
    ];
    const fired: string[] = [];
    start({
      findWork: async () => ({ ...nothing, timers: due.splice(0) }),
      fire: ({ id }) => (id === 'slow' ? new Promise(() => {}) : Promise.resolve(void fired.push(id))),
    });
    await vi.waitFor(() => expect(fired).toEqual(['quick', 'clock']));
  });

  it('takes no more jobs than may ask at once, and timers still', async () => {
    const asked: boolean[] = [];
    const job = {
      kind: 'rank-again',
      tenantId: 't',
      subjectId: 's',
      dueAt: 1,
      leaseOwner: 'w',
      leaseUntil: 9,
    };
    const jobs = Array.from(
      { length: 20 },
      (_, i): ClaimedTimer => ({ ...job, kind: 'rank-again', id: `${i}` }),
    );
    start({
      findWork: async (_room, { timers, withoutJobs }) => {
        if (timers > 0) asked.push(withoutJobs);
        return { ...nothing, timers: withoutJobs ? [] : jobs };
      },
      fire: () => new Promise(() => {}),
    });
    await vi.waitFor(() => expect(asked).toContain(true), { timeout: 5000 });
    expect(asked[0]).toBe(false);
  });

  it('asks for nothing while its hands are full, whatever runs beside', async () => {
    let claims = 0;
    let fired = 0;
    const hanging = new Promise<never>(() => undefined);
    start({
      claim: async ({ limit }) => {
        claims += 1;
        return {
          ...nothing,
          deliveries: Array.from({ length: limit }, (_, n) => delivery(`${claims}-${n}`)),
        };
      },
      findWork: async () => ({ ...nothing, timers: claims >= 4 && fired === 0 ? [breach] : [] }),
      deliver: () => hanging,
      fire: () => {
        fired += 1;
        return hanging;
      },
    });
    const kicked = async () => {
      worker?.kick();
      await new Promise((resolve) => setImmediate(resolve));
      return claims;
    };
    await vi.waitFor(async () => expect(await kicked()).toBe(4), { timeout: 5_000 });
    await vi.waitFor(() => expect(fired).toBe(1), { timeout: 5_000 });
    for (let round = 0; round < 50; round += 1) await kicked();
    expect(claims).toBe(4);
  });

  it('stops only after what is being sent has ended', async () => {
    let finish: (delivered: Delivered) => void = () => {};
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
    finish(sent);
    await stopping;
    expect(stopped).toBe(true);
  });
});
