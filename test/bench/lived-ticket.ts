// One ticket, played through the service from the first question to the end, and the rows that it left.
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { mentionActivity, messageActivity } from '../support/fake-teams/activities.ts';
import { freshFolder, startService } from './bots.ts';
import { openBulk, type Table, type Value } from './bulk.ts';
import { agentFacts, chatIdOf, factsOf, people, senderOf } from './cast.ts';
import { ask, atRest } from './load.ts';
import { agentSays, installInTeam, openTicket, requesterSays } from './relay.ts';
import { seedPeople } from './seed.ts';
import type { Teams } from './teams.ts';

/** What a ticket leaves behind: no timers, for they have fired, and no audit, for that is one chain. */
const tables = [
  'questions',
  'tickets',
  'threads',
  'messages',
  'cards',
  'outbox_lanes',
  'taken',
  'card_presses',
  'outbox',
] as const satisfies readonly Table[];

export interface LivedRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

export type Lived = ReadonlyMap<Table, LivedRows>;

/** Who lives it; speaks English. */
export const liver = people.relayed.from;
export const messagesPerTicket = 5;

/** Two questions, one of them answered by an article; the other becomes a ticket that is closed in the end. */
export async function liveOneTicket(teams: Teams): Promise<Lived> {
  const path = `${freshFolder()}/support.db`;
  const bulk = await openBulk(`file:${path}`);
  await seedPeople(bulk, teams.stub);
  await bulk.close();
  let bot = await startService('past', teams.stub, `file:${path}`);
  await installInTeam(teams, bot);
  await ask(teams, bot, liver);
  const ticket = { person: liver, agent: 0, threadId: await openTicket(teams, bot, liver) };
  await atRest(bot);
  await agentSays(teams, bot, ticket);
  for (let said = 1; said < messagesPerTicket; said += 2) {
    await requesterSays(teams, bot, ticket);
    await agentSays(teams, bot, ticket);
  }
  const agent = senderOf(agentFacts(0), { id: ticket.threadId, kind: 'channel' }, teams.stub);
  await teams.post(bot, mentionActivity(agent, teams.nextId(), 'solve: Signed out everywhere'));
  const requester = senderOf(factsOf(liver), { id: chatIdOf(liver), kind: 'personal' }, teams.stub);
  await teams.post(bot, messageActivity(requester, teams.nextId(), 'solved'));
  for (;;) {
    await sleep(settleMs);
    await bot.stop();
    const lived = rowsIn(path);
    if (lived) return lived;
    bot = await startService('past', teams.stub, `file:${path}`);
  }
}

const settleMs = 3_000;

/** Undefined while something has not left yet. */
function rowsIn(path: string): Lived | undefined {
  const database = new DatabaseSync(path);
  const rowsOf = (table: Table) =>
    database.prepare(`select * from ${table}`).all() as Record<string, Value>[];
  const lived = new Map<Table, LivedRows>();
  for (const table of tables) {
    const rows = rowsOf(table);
    // The position is given by the database.
    const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'position');
    lived.set(table, { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) });
  }
  const [ticket] = rowsOf('tickets');
  if (ticket?.state !== 'closed') throw new Error(`the lived ticket is ${ticket?.state}`);
  const left = rowsOf('outbox').every(({ state }) => state === 'sent');
  database.close();
  return left ? lived : undefined;
}
