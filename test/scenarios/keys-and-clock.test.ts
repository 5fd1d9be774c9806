// Nobody can say who signed a message, or what time it is.
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Place as DatabasePlace, freshPlace } from '../support/databases.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import type { Person } from '../support/fake-teams/person.ts';
import { type DeliverOptions, type FakeTeams, startFakeTeams } from '../support/fake-teams.ts';
import { alwaysOpen, castOf, northwind, openDesk } from '../support/northwind.ts';
import { type ServiceInProcess, startInProcess } from '../support/service-in-process.ts';
import { isAlive, isReadyAgain, isUnreadyFor } from './hard-times.ts';
import { anna, claimedTicketAt } from './opened-ticket.ts';

const hourMs = 3_600_000;

function rowsOf(url: string, tables: readonly string[]): readonly [string, unknown][] {
  const database = new DatabaseSync(url.slice('file:'.length), { readOnly: true });
  const rows = tables.map(
    (table) =>
      [table, database.prepare(`select count(*) as rows from ${table}`).get()?.rows] as [string, unknown],
  );
  database.close();
  return rows;
}

/** The status of a message of this person. */
async function statusOf(teams: FakeTeams, person: Person, options?: DeliverOptions): Promise<number> {
  return (await teams.deliver(person.drafts('my requests'), options)).status;
}

describe('the key server', () => {
  let at: number;
  let place: DatabasePlace;
  let teams: FakeTeams;
  let service: ServiceInProcess | undefined;
  let person: Person;
  beforeEach(async () => {
    at = Date.UTC(2026, 10, 23, 9, 0);
    place = await freshPlace('sqlite');
    teams = await startFakeTeams({ now: () => at });
    person = castOf(teams).requester(anna);
  });
  afterEach(async () => {
    await service?.stop();
    await teams.stop();
    await place.remove();
  });

  const start = async (): Promise<ServiceInProcess> => {
    const now = () => at;
    service = await startInProcess({ teams, databaseUrl: place.url, settings: alwaysOpen, now });
    return service;
  };
  const status = (options?: DeliverOptions) => statusOf(teams, person, options);
  const forged = { token: { forged: true } };

  /** A good token under a key id that somebody made up. */
  async function underInventedKey(): Promise<DeliverOptions> {
    const token = await teams.signing.token(teams.appId, teams.serviceUrl, at);
    const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: randomUUID(), typ: 'JWT' }));
    return { authorization: `Bearer ${header.toString('base64url')}${token.slice(token.indexOf('.'))}` };
  }

  it.each(['down', 'failing', 'hanging'] as const)(
    'is %s when the service starts: messages are put off, and taken as soon as it is back',
    async (mode) => {
      teams.keyServer.mode = mode;
      const { url, logs } = await start();
      expect(await status()).toBe(503);
      expect(await status(forged)).toBe(503);
      const refused = await fetch(`${url}/readyz`);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await refused.json()).toMatchObject({ reasons: ['keys'] });
      await isAlive({ url, logs });
      teams.keyServer.mode = 'up';
      at += 1_000;
      await isReadyAgain({ url, logs });
      expect([await status(), await status(forged)]).toEqual([200, 401]);
      expect(logs()).toContain('"event":"signing-keys-not-fetched"');
    },
  );

  it.each(['down', 'failing', 'hanging'] as const)(
    'is %s for hours, with keys older than a day: they are good as before',
    async (mode) => {
      const { url, logs } = await start();
      expect(await status()).toBe(200);
      teams.keyServer.mode = mode;
      const statuses: number[] = [];
      for (let hours = 0; hours <= 27; hours += 1) {
        at += hourMs;
        statuses.push(await status(), await status(forged));
      }
      expect([...new Set(statuses)].sort()).toEqual([200, 401]);
      expect(statuses.filter((one) => one === 200)).toHaveLength(28);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      const said = () => logs().includes('"event":"signing-keys-not-fetched"') || undefined;
      await eventually(said, logs);
    },
  );

  it.each(['down', 'hanging'] as const)(
    'is %s when a new key begins to sign: what it signs is put off, then taken',
    async (mode) => {
      await start();
      expect(await status()).toBe(200);
      await teams.signing.rotate();
      teams.keyServer.mode = mode;
      at += 60_000;
      expect(await status()).toBe(503);
      teams.keyServer.mode = 'up';
      at += 5_000;
      expect(await status()).toBe(200);
    },
  );

  it('names a new key: its messages are taken within a minute', async () => {
    await start();
    expect(await status()).toBe(200);
    await teams.signing.rotate();
    at += 60_000;
    expect(await status()).toBe(200);
  });

  it('is asked once a minute at most, by a thousand invented keys', async () => {
    await start();
    expect(await status()).toBe(200);
    const rounds: [asked: number, statuses: number[]][] = [];
    for (const afterMs of [60_000, 59_000, 1_000]) {
      at += afterMs;
      const before = teams.keyServer.asked;
      const statuses = new Set<number>();
      for (let count = 0; count < 1_000; count += 50) {
        const answers = Array.from({ length: 50 }, async () => status(await underInventedKey()));
        for (const answer of await Promise.all(answers)) statuses.add(answer);
      }
      rounds.push([teams.keyServer.asked - before, [...statuses]]);
    }
    expect(rounds).toEqual([
      [1, [401]],
      [0, [401]],
      [1, [401]],
    ]);
    expect(await status()).toBe(200);
  });
});

describe('the clock', { timeout: 60_000 }, () => {
  it('is 400 days ahead when the service starts: nothing is deleted, and no time has come', async () => {
    const place = await freshPlace('sqlite');
    const teams = await startFakeTeams();
    const cast = castOf(teams);
    let aheadMs = 0;
    const start = () =>
      startInProcess({
        teams,
        databaseUrl: place.url,
        settings: alwaysOpen,
        now: () => Date.now() + aheadMs,
      });
    const before = await start();
    await cast.ben.installsIn(northwind.support);
    const { requester, thread } = await claimedTicketAt(cast);
    await thread.presses('solve-ticket', { resolution: 'It was the sign-in service.' });
    await requester.sees('It was the sign-in service.');
    await teams.connector.quiet();
    await before.stop();

    const kept = () => rowsOf(place.url, ['tickets', 'messages', 'cards', 'outbox', 'taken', 'questions']);
    const rows = kept();
    const said = teams.connector.requests.length;
    aheadMs = 400 * 24 * hourMs;
    const after = await start();
    await isUnreadyFor(after, 'clock');
    expect(kept()).toEqual(rows);
    expect(teams.connector.requests.length).toBe(said);
    aheadMs = 0;
    await isReadyAgain(after);
    await after.stop();
    expect(kept()).toEqual(rows);
    await teams.stop();
    await place.remove();
  });

  it.each([
    ['ten minutes ahead', 600_000],
    ['two hours behind', -2 * hourMs],
  ])(
    'is %s: said, nothing is taken that cannot be judged, and all is well when it is right',
    async (_name, ms) => {
      let aheadMs = 0;
      const { teams, service, requester, close } = await openDesk({ now: () => Date.now() - aheadMs });
      const person = requester(anna);
      await person.installs();
      expect(await statusOf(teams, person)).toBe(200);
      await person.sees('You have no requests');

      aheadMs = ms;
      // Before anybody has told the time nobody can know.
      const first = [
        await statusOf(teams, person),
        await statusOf(teams, person, { token: { forged: true } }),
      ];
      const noticedMs = await isUnreadyFor(service, 'clock');
      const statuses = [
        await statusOf(teams, person),
        await statusOf(teams, person, { token: { forged: true } }),
        await statusOf(teams, person, { authorization: null }),
      ];
      await isAlive(service);
      expect([200, 401]).toContain(first[0]);
      for (const status of [...first.slice(1), ...statuses]) expect([401, 403, 503]).toContain(status);
      const [, said] = /"event":"clock-skew","skewSeconds":(-?\d+)/.exec(service.logs()) ?? [];
      expect(Math.abs(Number(said) - ms / 1_000)).toBeLessThan(5);

      aheadMs = 0;
      const rightMs = await isReadyAgain(service);
      expect(await statusOf(teams, person)).toBe(200);
      expect(service.logs()).toContain('"event":"clock-right-again"');
      console.log(
        `clock ${ms / 60_000} min off: noticed after ${noticedMs} ms, right again after ${rightMs} ms`,
      );
      await close();
    },
  );
});
