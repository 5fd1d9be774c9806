import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { priorities } from '../../src/domain/delivery.ts';
import type { NewOutboxRow, OutboxRow } from '../../src/flows/outbox-ports.ts';
import type { Store } from '../../src/flows/ports.ts';
import { type Database, openBeside, openDatabase } from '../../src/store/database.ts';
import type { OpenEngine } from '../../src/store/engine.ts';
import {
  databasePerTest,
  freshPlace,
  onEachEngine,
  onPostgres,
  type Place,
  quietLog,
} from '../support/databases.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import { ourTenant, outboxRow } from './samples.ts';

const start = Date.UTC(2026, 10, 21, 9);

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const outbox = <Result>(work: (outbox: Store['outbox']) => Promise<Result>) =>
    database().transaction((store) => work(store.outbox));
  const add = (rows: readonly NewOutboxRow[]) =>
    outbox(async (box) => {
      for (const row of rows) await box.add({ ...row, createdAt: start });
    });
  const claim = (now: number, limit = 16) =>
    outbox(async (box) => {
      const { rows } = await box.claim({
        owner: 'us',
        now,
        leaseUntil: now + 30_000,
        limit,
      });
      for (const row of rows) await box.complete(row, { state: 'sent' });
      return rows;
    });
  const times = async (until: number) => {
    const sent: { row: OutboxRow; at: number }[] = [];
    for (let now = start; now < until; now += 50) {
      for (let rows = await claim(now); rows.length > 0; rows = await claim(now)) {
        sent.push(...rows.map((row) => ({ row, at: now - start })));
      }
    }
    return sent;
  };
  const many = (count: number, parts: (n: number) => Partial<NewOutboxRow>) =>
    Array.from({ length: count }, (_, n) => outboxRow({ id: `row-${n}`, ...parts(n) }));

  describe('a conversation’s budget', () => {
    it('lets seven go in a second, and tells when the next may', async () => {
      await add(many(10, () => ({})));
      const first: OutboxRow[] = [];
      for (let rows = await claim(start); rows.length > 0; rows = await claim(start)) first.push(...rows);
      expect(first).toHaveLength(7);
      expect(await outbox((box) => box.nextDueAt(start))).toBe(start + 1_100);
      expect(await claim(start + 1_099)).toEqual([]);
      expect(await claim(start + 1_100)).toHaveLength(1);
    });
  });

  describe('a tenant’s budget', () => {
    it('lets thirty go in a second, and holds up no other tenant', async () => {
      await add(many(40, (n) => ({ lane: `chat:${n}` })));
      await add([outboxRow({ id: 'other', lane: 'chat:other', tenantId: 'other' })]);
      const sent = await times(start + 1_000);
      expect(sent.filter(({ row }) => row.tenantId !== 'other')).toHaveLength(30);
      expect(sent.find(({ row }) => row.id === 'other')?.at).toBe(0);
    });

    it('goes to people’s words first, although they came last', async () => {
      await add(many(40, (n) => ({ lane: `b:${n}`, priority: priorities.broadcast })));
      await add([outboxRow({ id: 'words', lane: 'chat:1' })]);
      const sent = await times(start + 1_000);
      expect(sent[0]?.row.id).toBe('words');
      expect(sent).toHaveLength(30);
    });

    it('is halved after one of its conversations was throttled', async () => {
      await add(many(60, (n) => ({ lane: `chat:${n}` })));
      const [row] = await claim(start, 1);
      if (!row) throw new Error('nothing was claimed');
      await outbox((box) => box.throttled(row, start + 500, start));
      expect(await times(start + 1_000)).toHaveLength(14);
    });
  });

  describe('throttling', () => {
    const throttle = async (row: Partial<NewOutboxRow>, until: number) => {
      const hit = {
        ...outboxRow(row),
        sequence: 1,
        attempts: 1,
        leaseOwner: 'us',
        leaseUntil: 0,
        lostAnswers: 0,
        part: 0,
      };
      await outbox((box) => box.throttled(hit, until, start));
    };
    const goes = async (lane: string, tenantId: string) => {
      await add([outboxRow({ id: `${lane} of ${tenantId}`, lane, tenantId })]);
      return (await claim(start, 1)).length === 1;
    };

    it('of one conversation holds up no other', async () => {
      await throttle({ lane: 'chat:1', tenantId: 'a' }, start + 5_000);
      expect(await goes('chat:2', 'a')).toBe(true);
    });

    it('of two conversations pauses their tenant, no other', async () => {
      await throttle({ lane: 'chat:1', tenantId: 'a' }, start + 5_000);
      await throttle({ lane: 'chat:2', tenantId: 'a' }, start + 3_000);
      expect(await goes('chat:3', 'a')).toBe(false);
      expect(await outbox((box) => box.nextDueAt(start))).toBe(start + 5_000);
      expect(await goes('chat:1', 'b')).toBe(true);
    });

    it('that asks for less later does not end a longer pause', async () => {
      await throttle({ lane: 'chat:1', tenantId: 'a' }, start + 5_000);
      await throttle({ lane: 'chat:2', tenantId: 'a' }, start + 3_000);
      await throttle({ lane: 'chat:3', tenantId: 'a' }, start + 1_000);
      expect(await goes('chat:4', 'a')).toBe(false);
      expect(await claim(start + 4_999)).toEqual([]);
      expect(await claim(start + 5_000)).toHaveLength(1);
    });

    it('of two tenants pauses everything', async () => {
      for (const tenantId of ['a', 'b']) {
        await throttle({ lane: 'chat:1', tenantId }, start + 5_000);
        await throttle({ lane: 'chat:2', tenantId }, start + 5_000);
      }
      expect(await goes('chat:1', 'c')).toBe(false);
      expect(await claim(start + 5_000)).toHaveLength(1);
    });
  });

  it('pauses everything when told to', async () => {
    await outbox((box) => box.pauseAll(start + 30_000));
    await outbox((box) => box.pauseAll(start + 10_000));
    await add([outboxRow()]);
    expect(await claim(start + 29_999)).toEqual([]);
    expect(await claim(start + 30_000)).toHaveLength(1);
  });
});

onPostgres(() => {
  describe('two dispatchers', () => {
    /** As if another process did it. */
    const outsideOfTurns = AsyncLocalStorage.snapshot();
    let place: Place;
    let database: Database;
    let beside: OpenEngine;
    beforeEach(async () => {
      place = await freshPlace('postgres');
      database = await openDatabase({ url: place.url, log: quietLog });
      beside = await openBeside({ url: place.url, log: quietLog });
    });
    afterEach(async () => {
      await beside.close();
      await database.close();
      await place.remove();
    });

    /** Its rows stay claimed. */
    const claimIn = async (box: Store['outbox'], owner: string, limit: number) => {
      const { rows } = await box.claim({ owner, now: start, leaseUntil: start, limit });
      return rows.map((row) => row.lane);
    };
    const budgetOfTenant = async () => {
      const { rows } = await sql<{ sends: string }>`
        select sends from send_budgets where key = ${`tenant:${ourTenant}`}`.execute(beside.kysely);
      return JSON.parse(rows[0]?.sends ?? '{}') as unknown;
    };
    const somebodyWaits = async () => {
      const { rows } = await sql`select 1 from pg_stat_activity
        where application_name = ${place.name} and wait_event_type = 'Lock'`.execute(beside.kysely);
      return rows.length > 0 ? true : undefined;
    };

    it('count what both send of a tenant that has no budget yet', async () => {
      await database.transaction(async ({ outbox }) => {
        for (const n of [1, 2])
          await outbox.add(outboxRow({ id: `row-${n}`, lane: `chat:${n}`, createdAt: start }));
      });
      let other: Promise<string[]> | undefined;
      await database.transaction(async ({ outbox }) => {
        expect(await claimIn(outbox, 'one', 1)).toEqual(['chat:1']);
        other = outsideOfTurns(() => database.transaction((store) => claimIn(store.outbox, 'other', 9)));
        await eventually(somebodyWaits, () => 'the other does not wait for the budget');
      });
      expect(await other).toEqual(['chat:2']);
      expect(await budgetOfTenant()).toMatchObject({ recent: [start, start] });
    });
  });
});
