// What the hard tests share: a desk with a crowd on both sides, traffic that goes on through kills, a look into
// the store, and the line of figures at the end.
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { Engine } from '../../src/store/engine.ts';
import { freshPlace } from '../support/databases.ts';
import type { Activity } from '../support/fake-teams/activities.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import type { Person } from '../support/fake-teams/person.ts';
import type { BotAnswer, Place } from '../support/fake-teams/place.ts';
import { startFakeTeams } from '../support/fake-teams.ts';
import { alwaysOpen, castOf, type Desk, northwind } from '../support/northwind.ts';
import { type Service, type SettingsFile, startService } from '../support/service.ts';

/** Preloaded into the service: see there for what it can be told. */
export const handles = fileURLToPath(new URL('children/handles.ts', import.meta.url));

export interface CrowdSize {
  readonly tenants: number;
  readonly agents: number;
}

export interface HardDesk extends Desk {
  /** Tenants that Northwind serves besides those of the example. */
  readonly tenants: readonly string[];
  /** Northwind's people besides those of the example, all in the channel. */
  readonly agents: readonly Person[];
  /** Somebody new of the tenant with this number; they go round. */
  guest(tenant: number, name?: string): Person;
  /** What stands in the store now. */
  rows<Row extends object>(sql: string): Promise<Row[]>;
  /** The service's clock, and that of Teams, go on from here; the service is told the rest in the same breath. */
  pass(ms: number, told?: object): Promise<void>;
  /** One more process on the same store and settings. */
  another(): Promise<Service>;
}

export interface HardDeskOptions extends Partial<CrowdSize> {
  readonly engine?: Engine;
  readonly settings?: (example: SettingsFile) => SettingsFile;
  readonly logLevel?: string;
  readonly preload?: string;
  /** Told what the bot answered to each activity. */
  readonly onAnswer?: (activity: unknown, answer: BotAnswer) => void;
}

export async function openHardDesk(options: HardDeskOptions = {}): Promise<HardDesk> {
  const {
    engine = 'sqlite',
    tenants = 20,
    agents = 20,
    settings = alwaysOpen,
    onAnswer,
    ...process
  } = options;
  const crowd = crowdOf({ tenants, agents });
  let shiftMs = 0;
  const place = await freshPlace(engine);
  const teams = await startFakeTeams({ now: () => Date.now() + shiftMs, ...(onAnswer && { onAnswer }) });
  const cast = castOf(teams);
  const start = () =>
    startService({
      teams,
      databaseUrl: place.url,
      settings: (example) => settings(withCrowd(example, crowd)),
      ...process,
    });
  const service = await start().catch(async (error) => {
    await teams.stop();
    throw error;
  });
  const others: Service[] = [];
  await cast.ben.installsIn(northwind.support);
  return {
    databaseUrl: place.url,
    teams,
    service,
    ...cast,
    tenants: crowd.tenants,
    agents: crowd.agents.map(({ id, name }) =>
      teams.person({ tenantId: northwind.tenantId, oid: id, name, locale: 'en-GB', zone: 'Europe/Berlin' }),
    ),
    guest: (tenant, name = 'Anna Petrova') =>
      cast.requester({ tenantId: crowd.tenants[tenant % tenants] ?? '', name, locale: 'en-US' }),
    rows: (sql) => rowsIn(place.url, sql),
    async pass(ms, told = {}) {
      shiftMs += ms;
      await service.tell({ ...told, clock: shiftMs });
    },
    async another() {
      const other = await start();
      others.push(other);
      return other;
    },
    async close() {
      try {
        await Promise.all([service, ...others].map((one) => one.stop()));
      } finally {
        await teams.stop();
        await place.remove();
      }
      const faults = [...new Set(teams.connector.faults)];
      if (faults.length > 0) throw new Error(`sent to Teams:\n${faults.join('\n')}`);
    },
  };
}

interface Crowd {
  readonly tenants: readonly string[];
  readonly agents: readonly { readonly id: string; readonly name: string }[];
}

function crowdOf({ tenants, agents }: CrowdSize): Crowd {
  const guid = (block: string, n: number) => `${block}-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  return {
    tenants: numbers(tenants).map((n) => guid('c0de0000', n)),
    agents: numbers(agents).map((n) => ({ id: guid('a9e00000', n), name: `Agent ${n}` })),
  };
}

function withCrowd(example: SettingsFile, crowd: Crowd): SettingsFile {
  const customers = crowd.tenants.map((tenantId, i) => ({
    tenantId,
    name: `Customer ${i + 1}`,
    domain: `customer${i + 1}.onmicrosoft.com`,
    planId: 'standard',
    locale: 'en',
    partnerModel: 'direct',
  }));
  const staff = crowd.agents.map(({ id, name }) => ({
    id,
    name,
    roles: ['agent'],
    email: `${name.replace(' ', '.').toLowerCase()}@northwind.example`,
  }));
  return {
    ...example,
    customers: [...example.customers, ...customers],
    staff: [...(example.staff as object[]), ...staff],
  };
}

async function rowsIn<Row extends object>(url: string, sql: string): Promise<Row[]> {
  if (url.startsWith('file:')) {
    const database = new DatabaseSync(url.slice('file:'.length), { readOnly: true });
    try {
      return database.prepare(sql).all() as Row[];
    } finally {
      database.close();
    }
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

export interface HardTicket {
  readonly requester: Person;
  readonly number: string;
  readonly threadId: string;
}

/** With the two presses that need least; nobody has it yet. */
export async function openTicket(desk: HardDesk, requester: Person): Promise<HardTicket> {
  await requester.says('Outlook keeps asking for my password');
  const { text } = await requester.presses('talk-to-person');
  return ticketOf(desk, requester, text);
}

export async function ticketOf(desk: HardDesk, requester: Person, shown: string): Promise<HardTicket> {
  const [, number] = /#(\d+)/.exec(shown) ?? [];
  if (number === undefined) throw new Error(`no ticket was opened:\n${shown}`);
  const thread = await desk.ben.findsThread(northwind.support, new RegExp(`#${number}\\b`));
  return { requester, number, threadId: thread.conversationId };
}

/** Runs `work` for each, so many at a time, in their order. */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const hand = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as Item, i);
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  return results;
}

/** As Teams does: again until it is answered, through kills and restarts. */
export async function deliverUntilTaken(desk: HardDesk, activity: Activity): Promise<BotAnswer> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const answer = await desk.teams.deliver(activity).catch(() => undefined);
    if (answer?.status === 200) return answer;
    const again = answer === undefined || answer.status === 503;
    if (!again || Date.now() > deadline) {
      throw new Error(`not taken: ${answer?.status} ${JSON.stringify(answer?.body)}`);
    }
    await sleep(150);
  }
}

/** Resolves when nothing waits in the outbox that could leave. */
export async function drained(desk: HardDesk, patienceMs = 60_000): Promise<void> {
  const waiting = () =>
    desk.rows<{ state: string; reason: string | null; n: number }>(
      "select state, reason, count(*) as n from outbox where state in ('pending', 'sending') group by state, reason",
    );
  let last: object[] = [];
  await eventually(
    async () => {
      last = await waiting();
      if (last.length > 0) await sleep(100);
      return last.length === 0 ? true : undefined;
    },
    () => `the outbox is not empty: ${JSON.stringify(last)}`,
    patienceMs,
  );
  await desk.teams.connector.quiet();
}

const stateTables = [
  'tickets',
  'messages',
  'escalations',
  'questions',
  'threads',
  'cards',
  'chats',
  'people',
  'timers',
  'outbox',
] as const;

/** Everything that a conversation changes, table by table; not what merely remembers what was heard. */
export async function stateOf(desk: HardDesk): Promise<Record<string, string[]>> {
  const state: Record<string, string[]> = {};
  for (const table of stateTables) {
    // The house's own timers are set anew with each start.
    const which = table === 'timers' ? 'where subject_id <> kind' : '';
    const rows = await desk.rows<object>(`select * from ${table} ${which}`);
    state[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return state;
}

/** Rows that came, went or changed, the first few of each table. */
export function changesBetween(
  before: Readonly<Record<string, string[]>>,
  after: Readonly<Record<string, string[]>>,
): string[] {
  return Object.keys(before).flatMap((table) => {
    const [was, is] = [new Set(before[table]), new Set(after[table])];
    const gone = [...was].filter((row) => !is.has(row)).map((row) => `${table} - ${row}`);
    const come = [...is].filter((row) => !was.has(row)).map((row) => `${table} + ${row}`);
    return [...gone.slice(0, 3), ...come.slice(0, 3)];
  });
}

/** How many posts of the bot there are whose text has these words. */
export function standing(place: Place, words: string): number {
  return place.posts().filter(({ text }) => text.includes(words)).length;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Seeded, so that a failure can be had again. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function underNewId(activity: Activity): Activity {
  const now = new Date().toISOString();
  return { ...activity, id: `f:${randomUUID()}`, timestamp: now, localTimestamp: now };
}

/** What was tried, how often, with what result. */
export function figures(line: string): void {
  console.log(`[hard] ${line}`);
}
