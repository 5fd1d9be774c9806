import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { loadSqlite } from '../../src/store/open-sqlite.ts';
import { freshPlace, onEachEngine, onPostgres, type Place, quietLog } from '../support/databases.ts';
import { postgresLine } from '../support/postgres-line.ts';
import { linesOf } from './children/lines.ts';
import { ourTenant } from './samples.ts';

const open = (url: string) => openDatabase({ url, log: quietLog });
const nextNumber = (database: Database) => database.transaction((store) => store.tickets.nextNumber());

onEachEngine((engine) => {
  let place: Place;
  beforeEach(async () => {
    place = await freshPlace(engine);
  });
  afterEach(() => place.remove());

  it('is usable, and has what was stored when it is opened again', async () => {
    const first = await open(place.url);
    expect(first.engine).toBe(engine);
    expect(await first.trouble()).toBeUndefined();
    expect(await nextNumber(first)).toBe(1001);
    await first.close();
    const second = await open(place.url);
    expect(await nextNumber(second)).toBe(1002);
    await second.close();
  });
});

onPostgres(() => {
  it('runs each migration once when five replicas start together', async () => {
    const place = await freshPlace('postgres');
    const replicas = await Promise.all(Array.from({ length: 5 }, () => open(place.url)));
    const numbers = await Promise.all(replicas.map(nextNumber));
    expect(numbers.sort()).toEqual([1001, 1002, 1003, 1004, 1005]);
    await Promise.all(replicas.map((replica) => replica.close()));
    await place.remove();
  });
});

onPostgres(() => {
  it.each([0, 1])('is unavailable when the server goes away after %i connections', async (connections) => {
    const place = await freshPlace('postgres');
    const line = await postgresLine(place.url);
    line.takesOnly(connections);
    await expect(open(line.url)).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
    await line.stop();
    await place.remove();
  });
});

it.each(['mysql://localhost/support', 'data/support.db', ''])('refuses the URL "%s"', async (url) => {
  await expect(open(url)).rejects.toMatchObject({ code: 'config-invalid' });
});

describe('a file', () => {
  let place: Place;
  let path: string;
  beforeEach(async () => {
    place = await freshPlace('sqlite');
    path = place.url.slice('file:'.length);
  });
  afterEach(() => place.remove());

  it('may be named by a file URL', async () => {
    const database = await open(pathToFileURL(path).href);
    await database.close();
    const file = new (loadSqlite().DatabaseSync)(path);
    expect(file.prepare('select name from migrations').all()).toContainEqual({ name: '001-start' });
  });

  it('is refused with an AppError when it is something else', async () => {
    mkdirSync(dirname(path));
    writeFileSync(path, 'something else'.repeat(100));
    await expect(open(place.url)).rejects.toMatchObject({ code: 'store-unavailable', retryable: false });
  });

  it('has lost no acknowledged row after ten times kill -9', async () => {
    const writer = fileURLToPath(new URL('children/write-until-killed.ts', import.meta.url));
    const acknowledged: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      const child = spawn(process.execPath, [writer, place.url, `${round}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const enough = acknowledged.length + 10 + round * 7;
      for await (const id of linesOf(child.stdout)) {
        acknowledged.push(id);
        if (acknowledged.length === enough) child.kill('SIGKILL');
      }
      if (child.signalCode === null) await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');

      const database = await open(place.url);
      const missing = await database.transaction(async ({ messages }) => {
        const found = await Promise.all(acknowledged.map((id) => messages.get(ourTenant, id)));
        return acknowledged.filter((_, index) => found[index] === undefined);
      });
      expect(missing).toEqual([]);
      await database.close();
    }
    expect(halfTransactions(path)).toBe(0);
  });
});

/** The writer saves a message and its outbox row together. */
function halfTransactions(path: string): unknown {
  const sqlite = new (loadSqlite().DatabaseSync)(path);
  const row = sqlite
    .prepare(
      `select (select count(*) from messages where id not in (select id from outbox))
            + (select count(*) from outbox where id not in (select id from messages)) as halves`,
    )
    .get();
  sqlite.close();
  return row?.halves;
}
