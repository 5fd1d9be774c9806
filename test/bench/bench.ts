// npm run bench: what a whole support turn costs, beside botbuilder's echo of the same message.
//
// A support turn: the token is verified, the activity taken once, the articles are searched, one transaction is
// synced to the disk, and the answer's card is rendered and delivered by the outbox. An echo: the same token is
// verified, and the text is sent back by the SDK. Each bot runs in a process of its own, as built, and so does
// the stub connector; this process is everybody who writes to them. CPU is that of the bot's process alone, all
// its threads, from before a stretch of load until the bot rests again. The bots take turns within each of
// several rounds, and a ratio is the median of the rounds' own ratios: trust those, not absolute speed.
//
// 20,000 people of 400 tenants take turns in asking, so that no person, conversation or tenant comes near the
// limits that the service sets them; words on tickets come at a fixed pace for the same reason. All have had
// their welcome, and ask what an article answers. The tokens are 256 different ones.
//
// A past is made once, which takes minutes, and kept in the temporary folder until the tables change.
//
//   --quick               node:sqlite without a past, fewer and shorter rounds
//   --only turn,relay     of turn, relay, button, start, search; search alone needs no service
//   --stores sqlite,…     of sqlite, postgres, sqlite-past, postgres-past; a past is 200,000 tickets
//   --json                one JSON object instead of tables (npm run --silent bench -- --json)
//   --profile             what a turn's time is spent on, on the first of the stores, instead of all this
import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  type Bot,
  freshFolder,
  measureSearch,
  repository,
  startEcho,
  startService,
  startStubConnector,
} from './bots.ts';
import { askFor, keepAsking } from './load.ts';
import { pressFor } from './presses.ts';
import { printProfile, printReport } from './print.ts';
import { readProfile } from './profile.ts';
import { type OpenTicket, openTickets, relayFor } from './relay.ts';
import { reportOf, type Samples, usualConversations, withPast } from './report.ts';
import { median } from './statistics.ts';
import { createStores, type Stores } from './stores.ts';
import { createTeams, type Teams } from './teams.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: 'turn,relay,button,start,search' },
    stores: { type: 'string' },
    json: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});
const { quick } = options;
const allStores = ['sqlite', 'postgres', 'sqlite-past', 'postgres-past'];
const usualStores = quick || options.profile ? 'sqlite' : allStores.join();
const stores = named(options.stores ?? usualStores, allStores);
const measured = named(options.only, ['turn', 'relay', 'button', 'start', 'search']);
const rounds = quick ? 3 : 5;
const warmUpMs = 2_500;
const turnsMs = quick ? 1_500 : 2_000;
const relayMs = 2_500;
const pressesMs = 1_500;
const conversations = [1, usualConversations, 64];
const startsMeasured = 3;
const idleMs = 1_000;

function named(list: string, known: readonly string[]): string[] {
  const names = list.split(',');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${unknown} is none of ${known.join(', ')}`);
  return names;
}

/** Progress and everything that is no result. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const samples: Samples = { turns: [], relays: [], presses: [], starts: [], searches: [] };
if (measured.includes('search') && !options.profile) {
  say('search');
  samples.searches = await measureSearch();
}
if (measured.join() === 'search') {
  report('not used');
  process.exit(0);
}

say('building');
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  cwd: repository,
  stdio: ['ignore', 2, 2],
});
const teams = createTeams(await startStubConnector());
const places = await createStores(teams, stores.some(isPostgres), say);
if (options.profile) await profile(teams, places);
else await measure(teams, places);
await places.stop();
teams.stop();
process.exit(0);

interface Service {
  readonly bot: Bot;
  readonly tickets: readonly OpenTicket[];
}

async function measure(teams: Teams, places: Stores): Promise<void> {
  const echoBot = await started(samples, () => startEcho(teams.stub));
  const services: Service[] = [];
  for (const store of stores) {
    if (isPostgres(store) && !places.postgres) continue;
    const start = await serviceOn(store, teams, places);
    const bot = await started(samples, start);
    services.push({ bot, tickets: measured.includes('relay') ? await openTickets(teams, bot) : [] });
  }
  const bots = [echoBot, ...services.map(({ bot }) => bot)];
  for (const bot of bots) await askFor(teams, bot, usualConversations, warmUpMs);
  for (let round = 0; round < rounds; round += 1) {
    say(`round ${round + 1} of ${rounds}`);
    if (measured.includes('turn')) await turnRound(teams, rotated(bots, round), round, samples);
    for (const { bot, tickets } of rotated(services, round)) {
      if (measured.includes('relay')) {
        samples.relays.push({ bot: bot.name, round, window: await relayFor(teams, bot, tickets, relayMs) });
      }
      if (measured.includes('button')) {
        samples.presses.push({ bot: bot.name, round, answered: await pressFor(teams, bot, pressesMs) });
      }
    }
  }
  report(places.postgres?.version ?? 'not used');
}

function report(postgres: string): void {
  const figures = reportOf(machine(postgres), samples);
  process.stdout.write(
    options.json ? `${JSON.stringify(figures, null, 2)}\n` : `\n${printReport(figures)}\n`,
  );
}

function isPostgres(store: string): boolean {
  return store.startsWith('postgres');
}

/** Opens the store, and returns how the service is started on it. */
async function serviceOn(store: string, teams: Teams, places: Stores): Promise<() => Promise<Bot>> {
  const engine = isPostgres(store) ? 'postgres' : 'sqlite';
  const past = store.endsWith('-past');
  const url = await places.open(engine, past);
  return () => startService(past ? withPast(engine) : engine, teams.stub, url);
}

async function turnRound(teams: Teams, bots: readonly Bot[], round: number, samples: Samples): Promise<void> {
  for (const atOnce of conversations) {
    for (const bot of bots) {
      if (bot.name.endsWith(withPast('')) && atOnce !== usualConversations) continue;
      const window = await askFor(teams, bot, atOnce, turnsMs);
      samples.turns.push({ bot: bot.name, round, conversations: atOnce, window });
    }
  }
}

/** The last of several starts stays. */
async function started(samples: Samples, start: () => Promise<Bot>): Promise<Bot> {
  const repeats = measured.includes('start') ? startsMeasured : 1;
  for (let round = 1; ; round += 1) {
    const bot = await start();
    if (measured.includes('start')) {
      await sleep(idleMs);
      const { rssMb } = await bot.usage();
      samples.starts.push({ bot: bot.name, round, readyMs: bot.readyMs, idleMb: rssMb });
    }
    if (round === repeats) return bot;
    await bot.stop();
  }
}

/** Nobody is always the first after a pause. */
function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const from = by % Math.max(1, items.length);
  return [...items.slice(from), ...items.slice(0, from)];
}

async function profile(teams: Teams, places: Stores): Promise<void> {
  const start = await serviceOn(stores[0] ?? '', teams, places);
  const bot = await start();
  await askFor(teams, bot, usualConversations, 2 * warmUpMs);
  const { cpuMs } = await askFor(teams, bot, usualConversations, 2 * turnsMs);
  const path = join(tmpdir(), 'csp-bench.cpuprofile');
  // Without waiting for rest: a process that is being profiled never rests.
  await bot.profiled(path, () => keepAsking(teams, bot, usualConversations, 2 * turnsMs, () => undefined));
  const text = printProfile(cpuMs, readProfile(path));
  process.stdout.write(`${cpuMs.toFixed(2)} ms of CPU per turn; the profile is ${path}\n\n${text}\n`);
}

function machine(postgres: string) {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? '',
    load: Number(loadavg()[0]?.toFixed(1)),
    node: process.versions.node,
    sqlite: process.versions.sqlite ?? '',
    postgres,
    'ms per sync': Number(msPerSync().toFixed(2)),
  };
}

/** What the disk under the databases takes to sync one page. */
function msPerSync(): number {
  const file = openSync(join(freshFolder(), 'sync'), 'w');
  const times = Array.from({ length: 100 }, () => {
    writeSync(file, Buffer.alloc(4096));
    const startedAt = performance.now();
    fsyncSync(file);
    return performance.now() - startedAt;
  });
  closeSync(file);
  return median(times);
}
