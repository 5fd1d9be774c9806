// The store goes away and comes back, under a database that stays open.
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { loadSqlite } from '../../src/store/open-sqlite.ts';
import { freshPlace, onPostgres, type Place, quietLog } from '../support/databases.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import { type PostgresLine, postgresLine } from '../support/postgres-line.ts';
import { chat, ourTenant, person } from './samples.ts';

const unavailable = { code: 'store-unavailable', retryable: true };
const nextNumber = (database: Database) => database.transaction((store) => store.tickets.nextNumber());

/** How often a timer of 5 ms fired while this ran: SQLite's own way of waiting would stop everything. */
async function ticksDuring(work: Promise<unknown>): Promise<number> {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 5);
  await work;
  clearInterval(timer);
  return ticks;
}

describe('a file', () => {
  let place: Place;
  let database: Database;
  let other: InstanceType<ReturnType<typeof loadSqlite>['DatabaseSync']>;
  beforeEach(async () => {
    place = await freshPlace('sqlite');
    database = await openDatabase({ url: place.url, log: quietLog });
    other = new (loadSqlite().DatabaseSync)(place.url.slice('file:'.length));
  });
  afterEach(async () => {
    other.close();
    await database.close();
    await place.remove();
  });

  it('that somebody holds for a moment is waited for, while everything else goes on', async () => {
    other.exec('begin immediate');
    const numbers = Promise.all(Array.from({ length: 30 }, () => nextNumber(database)));
    expect(await ticksDuring(sleep(300))).toBeGreaterThan(5);
    other.exec('commit');
    expect([...(await numbers)].sort()).toEqual(Array.from({ length: 30 }, (_, index) => 1001 + index));
  });

  it('that somebody keeps is given up on, and used again when it is free', async () => {
    other.exec('begin immediate');
    const outcomes = Promise.allSettled(Array.from({ length: 30 }, () => nextNumber(database)));
    expect(await ticksDuring(outcomes)).toBeGreaterThan(20);
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: unavailable });
    }
    expect(await database.trouble()).toBe('store-locked');
    other.exec('rollback');
    expect(await nextNumber(database)).toBe(1001);
    expect(await database.trouble()).toBeUndefined();
  });
});

onPostgres(() => {
  let place: Place;
  let line: PostgresLine;
  let database: Database;
  beforeEach(async () => {
    place = await freshPlace('postgres');
    line = await postgresLine(place.url);
    database = await openDatabase({ url: line.url, log: quietLog });
  });
  afterEach(async () => {
    await line.isRestored();
    await database.close();
    await line.stop();
    await place.remove();
  });

  async function worksAgain(): Promise<void> {
    await eventually(
      async () => ((await database.trouble()) === undefined ? true : undefined),
      () => 'the database is still in trouble',
    );
    const numbers = await Promise.all(Array.from({ length: 20 }, () => nextNumber(database)));
    expect(new Set(numbers).size).toBe(20);
  }

  it('that is stopped is unavailable at once, and used again when it is back', async () => {
    await nextNumber(database);
    await line.breaks();
    await expect(nextNumber(database)).rejects.toMatchObject(unavailable);
    expect(await database.trouble()).toBe('store');
    await line.isRestored();
    await worksAgain();
  });

  it('that is silent is given up on, with every connection it had, and used again', async () => {
    await Promise.all(Array.from({ length: 10 }, () => nextNumber(database)));
    line.fallsSilent();
    const beganAt = performance.now();
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => nextNumber(database)));
    // Teams waits so long.
    expect(performance.now() - beganAt).toBeLessThan(15_000);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: unavailable });
    await line.isRestored();
    await worksAgain();
  });

  it('that was silent for one question saves nothing of the transaction, though nobody minds', async () => {
    const going = database.transaction(async (store) => {
      await store.chats.save(chat());
      line.fallsSilent();
      await store.tickets.nextNumber().catch(() => undefined);
      await line.isRestored();
      await store.people.save(person());
    });
    await expect(going).rejects.toMatchObject(unavailable);
    await worksAgain();
    expect(await database.transaction((store) => store.chats.get(ourTenant, 'chat-1'))).toBeUndefined();
  });

  it('whose table somebody holds is locked, until it is free', async () => {
    const client = new Client({ connectionString: place.url });
    await client.connect();
    await client.query('begin');
    await client.query('lock table counters');
    await expect(nextNumber(database)).rejects.toMatchObject(unavailable);
    await client.query('rollback');
    await client.end();
    await worksAgain();
  });

  it('ends a transaction that was frozen half way, so that others need not wait for it', {
    timeout: 40_000,
  }, async () => {
    const frozen = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const late = database.transaction(async (store) => {
      await store.tickets.nextNumber();
      begun.resolve();
      await frozen.promise;
      return store.tickets.nextNumber();
    });
    await begun.promise;
    const others = async () => nextNumber(database).catch(() => undefined);
    expect(await eventually(others, () => 'it still waits', 20_000)).toBe(1001);
    frozen.resolve();
    await expect(late).rejects.toMatchObject(unavailable);
  });
});
