// The process itself, from the outside.
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshPlace, type Place } from './support/databases.ts';
import { eventually } from './support/fake-teams/eventually.ts';
import { type FakeTeams, startFakeTeams } from './support/fake-teams.ts';
import { type Service, startService } from './support/service.ts';

const canary = 'hunter2';
/** Something that nobody foresaw goes wrong inside when the signal comes. */
const failing = `data:text/javascript,${encodeURIComponent(`
  const fail = () => Object.assign(new Error('${canary}'), { detail: '${canary}' });
  process.on('SIGUSR2', () => { throw fail(); });
  process.on('SIGHUP', () => void Promise.reject(fail()));
  process.channel?.unref();
`)}`;

let teams: FakeTeams;
let place: Place;
let service: Service;
beforeEach(async () => {
  teams = await startFakeTeams();
  place = await freshPlace('sqlite');
  service = await startService({ teams, databaseUrl: place.url, preload: failing });
});
afterEach(async () => {
  await service.kill9();
  await teams.stop();
  await place.remove();
});

it.each(['SIGUSR2', 'SIGHUP'] as const)(
  'says where it failed, not with which words, and ends (%s)',
  async (signal) => {
    service.signal(signal);
    expect(await service.ended()).toEqual({ code: 1, signal: null });
    const crashed = await eventually(
      () =>
        service
          .logs()
          .split('\n')
          .find((line) => line.includes('"event":"crashed"')),
      service.logs,
    );
    expect(JSON.parse(crashed)).toMatchObject({ level: 'fatal', error: { name: 'Error' } });
    expect(service.logs()).not.toContain(canary);
  },
);

it('keeps what it writes from everybody else on the machine', () => {
  const file = place.url.slice('file:'.length);
  for (const path of [file, `${file}-wal`, dirname(file)]) {
    expect([path, statSync(path).mode & 0o077]).toEqual([path, 0]);
  }
});
