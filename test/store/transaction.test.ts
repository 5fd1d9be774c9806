import { AsyncResource } from 'node:async_hooks';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { openDatabase } from '../../src/store/database.ts';
import { conflict } from '../../src/store/failures.ts';
import { databasePerTest, freshPlace, onEachEngine, onPostgres, quietLog } from '../support/databases.ts';
import { chat, ourTenant, person, ticket } from './samples.ts';

onEachEngine((engine) => {
  const database = databasePerTest(engine);

  it('saves all of it or nothing', async () => {
    const failing = database().transaction(async (store) => {
      await store.chats.save(chat());
      throw new RangeError('half way');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await database().transaction((store) => store.chats.get(ourTenant, 'chat-1'))).toBeUndefined();
  });

  it('saves nothing when one of its statements failed, though somebody caught that', async () => {
    const going = database().transaction(async (store) => {
      await store.chats.save(chat());
      await store.tickets.insert(ticket());
      await store.tickets.insert(ticket()).catch(() => undefined);
      await store.people.save(person()).catch(() => undefined);
    });
    await expect(going).rejects.toThrow();
    const saved = await database().transaction(async (store) => [
      await store.chats.get(ourTenant, 'chat-1'),
      await store.tickets.get(ourTenant, 'ticket-1'),
    ]);
    expect(saved).toEqual([undefined, undefined]);
  });

  it('runs the work again from the start after a lost race, three times at most', async () => {
    let runs = 0;
    const losing = (times: number) =>
      database().transaction(async ({ tickets }) => {
        runs += 1;
        await tickets.nextNumber();
        if (runs <= times) throw conflict('a ticket');
        return tickets.nextNumber();
      });
    expect(await losing(3)).toBe(1002);
    expect(runs).toBe(4);
    runs = 0;
    await expect(losing(4)).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
    expect(runs).toBe(4);
  });

  it('does not run work again that failed by itself', async () => {
    let runs = 0;
    const failing = database().transaction(async () => {
      runs += 1;
      throw new AppError('store-unavailable', 'of its own', { retryable: true });
    });
    await expect(failing).rejects.toThrow('of its own');
    expect(runs).toBe(1);
  });

  it('refuses a transaction inside a transaction', async () => {
    const nested = database().transaction(() => database().transaction(async () => 'inner'));
    await expect(nested).rejects.toMatchObject({ code: 'unexpected' });
  });

  it('allows one that outlived the transaction it was begun in', async () => {
    const after = Promise.withResolvers<void>();
    let inner: Promise<number> | undefined;
    await database().transaction(async () => {
      inner = after.promise.then(() => database().transaction((store) => store.tickets.nextNumber()));
    });
    after.resolve();
    expect(await inner).toBe(1001);
  });

  it('lets a 10 ms timer fire in a loop of transactions', async () => {
    let fired = 0;
    const ticking = setInterval(() => {
      fired += 1;
    }, 10);
    for (let count = 0; fired < 5 && count < 10_000; count += 1) {
      await database().transaction((store) => store.chats.save(chat()));
    }
    clearInterval(ticking);
    expect(fired).toBeGreaterThanOrEqual(5);
  });

  it('says store-unavailable when the database was closed', async () => {
    await database().close();
    const late = database().transaction((store) => store.tickets.nextNumber());
    await expect(late).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
    expect(await database().trouble()).toBe('store');
  });

  it('lets running transactions end before it closes', async () => {
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const running = database().transaction(async (store) => {
      begun.resolve();
      await end.promise;
      return store.tickets.nextNumber();
    });
    await begun.promise;
    const closed = database().close();
    end.resolve();
    expect(await running).toBe(1001);
    await closed;
  });
});

onPostgres(() => {
  const database = databasePerTest('postgres');

  /** Bound here, outside of any transaction, as another replica is. */
  const otherReplicaSaves = AsyncResource.bind(() =>
    database().transaction((store) => store.tickets.save(ticket({ severityReason: 'other' }))),
  );

  it('reads again and succeeds when another replica saved in between', async () => {
    await database().transaction((store) => store.tickets.insert(ticket()));
    let runs = 0;
    await database().transaction(async ({ tickets }) => {
      runs += 1;
      const found = await tickets.get(ourTenant, 'ticket-1');
      if (!found) throw new Error('the ticket is gone');
      if (runs === 1) await otherReplicaSaves();
      await tickets.save({ ...found, severity: 'A' });
    });
    const saved = await database().transaction((store) => store.tickets.get(ourTenant, 'ticket-1'));
    expect(saved).toMatchObject({ severity: 'A', severityReason: 'other', version: 3 });
  });

  it('solves a deadlock by running one of the two again', async () => {
    await database().transaction(async ({ tickets }) => {
      await tickets.insert(ticket({ id: 'a', number: 1 }));
      await tickets.insert(ticket({ id: 'b', number: 2 }));
    });
    const both = Promise.withResolvers<void>();
    let holding = 0;
    const lockInOrder = (first: string, second: string) =>
      database().transaction(async ({ tickets }) => {
        await tickets.lock(ourTenant, first);
        holding += 1;
        if (holding === 2) both.resolve();
        await both.promise;
        return (await tickets.lock(ourTenant, second))?.id;
      });
    expect(await Promise.all([lockInOrder('a', 'b'), lockInOrder('b', 'a')])).toEqual(['b', 'a']);
    // More when the one that is run again comes before the other a second time.
    expect(holding).toBeGreaterThan(2);
  });

  it('says store-unavailable when the server ends the connection, and goes on with the next', async () => {
    const place = await freshPlace('postgres');
    const other = await openDatabase({ url: place.url, log: quietLog });
    const cut = other.transaction(async (store) => {
      await store.tickets.nextNumber();
      const client = new Client({ connectionString: place.url.replace(/&application_name=.*/, '') });
      await client.connect();
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
        [place.name],
      );
      await client.end();
      await store.tickets.nextNumber();
    });
    await expect(cut).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
    expect(await other.transaction((store) => store.tickets.nextNumber())).toBe(1001);
    await other.close();
    await place.remove();
  });
});

describe('without a server', () => {
  it('refuses to open with store-unavailable', async () => {
    const opening = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', log: quietLog });
    await expect(opening).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
  });
});
