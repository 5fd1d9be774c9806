// A desk whose time passes when the test says so: the service runs in the test's own process.
import { freshPlace } from './databases.ts';
import { type FakeTeams, startFakeTeams } from './fake-teams.ts';
import { alwaysOpen, type Cast, castOf, northwind } from './northwind.ts';
import { startInProcess } from './service-in-process.ts';

export interface ClockedDesk extends Cast {
  readonly teams: FakeTeams;
  pass(ms: number): void;
  close(): Promise<void>;
}

/** On a Monday morning, always open, the bot in the support team. */
export async function openClockedDesk(): Promise<ClockedDesk> {
  let clock = Date.UTC(2026, 10, 23, 9, 0);
  const now = () => clock;
  const place = await freshPlace('sqlite');
  const teams = await startFakeTeams({ now });
  const cast = castOf(teams);
  const service = await startInProcess({ teams, databaseUrl: place.url, settings: alwaysOpen, now });
  await cast.ben.installsIn(northwind.support);
  return {
    ...cast,
    teams,
    pass(ms) {
      clock += ms;
    },
    async close() {
      await service.stop();
      await teams.stop();
      await place.remove();
    },
  };
}
