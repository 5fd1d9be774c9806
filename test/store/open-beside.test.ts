import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openBeside, openDatabase } from '../../src/store/database.ts';
import { openSqliteBeside } from '../../src/store/open-sqlite.ts';
import { freshPlace, onEachEngine, type Place, quietLog } from '../support/databases.ts';
import { ourTenant, outboxRow, ticket } from './samples.ts';

onEachEngine((engine) => {
  let place: Place;
  beforeEach(async () => {
    place = await freshPlace(engine);
  });
  afterEach(() => place.remove());

  it('reads and writes while the service does, and ends none of its leases', async () => {
    const database = await openDatabase({ url: place.url, log: quietLog });
    await database.transaction(async ({ outbox, tickets }) => {
      await tickets.insert(ticket());
      await outbox.add(outboxRow());
      await outbox.claim({ owner: 'service', now: 2000, leaseUntil: 9000, limit: 1 });
    });

    const beside = await openBeside({ url: place.url, log: quietLog });
    const { rows } = await sql`select lease_until from outbox`.execute(beside.kysely);
    expect(rows).toEqual([{ lease_until: 9000 }]);
    await beside.kysely.deleteFrom('tickets').execute();
    const left = await database.transaction(({ tickets }) => tickets.get(ourTenant, 'ticket-1'));
    expect(left).toBeUndefined();
    await beside.close();
    await database.close();
  });

  it('refuses tables that are not up to date', async () => {
    const database = await openDatabase({ url: place.url, log: quietLog });
    await database.close();
    const beside = await openBeside({ url: place.url, log: quietLog });
    await sql`delete from migrations where name = '002-audit-and-retention'`.execute(beside.kysely);
    await beside.close();
    await expect(openBeside({ url: place.url, log: quietLog })).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('Start the service of this version once'),
    });
  });

  it.runIf(engine === 'postgres')('refuses an empty database', async () => {
    await expect(openBeside({ url: place.url, log: quietLog })).rejects.toThrow('not up to date');
  });
});

it('makes no file where there is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'beside-'));
  const file = join(folder, 'data', 'support.db');
  await expect(openBeside({ url: `file:${file}`, log: quietLog })).rejects.toThrow('There is no database');
  rmSync(folder, { recursive: true });
});

it('keeps away from a running service when SQLite is too old for two, and only then', async () => {
  const place = await freshPlace('sqlite');
  const file = place.url.slice('file:'.length);
  const database = await openDatabase({ url: place.url, log: quietLog });
  await expect(openSqliteBeside(file, quietLog, '3.51.2')).rejects.toMatchObject({ code: 'store-locked' });
  await (await openSqliteBeside(file, quietLog, '3.51.3')).close();
  await database.close();
  await (await openSqliteBeside(file, quietLog, '3.51.2')).close();
  await place.remove();
});
