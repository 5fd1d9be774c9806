// A table that the list does not name would be forgotten by export, erasure and retention.
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openBeside, openDatabase } from '../../src/store/database.ts';
import { holdings } from '../../src/store/holdings.ts';
import { freshPlace, onEachEngine, quietLog } from '../support/databases.ts';

const listings = {
  sqlite: sql<{
    name: string;
  }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
  postgres: sql<{
    name: string;
  }>`select table_name as name from information_schema.tables where table_schema = current_schema()`,
};

onEachEngine((engine) => {
  it('every table says what it holds, and when that ends', async () => {
    const place = await freshPlace(engine);
    const database = await openDatabase({ url: place.url, log: quietLog });
    const beside = await openBeside({ url: place.url, log: quietLog });
    const { rows } = await listings[engine].execute(beside.kysely);
    const tables = rows.map((row) => row.name).filter((name) => name !== 'migrations');
    await beside.close();
    await database.close();
    await place.remove();
    expect(Object.keys(holdings).sort()).toEqual(tables.sort());
  });
});
