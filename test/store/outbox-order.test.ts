// Many writers and senders at once: nothing is lost, nothing overtakes, nothing of a rollback leaves.
import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NewOutboxRow } from '../../src/flows/outbox-ports.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { freshPlace, onEachEngine, onPostgres, type Place, quietLog } from '../support/databases.ts';
import { outboxRow } from './samples.ts';

const lanes = 5;
const turns = 200;
const loopsPerDispatcher = 3;

onEachEngine((engine) => {
  let place: Place;
  let databases: Database[];
  beforeEach(async () => {
    place = await freshPlace(engine);
    // A file has one process; a server has several.
    const processes = engine === 'postgres' ? 2 : 1;
    databases = await Promise.all(
      Array.from({ length: processes }, () => openDatabase({ url: place.url, log: quietLog })),
    );
  });
  afterEach(async () => {
    await Promise.all(databases.map((database) => database.close()));
    await place.remove();
  });

  it('keeps the order of each lane with writers and dispatchers side by side', async () => {
    const committed = new Set<string>();
    let writing = true;

    const write = async (database: Database, index: number) => {
      const lane = `lane-${index % lanes}`;
      const rows = [`${index}-a`, `${index}-b`].map((id) => outboxRow({ id, lane, class: 'owed' }));
      const fails = index % 20 === 7;
      const turn = database.transaction(async ({ outbox }) => {
        for (const row of rows) await outbox.add(row);
        await eventLoopRounds(index % 7);
        if (fails) throw new Error('rolled back');
      });
      if (fails) return expect(turn).rejects.toThrow('rolled back');
      await turn;
      for (const row of rows) committed.add(row.id);
    };

    let clock = Date.now();
    /** No budget lasts longer. */
    const hourLater = () => {
      clock += 3_600_000;
      return clock;
    };
    const delivered: { lane: string; sequence: number; id: string }[] = [];
    const dispatch = async (database: Database, owner: string) => {
      for (;;) {
        const lastRound = !writing;
        const now = hourLater();
        const claim = { owner, now, leaseUntil: now + 60_000, limit: 3 };
        const { rows } = await database.transaction(({ outbox }) => outbox.claim(claim));
        for (const row of rows) {
          await eventLoopRounds(row.sequence % 3);
          const refused = row.attempts === 1 && row.sequence % 30 === 0;
          if (!refused) delivered.push(row);
          const result = refused
            ? ({ state: 'pending', dueAt: 0, reason: 'throttled' } as const)
            : ({ state: 'sent', activityId: row.id } as const);
          expect(await database.transaction(({ outbox }) => outbox.complete(row, result))).toBeDefined();
        }
        const waits = await database.transaction(({ outbox }) => outbox.nextDueAt(hourLater()));
        if (lastRound && waits === undefined) return;
      }
    };

    const dispatchers = databases.flatMap((database, process) =>
      Array.from({ length: loopsPerDispatcher }, (_, loop) => dispatch(database, `${process}-${loop}`)),
    );
    const writers = Array.from({ length: turns }, (_, index) => {
      const database = databases[index % databases.length];
      return database && write(database, index);
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(dispatchers);

    expect(new Set(delivered.map((row) => row.id))).toEqual(committed);
    for (let lane = 0; lane < lanes; lane += 1) {
      const sequences = delivered.filter((row) => row.lane === `lane-${lane}`).map((row) => row.sequence);
      expect(sequences).toEqual(sequences.map((_, index) => index + 1));
    }
  });
});

async function eventLoopRounds(count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

onPostgres(() => {
  let place: Place;
  let database: Database;
  beforeEach(async () => {
    place = await freshPlace('postgres');
    database = await openDatabase({ url: place.url, log: quietLog });
  });
  afterEach(async () => {
    await database.close();
    await place.remove();
  });

  /** Resolves when a transaction of this test waits for another one's lock. */
  const somebodyWaits = async () => {
    const client = new Client({ connectionString: place.url });
    await client.connect();
    const waiting = `select 1 from pg_stat_activity where application_name = '${place.name}' and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await client.query(waiting)).rowCount, { timeout: 10_000 }).toBe(1);
    await client.end();
  };

  /** A turn that has added its row and does not commit before it is told to. */
  const openTurn = (row: NewOutboxRow) => {
    const added = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const committed = database.transaction(async ({ outbox }) => {
      await outbox.add(row);
      added.resolve();
      await end.promise;
    });
    return { added: added.promise, end, committed };
  };
  const claimAll = () =>
    database.transaction(
      async ({ outbox }) =>
        (await outbox.claim({ owner: 'us', now: 9000, leaseUntil: 99_000, limit: 10 })).rows,
    );

  it('makes a turn wait that would overtake another in its lane', async () => {
    const slow = openTurn(outboxRow({ id: 'slow' }));
    await slow.added;
    const fast = database.transaction(({ outbox }) => outbox.add(outboxRow({ id: 'fast' })));
    await somebodyWaits();
    expect(await claimAll()).toEqual([]);
    slow.end.resolve();
    await Promise.all([slow.committed, fast]);
    expect(await claimAll()).toMatchObject([{ id: 'slow', sequence: 1 }]);
  });

  it('leaves no gap where a turn was rolled back', async () => {
    const failing = openTurn(outboxRow({ id: 'failing' }));
    await failing.added;
    const next = database.transaction(({ outbox }) => outbox.add(outboxRow({ id: 'next' })));
    await somebodyWaits();
    failing.end.reject(new Error('rolled back'));
    await expect(failing.committed).rejects.toThrow('rolled back');
    await next;
    expect(await claimAll()).toMatchObject([{ id: 'next', sequence: 1 }]);
  });

  it('holds an update back that an open turn relies on', async () => {
    await database.transaction(({ outbox }) => outbox.add(outboxRow({ class: 'update', cardId: 'card-1' })));
    const asked = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const turn = database.transaction(async ({ outbox }) => {
      expect(await outbox.hasPendingUpdate('card-1')).toBe(true);
      asked.resolve();
      await end.promise;
    });
    await asked.promise;
    expect(await claimAll()).toEqual([]);
    end.resolve();
    await turn;
    expect(await claimAll()).toHaveLength(1);
  });
});
