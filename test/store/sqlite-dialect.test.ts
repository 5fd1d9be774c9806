import type { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSqlite } from '../../src/store/open-sqlite.ts';
import { bindable, returnsRows, sqliteDialect } from '../../src/store/sqlite-dialect.ts';

describe('binding', () => {
  it.each([['text'], [0], [-1.5], [2n ** 60n], [null], [new Uint8Array([1])], [Buffer.from('x')]])(
    'takes %s',
    (value) => {
      expect(bindable([value])).toEqual([value]);
    },
  );

  it.each([
    ['a date', new Date(0)],
    ['true', true],
    ['false', false],
    ['undefined', undefined],
    ['an object', { a: 1 }],
    ['a bare object', Object.create(null)],
    ['an array', [1]],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
  ])('refuses %s, in first and in later place', (_name, value) => {
    expect(() => bindable([value, 'x'])).toThrow('parameter 1 cannot be bound');
    expect(() => bindable(['x', value])).toThrow('parameter 2 cannot be bound');
  });
});

describe('the dialect', () => {
  let database: DatabaseSync;
  let kysely: Kysely<{ things: { id: number; name: string | null } }>;
  beforeEach(async () => {
    database = new (loadSqlite().DatabaseSync)(':memory:');
    kysely = new Kysely({ dialect: sqliteDialect(database) });
    await sql`create table things (id bigint primary key, name text)`.execute(kysely);
  });
  afterEach(() => kysely.destroy());

  const insert = (id: number, name: string | null) =>
    kysely.insertInto('things').values({ id, name }).returningAll().executeTakeFirst();

  it('inserts, returns, updates, counts and selects', async () => {
    expect(await insert(1, 'one')).toEqual({ id: 1, name: 'one' });
    await insert(2, null);
    const updated = await kysely.updateTable('things').set({ name: 'x' }).executeTakeFirst();
    expect(updated.numUpdatedRows).toBe(2n);
    expect(await kysely.selectFrom('things').selectAll().where('id', '=', 2).execute()).toEqual([
      { id: 2, name: 'x' },
    ]);
  });

  it('refuses a date instead of writing the wrong row', async () => {
    const values = { id: new Date(0) as unknown as number, name: 'one' };
    await expect(kysely.insertInto('things').values(values).execute()).rejects.toThrow('Date');
    expect(await kysely.selectFrom('things').selectAll().execute()).toEqual([]);
  });

  it('takes the write lock when a transaction begins', async () => {
    const nesting = kysely.transaction().execute(async (tx) => {
      expect(database.isTransaction).toBe(true);
      await sql`begin immediate`.execute(tx);
    });
    await expect(nesting).rejects.toThrow('within a transaction');
    expect(database.isTransaction).toBe(false);
  });

  it('does not go on after SQLite has rolled back by itself, even when nobody minds', async () => {
    await sql`pragma max_page_count = 1`.execute(kysely);
    const going = kysely.transaction().execute(async (tx) => {
      const big = 'x'.repeat(100_000);
      await tx
        .insertInto('things')
        .values({ id: 1, name: big })
        .execute()
        .catch(() => undefined);
      expect(database.isTransaction).toBe(false);
      await tx
        .insertInto('things')
        .values({ id: 2, name: 'two' })
        .execute()
        .catch(() => undefined);
    });
    await expect(going).rejects.toThrow('full');
    expect(await kysely.selectFrom('things').selectAll().execute()).toEqual([]);
  });

  it('rolls back', async () => {
    const failing = kysely.transaction().execute(async (tx) => {
      await tx.insertInto('things').values({ id: 1, name: 'one' }).execute();
      throw new RangeError('half way');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await kysely.selectFrom('things').selectAll().execute()).toEqual([]);
  });

  it('reports a full disk as such, and works again when there is room', async () => {
    database.exec('pragma max_page_count = 4');
    await expect(kysely.transaction().execute(fill)).rejects.toMatchObject({ errcode: 13 });
    database.exec('pragma max_page_count = 1000');
    expect(await insert(1, 'one')).toEqual({ id: 1, name: 'one' });
  });

  const fill = (tx: typeof kysely) =>
    tx
      .insertInto('things')
      .values({ id: 9, name: 'x'.repeat(100_000) })
      .execute();
});

describe('whether rows come back', () => {
  it.each([
    ['select 1 as one'],
    [' SELECT 1 as one'],
    ['with t as (select 1 as one) select one from t'],
    ['insert into things (id) values (7) returning id'],
    ['insert into things (id) values (8)'],
    ['update things set id = 9 where id = 1'],
    ['delete from things where id = 1'],
    ['begin immediate'],
    ['commit'],
  ])('%s: the text tells the same as Node does', (text) => {
    const database = new (loadSqlite().DatabaseSync)(':memory:');
    database.exec('create table things (id integer primary key)');
    expect(returnsRows({}, text)).toBe(returnsRows(database.prepare(text), text));
    database.close();
  });
});
