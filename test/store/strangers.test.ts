import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { databasePerTest, freshPlace, onEachEngine, quietLog } from '../support/databases.ts';

const morning = Date.UTC(2026, 10, 23, 0, 0);
const evening = Date.UTC(2026, 10, 23, 23, 59, 59, 999);
const nextDay = evening + 1;

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const knock = (tenantId: string, conversationId: string, at: number) =>
    database().transaction((store) => store.strangers.knock(tenantId, conversationId, at));

  it('answers each conversation once a day and reports each tenant once', async () => {
    expect(await knock('t-1', 'c-1', morning)).toEqual({ firstOfDay: true, firstEver: true });
    expect(await knock('t-1', 'c-1', evening)).toEqual({ firstOfDay: false, firstEver: false });
    expect(await knock('t-1', 'c-2', evening)).toEqual({ firstOfDay: true, firstEver: false });
    expect(await knock('t-1', 'c-1', nextDay)).toEqual({ firstOfDay: true, firstEver: false });
    expect(await knock('t-2', 'c-1', nextDay)).toEqual({ firstOfDay: true, firstEver: true });
  });

  it('counts parallel first knocks once', async () => {
    const knocks = await Promise.all(
      Array.from({ length: 20 }, (_, index) => knock('t-1', `c-${index % 2}`, morning)),
    );
    expect(knocks.filter((one) => one.firstEver)).toHaveLength(1);
    expect(knocks.filter((one) => one.firstOfDay)).toHaveLength(2);
  });
});

it('leaves no conversation id of a stranger in the file', async () => {
  const place = await freshPlace('sqlite');
  const database = await openDatabase({ url: place.url, log: quietLog });
  await database.transaction((store) => store.strangers.knock('t-known', 'c-secret', morning));
  const folder = dirname(place.url.slice('file:'.length));
  const content = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  expect(content.join()).toContain('t-known');
  expect(content.join()).not.toContain('c-secret');
  await database.close();
  await place.remove();
});
