// A desk to play scenarios at: Northwind's service, its team in Teams, and people on both sides.
import { randomUUID } from 'node:crypto';
import type { Engine } from '../../src/store/engine.ts';
import { freshPlace } from './databases.ts';
import { eventually } from './fake-teams/eventually.ts';
import type { Person } from './fake-teams/person.ts';
import { type FakeTeams, startFakeTeams } from './fake-teams.ts';
import { type Service, type SettingsFile, startService } from './service.ts';

/** As support.example.yaml has them. */
export const northwind = {
  tenantId: '5b0c9e2d-8a44-4d0b-b1f7-3c7a4f2e9a10',
  support: '19:northwind-support-desk@thread.tacv2',
  billing: '19:northwind-billing-licences@thread.tacv2',
} as const;

export const customers = {
  contoso: '7c1f2a60-3f6e-4f0f-9a55-0d6b5a2f1c01',
  /** Its partner is an indirect reseller. */
  vektor: '7c1f2a60-3f6e-4f0f-9a55-0d6b5a2f1c02',
  beichen: '7c1f2a60-3f6e-4f0f-9a55-0d6b5a2f1c03',
} as const;

export interface Requester {
  readonly name: string;
  readonly locale: string;
  readonly zone?: string;
  /** One of `customers`, or any tenant that Northwind does not serve. */
  readonly tenantId: string;
}

export interface Cast {
  readonly ben: Person;
  readonly mei: Person;
  /** In the channel like the others, but named by no settings. */
  readonly nobody: Person;
  /** A new person each time. */
  requester(facts: Requester): Person;
}

export interface Desk extends Cast {
  readonly databaseUrl: string;
  readonly teams: FakeTeams;
  readonly service: Service;
  /** Stops all; throws when the service ended badly or sent what Teams draws badly. */
  close(): Promise<void>;
}

export interface DeskOptions {
  readonly engine?: Engine;
  readonly settings?: (example: SettingsFile) => SettingsFile;
  /** On this database, which is the caller's, instead of a fresh one. */
  readonly databaseUrl?: string;
  readonly preload?: string;
  /** Variables of the service besides the usual ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** What Teams takes for the time. */
  readonly now?: () => number;
}

/** The app is in the team already. */
export async function openDesk({
  engine = 'sqlite',
  settings = alwaysOpen,
  databaseUrl,
  preload,
  env = {},
  now,
}: DeskOptions = {}): Promise<Desk> {
  const place =
    databaseUrl === undefined
      ? await freshPlace(engine)
      : { url: databaseUrl, remove: async () => undefined };
  const teams = await startFakeTeams(now && { now });
  const cast = castOf(teams);
  const options = { teams, databaseUrl: place.url, settings, env, ...(preload !== undefined && { preload }) };
  const service = await startService(options).catch(async (error) => {
    await teams.stop();
    throw error;
  });
  await cast.ben.installsIn(northwind.support);
  return {
    databaseUrl: place.url,
    teams,
    service,
    ...cast,
    async close() {
      try {
        await service.stop();
      } finally {
        await teams.stop();
        await place.remove();
      }
      const faults = [...new Set(teams.connector.faults)];
      if (faults.length > 0) throw new Error(`sent to Teams:\n${faults.join('\n')}`);
    },
  };
}

/** Resolves when nothing is being sent, and nothing waits for its turn, however slow the machine is. */
export async function atRest({ service, teams }: Desk): Promise<void> {
  await eventually(
    async () => {
      const metrics = await (await fetch(`${service.url}/metrics`)).text();
      return metrics.includes('support_outbox_rows{') ? undefined : true;
    },
    () => 'messages still wait in the outbox',
  );
  await teams.connector.quiet();
}

/** Northwind's team and people; usable without the service. */
export function castOf(teams: FakeTeams): Cast {
  const { tenantId, support, billing } = northwind;
  teams.team({ tenantId, id: support, channelIds: [billing] });
  const colleague = (name: string, oid: string) =>
    teams.person({ tenantId, oid, name, locale: 'en-GB', zone: 'Europe/Berlin' });
  return {
    ben: colleague('Ben Carter', 'b0000000-0000-4000-8000-000000000001'),
    mei: colleague('Mei Lin', 'b0000000-0000-4000-8000-000000000002'),
    nobody: colleague('Tom Reyes', 'b0000000-0000-4000-8000-000000000006'),
    requester: ({ zone = 'Europe/Berlin', ...facts }) => teams.person({ ...facts, zone, oid: randomUUID() }),
  };
}

const allDay = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]),
);

/** What is promised then depends on no hour of the day at which the tests run. */
export function alwaysOpen(example: SettingsFile): SettingsFile {
  return { ...example, hours: example.hours.map((hours) => ({ ...hours, weekly: allDay, holidays: [] })) };
}
