import { describe, expect, it } from 'vitest';
import { type DeliveryClass, priorities } from '../../src/domain/delivery.ts';
import type { DeliveryResult, NewOutboxRow, OutboxRow } from '../../src/flows/outbox-ports.ts';
import type { Store } from '../../src/flows/ports.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { ourTenant, outboxRow } from './samples.ts';

const leaseMs = 30_000;

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const outbox = <Result>(work: (outbox: Store['outbox']) => Promise<Result>) =>
    database().transaction((store) => work(store.outbox));
  const add = (...rows: NewOutboxRow[]) =>
    outbox(async (box) => {
      for (const row of rows) await box.add(row);
    });
  const claim = (now: number, owner = 'us', limit = 10) =>
    outbox(async (box) => {
      await box.endLostLeases(now, []);
      return (await box.claim({ owner, now, leaseUntil: now + leaseMs, limit })).rows;
    });
  const completed = (row: OutboxRow | undefined, result: DeliveryResult) =>
    outbox((box) => {
      if (!row) throw new Error('nothing was claimed');
      return box.complete(row, result);
    });
  const complete = async (row: OutboxRow | undefined, result: DeliveryResult) =>
    (await completed(row, result)) !== undefined;
  const idsOf = (rows: readonly OutboxRow[]) => rows.map((row) => row.id);

  describe('claim', () => {
    const full = outboxRow({
      id: 'full',
      lane: 'thread:1',
      class: 'update',
      destination: { to: 'thread', ticketTenantId: ourTenant, ticketId: 'ticket-1', queueId: 'technical' },
      notice: { kind: 'ticket', tenantId: ourTenant, ticketId: 'ticket-1' },
      cardId: 'card-1',
      replyToId: 'a-1',
    });

    it.each([outboxRow(), full])('gives what was added: %#', async (added) => {
      await add(added);
      expect(await claim(1000)).toStrictEqual([
        {
          ...added,
          sequence: 1,
          attempts: 1,
          leaseOwner: 'us',
          leaseUntil: 1000 + leaseMs,
          lostAnswers: 0,
          part: 0,
        } satisfies OutboxRow,
      ]);
    });

    it('gives the head of each lane only, the longest due first', async () => {
      await add(
        outboxRow({ id: 'b1', lane: 'b', createdAt: 1001 }),
        outboxRow({ id: 'b2', lane: 'b', createdAt: 900 }),
        outboxRow({ id: 'a1', lane: 'a', createdAt: 1000 }),
        outboxRow({ id: 'later', lane: 'c', createdAt: 2000 }),
      );
      expect(idsOf(await claim(1500))).toEqual(['a1', 'b1']);
      expect(await claim(1500)).toEqual([]);
    });

    it('gives people’s words before cards, and those before what goes to many', async () => {
      await add(
        outboxRow({ id: 'broadcast', lane: 'a', priority: priorities.broadcast, createdAt: 1000 }),
        outboxRow({ id: 'card', lane: 'b', priority: priorities.card, createdAt: 1001 }),
        outboxRow({ id: 'words', lane: 'c', priority: priorities.words, createdAt: 1002 }),
      );
      expect(idsOf(await claim(1500, 'us', 2))).toEqual(['words', 'card']);
    });

    it('leaves what was tried before when only fresh ones are wanted', async () => {
      await add(outboxRow({ id: 'tried', lane: 'a' }), outboxRow({ id: 'fresh', lane: 'b' }));
      const tried = (await claim(1000)).find((row) => row.id === 'tried');
      await complete(tried, { state: 'pending', dueAt: 1000, reason: 'throttled' });
      await add(outboxRow({ id: 'fresher', lane: 'c' }));
      const fresh = await outbox((box) =>
        box.claim({ owner: 'us', now: 2000, leaseUntil: 2000 + leaseMs, limit: 10, freshOnly: true }),
      );
      expect(idsOf(fresh.rows)).toEqual(['fresher']);
    });

    it('says why it did not leave the last time, and which part is next', async () => {
      await add(outboxRow({ id: 'long' }));
      const [row] = await claim(1000);
      await complete(row, { state: 'pending', dueAt: 1000, reason: 'too-big', part: 1 });
      expect(await claim(1000)).toMatchObject([{ id: 'long', reason: 'too-big', part: 1, attempts: 2 }]);
    });

    it('gives at most as many as asked for', async () => {
      await add(...['a', 'b', 'c'].map((lane) => outboxRow({ id: lane, lane })));
      expect(idsOf(await claim(1000, 'us', 2))).toEqual(['a', 'b']);
      expect(idsOf(await claim(1000, 'us', 2))).toEqual(['c']);
    });

    it('gives no row to two of ten parallel dispatchers', async () => {
      const rowOf = (index: number) =>
        outboxRow({ id: `${index}`, lane: `${index}`, tenantId: `tenant-${index % 4}` });
      await add(...Array.from({ length: 40 }, (_, index) => rowOf(index)));
      const claims = await Promise.all(
        Array.from({ length: 10 }, (_, index) => claim(1000, `owner-${index}`, 5)),
      );
      const ids = claims.flatMap(idsOf);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length + (await claim(1000, 'last', 40)).length).toBe(40);
    });
  });

  describe('a lane', () => {
    const first = outboxRow({ id: 'first' });
    const second = outboxRow({ id: 'second' });

    it.each<{ result: DeliveryResult; next: string[] }>([
      { result: { state: 'sent', activityId: 'a-1' }, next: ['second'] },
      { result: { state: 'sent' }, next: ['second'] },
      { result: { state: 'ambiguous', reason: 'time-out' }, next: ['second'] },
      { result: { state: 'dead', reason: 'refused' }, next: ['second'] },
      { result: { state: 'parked', reason: 'uninstalled' }, next: [] },
      { result: { state: 'pending', dueAt: 9000, reason: 'throttled' }, next: [] },
      { result: { state: 'pending', dueAt: 1000, reason: 'throttled' }, next: ['first'] },
    ])('goes on with $next after $result', async ({ result, next }) => {
      await add(first, second);
      const [head] = await claim(1000);
      expect(await complete(head, result)).toBe(true);
      expect(idsOf(await claim(1000))).toEqual(next);
    });

    it('counts the attempts of a row that is sent again', async () => {
      await add(first);
      const [head] = await claim(1000);
      await complete(head, { state: 'pending', dueAt: 2000, reason: 'throttled' });
      expect((await claim(2000))[0]?.attempts).toBe(2);
    });

    it('waits with a parked head until it is unparked', async () => {
      await add(first, second, outboxRow({ id: 'other', lane: 'chat:2' }));
      const [head, other] = await claim(1000);
      await complete(head, { state: 'parked', reason: 'uninstalled' });
      await complete(other, { state: 'parked', reason: 'uninstalled' });
      await outbox((box) => box.unpark([], 2000));
      expect(await claim(2000)).toEqual([]);
      await outbox((box) => box.unpark(['chat:1', 'chat:9'], 2000));
      expect(idsOf(await claim(1999))).toEqual([]);
      expect(idsOf(await claim(2000))).toEqual(['first']);
    });

    it('tells what waits in a lane, behind its head as well, and drops what is not to leave', async () => {
      const third = outboxRow({ id: 'third', class: 'update', notice: { kind: 'thanks' } });
      await add(first, second, third, outboxRow({ id: 'other', lane: 'chat:2' }));
      const [head] = await claim(1000);
      const waiting = () => outbox((box) => box.waitingIn('chat:1'));
      expect((await waiting()).map(({ id }) => id)).toEqual(['second', 'third']);
      await complete(head, { state: 'parked', reason: 'uninstalled' });
      expect((await waiting()).map(({ id }) => id)).toEqual(['first', 'second', 'third']);
      expect((await waiting())[2]).toStrictEqual({
        id: 'third',
        class: 'update',
        notice: { kind: 'thanks' },
        part: 0,
      });
      for (const id of ['first', 'third']) await outbox((box) => box.drop(id, 'out-of-date'));
      expect(idsOf(await claim(1000))).toEqual(['second']);
    });

    it.each<[string, DeliveryResult]>([
      ['was sent', { state: 'sent', activityId: 'a-1' }],
      ['is dead', { state: 'dead', reason: 'refused' }],
      ['waits anew', { state: 'pending', dueAt: 2000, reason: 'throttled' }],
    ])('tells whether a row waits behind one that %s', async (_name, result) => {
      await add(first, second, outboxRow({ id: 'other', lane: 'chat:2' }));
      const [head, other] = await claim(1000);
      expect(await completed(head, result)).toEqual({ hasNext: true });
      expect(await completed(other, result)).toEqual({ hasNext: false });
      if (result.state === 'pending') return;
      const [last] = await claim(1000);
      expect(await completed(last, result)).toEqual({ hasNext: false });
    });

    it('does not drop what is being sent', async () => {
      await add(first);
      const [head] = await claim(1000);
      await outbox((box) => box.drop('first', 'out-of-date'));
      expect(await complete(head, { state: 'sent', activityId: 'a-1' })).toBe(true);
    });
  });

  describe('a lease that runs out', () => {
    const loseLease = async (rounds: number) => {
      for (let round = 1; round <= rounds; round += 1) await claim(round * leaseMs, `dead-${round}`);
      return claim((rounds + 1) * leaseMs, 'us');
    };

    it.each<{ class: DeliveryClass; rounds: number; next: string }>([
      { class: 'owed', rounds: 1, next: 'first' },
      { class: 'owed', rounds: 5, next: 'first' },
      { class: 'owed', rounds: 6, next: 'second' },
      { class: 'notice', rounds: 1, next: 'second' },
      { class: 'update', rounds: 1, next: 'first' },
      { class: 'update', rounds: 3, next: 'first' },
    ])('$rounds times leaves $next as the head of a lane of class $class', async (row) => {
      await add(outboxRow({ id: 'first', class: row.class }), outboxRow({ id: 'second', class: 'owed' }));
      expect(idsOf(await loseLease(row.rounds))).toEqual([row.next]);
    });

    it('counts lost leases of a relay apart from refused attempts', async () => {
      await add(outboxRow({ id: 'first', class: 'owed' }));
      for (const now of [1000, 2000, 3000]) {
        const [row] = await claim(now);
        await complete(row, { state: 'pending', dueAt: now, reason: 'throttled' });
      }
      await claim(4000);
      expect(await claim(4000 + leaseMs)).toMatchObject([{ id: 'first', attempts: 5 }]);
    });

    it('and an answer that was lost count together, until another part begins', async () => {
      await add(outboxRow({ id: 'first', class: 'owed' }));
      const lose = { state: 'pending', dueAt: 1000, reason: 'timeout', lost: true } as const;
      await complete((await claim(1000))[0], lose);
      expect(await claim(1000)).toMatchObject([{ lostAnswers: 1, attempts: 2 }]);
      expect(await claim(1000 + leaseMs)).toMatchObject([{ id: 'first', lostAnswers: 2 }]);
      await add(outboxRow({ id: 'cut', lane: 'b', class: 'owed' }));
      await complete((await claim(2000 + leaseMs))[0], lose);
      const next = { state: 'pending', dueAt: 1000, reason: 'next-part', part: 2 } as const;
      await complete((await claim(2000 + leaseMs))[0], next);
      expect(await claim(2000 + leaseMs)).toMatchObject([{ id: 'cut', lostAnswers: 0, part: 2 }]);
    });

    it('takes the right to write the outcome away', async () => {
      await add(outboxRow({ class: 'owed' }));
      const [old] = await claim(1000, 'slow');
      const [current] = await claim(1000 + leaseMs, 'us');
      expect(await complete(old, { state: 'sent', activityId: 'late' })).toBe(false);
      expect(await complete(current, { state: 'sent', activityId: 'ours' })).toBe(true);
      expect(await complete(current, { state: 'dead', reason: 'twice' })).toBe(false);
    });

    it('takes it away also when the same owner claims again', async () => {
      await add(outboxRow({ class: 'owed' }));
      const [old] = await claim(1000);
      await claim(1000 + leaseMs);
      expect(await complete(old, { state: 'sent' })).toBe(false);
    });
  });

  it('keeps no row of a stranger once it is done with, and frees the lane', async () => {
    const destination = {
      to: 'address',
      tenantId: 't',
      conversationId: 'c',
      serviceUrl: 's',
      botId: 'b',
      locale: 'en',
    } as const;
    await add(outboxRow({ id: 'told', destination }), outboxRow({ id: 'next', destination }));
    const [row] = await claim(1000);
    expect(await complete(row, { state: 'pending', dueAt: 2000, reason: 'throttled' })).toBe(true);
    const [again] = await claim(2000);
    expect(await complete(again, { state: 'sent' })).toBe(true);
    expect(await complete(again, { state: 'sent' })).toBe(false);
    expect(idsOf(await claim(3000))).toEqual(['next']);
    // Nor when the sender died with it.
    expect(idsOf(await outbox((box) => box.endLostLeases(3000 + leaseMs, [])))).toEqual(['next']);
    const waiting = await outbox((box) => box.waitingIn('chat:1'));
    expect(waiting).toEqual([]);
    expect(await outbox((box) => box.endLostLeases(9_000_000, []))).toEqual([]);
  });

  it('lets a card pass what waits in its lane, and keeps the order of the rest', async () => {
    const update = { class: 'update', cardId: 'card-1' } as const;
    await add(
      outboxRow({ id: 'words-1', cardId: 'card-2' }),
      outboxRow({ id: 'words-2' }),
      outboxRow({ id: 'card', ...update }),
      outboxRow({ id: 'elsewhere', lane: 'chat:2' }),
    );
    const [first] = await claim(1000);
    expect(first?.id).toBe('words-1');
    await outbox((box) => box.putBehind('chat:1', 'card-1'));
    await complete(first, { state: 'pending', dueAt: 1000, reason: 'behind-card' });
    await add(outboxRow({ id: 'words-3' }));
    const order: string[] = [];
    for (let now = 2000; now < 7000; now += 1000) {
      for (const row of await claim(now)) {
        if (row.lane === 'chat:1') order.push(row.id);
        await complete(row, { state: 'sent' });
      }
    }
    expect(order).toEqual(['card', 'words-1', 'words-2', 'words-3']);
  });

  it('tells how much has not left, by state, and since when', async () => {
    expect(await outbox((box) => box.backlog())).toEqual([]);
    const lanes = ['a', 'b', 'c', 'd'] as const;
    await add(...lanes.map((lane, n) => outboxRow({ id: lane, lane, createdAt: 500 + n })));
    const [sent, parked] = await claim(503, 'us', 3);
    await complete(sent, { state: 'sent' });
    await complete(parked, { state: 'parked', reason: 'uninstalled' });
    const backlog = await outbox((box) => box.backlog());
    expect(backlog.toSorted((one, other) => (one.state < other.state ? -1 : 1))).toEqual([
      { state: 'parked', rows: 1, oldestAt: 501 },
      { state: 'pending', rows: 1, oldestAt: 503 },
      { state: 'sending', rows: 1, oldestAt: 502 },
    ]);
  });

  it('leaves alone what this process is sending, whatever the clock says of its lease', async () => {
    await add(outboxRow({ id: 'ours', lane: 'a' }), outboxRow({ id: 'lost', lane: 'b' }));
    const [ours] = await claim(1000);
    expect(idsOf(await outbox((box) => box.endLostLeases(9000 + leaseMs, ['ours'])))).toEqual(['lost']);
    expect(await complete(ours, { state: 'sent' })).toBe(true);
  });

  it('returns what a dead sender held and may not be sent again, once', async () => {
    await add(outboxRow({ id: 'notice', lane: 'a' }), outboxRow({ id: 'relay', lane: 'b', class: 'owed' }));
    const lapsedAt = (now: number) =>
      outbox(async (box) => {
        const lapsed = idsOf(await box.endLostLeases(now, []));
        await box.claim({ owner: 'us', now, leaseUntil: now + leaseMs, limit: 10 });
        return lapsed;
      });
    expect(await lapsedAt(1000)).toEqual([]);
    expect(await lapsedAt(1000 + leaseMs)).toEqual(['notice']);
    for (const death of [2, 3, 4, 5]) expect(await lapsedAt(1000 + death * leaseMs)).toEqual([]);
    expect(await lapsedAt(1000 + 6 * leaseMs)).toEqual(['relay']);
    expect(await lapsedAt(1000 + 7 * leaseMs)).toEqual([]);
  });

  it('knows an update that waits, and only that', async () => {
    const waits = (cardId: string) => outbox((box) => box.hasPendingUpdate(cardId));
    await add(
      outboxRow({ id: 'post', cardId: 'card-1' }),
      outboxRow({ id: 'update', class: 'update', cardId: 'card-2', lane: 'chat:2' }),
    );
    expect(await waits('card-1')).toBe(false);
    expect(await waits('card-2')).toBe(true);
    const update = (await claim(1000)).find((row) => row.id === 'update');
    expect(await waits('card-2')).toBe(false);
    await complete(update, { state: 'parked', reason: 'uninstalled' });
    expect(await waits('card-2')).toBe(true);
  });

  it('says when to look again: the next due head or the next lease to run out', async () => {
    const nextDueAt = () => outbox((box) => box.nextDueAt(0));
    expect(await nextDueAt()).toBeUndefined();
    await add(outboxRow({ id: 'a', createdAt: 1000 }), outboxRow({ id: 'b', createdAt: 1001 }));
    expect(await nextDueAt()).toBe(1000);
    const [head] = await claim(1000);
    expect(await nextDueAt()).toBe(1000 + leaseMs);
    await complete(head, { state: 'pending', dueAt: 7000, reason: 'throttled' });
    expect(await nextDueAt()).toBe(7000);
    const [again] = await claim(7000);
    await complete(again, { state: 'parked', reason: 'uninstalled' });
    expect(await nextDueAt()).toBeUndefined();
  });
});
