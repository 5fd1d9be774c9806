// The store fails under the running service: locked, full, read-only, stopped, silent.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFailed } from 'vitest';
import { loadSqlite } from '../../src/store/open-sqlite.ts';
import { benWrites, isAlive, isReadyAgain, isUnreadyFor } from '../scenarios/hard-times.ts';
import { freshPlace, onPostgres } from '../support/databases.ts';
import { type Desk, type DeskOptions, openDesk } from '../support/northwind.ts';
import { postgresLine } from '../support/postgres-line.ts';

interface Fault {
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** How long it stays once it is felt. */
const faultMs = 3_000;

/** While it lasts 503 and nothing else but 200, the reason where somebody looks; afterwards nothing is missing. */
async function outlives(name: string, desk: Desk, reason: string, fault: Fault): Promise<void> {
  onTestFailed(() => console.log(desk.service.logs().slice(-200_000)));
  const writing = await benWrites(desk);
  let recoveredMs: number;
  try {
    await sleep(500);
    await fault.begin();
    await isUnreadyFor(desk.service, reason);
    await sleep(faultMs);
    await isAlive(desk.service);
    await fault.end();
    recoveredMs = await isReadyAgain(desk.service);
    await sleep(500);
  } finally {
    await writing.stop();
  }
  await writing.arrives();
  expect(writing.answered(503)).toBeGreaterThan(0);
  expect(desk.service.logs()).toContain(`"event":"store-unusable","reason":"${reason}"`);
  expect(desk.service.logs()).toContain('"event":"store-usable-again"');
  expect(desk.service.logs()).not.toMatch(/line \d/);
  console.log(`${name}: ${writing.figures()}; ready again after ${recoveredMs} ms`);
}

async function at(options: DeskOptions, work: (desk: Desk) => Promise<void>): Promise<void> {
  const desk = await openDesk(options);
  try {
    await work(desk);
  } finally {
    await desk.close();
  }
}

const timeout = 120_000;

describe('a file', { timeout }, () => {
  it('that another process holds', () =>
    at({}, async (desk) => {
      const other = new (loadSqlite().DatabaseSync)(desk.databaseUrl.slice('file:'.length));
      other.exec('pragma busy_timeout = 5000');
      await outlives('locked', desk, 'store-locked', {
        begin: async () => other.exec('begin immediate'),
        end: async () => other.exec('rollback'),
      });
      other.close();
    }));

  const preload = new URL('../support/store-faults.ts', import.meta.url).href;

  it('that is full', () =>
    at({ preload }, (desk) =>
      outlives('full', desk, 'store-full', {
        begin: () => desk.service.tell({ pragma: 'max_page_count = 1' }),
        end: () => desk.service.tell({ pragma: 'max_page_count = 1073741823' }),
      }),
    ));

  it('that can only be read', () =>
    at({ preload }, (desk) =>
      outlives('read-only', desk, 'store-read-only', {
        begin: () => desk.service.tell({ pragma: 'query_only = 1' }),
        end: () => desk.service.tell({ pragma: 'query_only = 0' }),
      }),
    ));
});

onPostgres(() => {
  it.each(['stopped', 'silent'] as const)('that is %s', { timeout }, async (kind) => {
    const place = await freshPlace('postgres');
    const line = await postgresLine(place.url);
    await at({ databaseUrl: line.url }, (desk) =>
      outlives(kind, desk, 'store', {
        begin: async () => (kind === 'stopped' ? line.breaks() : line.fallsSilent()),
        end: line.isRestored,
      }),
    );
    await line.stop();
    await place.remove();
  });
});
