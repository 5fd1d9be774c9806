// Words on their way between two tenants: from the POST that brings them to the POST that delivers them.
import { setTimeout as sleep } from 'node:timers/promises';
import { installedActivities, mentionActivity, messageActivity } from '../support/fake-teams/activities.ts';
import { buttonsOf, type Card, submit } from '../support/fake-teams/card.ts';
import type { Bot } from './bots.ts';
import { agentFacts, chatIdOf, factsOf, people, senderOf, supportChannelId } from './cast.ts';
import { ask, atRest } from './load.ts';
import { press } from './presses.ts';
import { type Spread, spreadOf } from './statistics.ts';
import type { Teams } from './teams.ts';

export interface RelayWindow {
  /** An agent's mention in the thread to the message in the requester's chat, milliseconds. */
  readonly toRequester: Spread;
  /** The requester's text to the message in the thread. */
  readonly toThread: Spread;
}

export interface OpenTicket {
  readonly person: number;
  readonly agent: number;
  readonly threadId: string;
}

/** Everything in the threads goes to one tenant, the partner's, which gets 30 messages a second at most. */
const pairsPerSecond = 8;
let marks = 0;

/** An agent asks and the requester answers, so many times a second, each in a ticket of their own. */
export async function relayFor(
  teams: Teams,
  bot: Bot,
  tickets: readonly OpenTicket[],
  ms: number,
): Promise<RelayWindow> {
  const toRequester: number[] = [];
  const toThread: number[] = [];
  const pairs: Promise<void>[] = [];
  for (let pair = 0; pair < (ms / 1000) * pairsPerSecond; pair += 1) {
    const ticket = tickets[(marks + pair) % tickets.length];
    if (ticket) {
      const work = async () => {
        toRequester.push(await agentSays(teams, bot, ticket));
        toThread.push(await requesterSays(teams, bot, ticket));
      };
      pairs.push(work());
    }
    await sleep(1000 / pairsPerSecond);
  }
  await Promise.all(pairs);
  return { toRequester: spreadOf(toRequester), toThread: spreadOf(toThread) };
}

/** Returns after how many milliseconds the words stood on the other side. */
export async function agentSays(teams: Teams, bot: Bot, { agent, threadId }: OpenTicket): Promise<number> {
  const sender = senderOf(agentFacts(agent), { id: threadId, kind: 'channel' }, teams.stub);
  return said(teams, bot, (id, mark) => mentionActivity(sender, id, `Please sign out and in again, ${mark}`));
}

/** Returns after how many milliseconds the words stood on the other side. */
export async function requesterSays(teams: Teams, bot: Bot, { person }: OpenTicket): Promise<number> {
  const sender = senderOf(factsOf(person), { id: chatIdOf(person), kind: 'personal' }, teams.stub);
  return said(teams, bot, (id, mark) => messageActivity(sender, id, `It asks again after that, ${mark}`));
}

async function said(
  teams: Teams,
  bot: Bot,
  activity: (id: string, mark: string) => Parameters<Teams['post']>[1],
): Promise<number> {
  marks += 1;
  const mark = `mark-${marks}`;
  const [taken, arrival] = await Promise.all([
    teams.post(bot, activity(teams.nextId(), mark)),
    teams.arrival(bot, mark),
  ]);
  return arrival.atMs - taken.sentAtMs;
}

/** The app comes into the desk's team, and questions become tickets in the way they do for people. */
export async function openTickets(teams: Teams, bot: Bot): Promise<OpenTicket[]> {
  await installInTeam(teams, bot);
  const tickets: OpenTicket[] = [];
  for (let agent = 0; agent < people.relayed.count; agent += 1) {
    const person = people.relayed.from + agent;
    tickets.push({ person, agent, threadId: await openTicket(teams, bot, person) });
  }
  // No person answers before the bot has written down which thread it has just opened.
  await atRest(bot);
  // The first words assign the ticket and redraw its cards; what is measured are the words after them.
  for (const ticket of tickets) await agentSays(teams, bot, ticket);
  return tickets;
}

export async function installInTeam(teams: Teams, bot: Bot): Promise<void> {
  const channel = { id: supportChannelId, kind: 'channel' } as const;
  for (const activity of installedActivities(senderOf(agentFacts(0), channel, teams.stub))) {
    await teams.post(bot, activity);
  }
}

/** Returns the id of the ticket's thread. */
export async function openTicket(teams: Teams, bot: Bot, person: number): Promise<string> {
  const { answer } = await ask(teams, bot, person);
  const form = cardIn(
    (await press(teams, bot, person, 'article-not-helped', { card: answer.card, nonce: answer.nonce })).body,
  );
  const button = buttonsOf(form).find(({ verb }) => verb === 'send-diagnostics');
  if (!button) throw new Error('the form cannot be sent');
  const data = submit(button, { startedAt: 'today', scope: 'one-user', workaround: 'partial' });
  const sent = await press(teams, bot, person, 'send-diagnostics', data);
  const [number] = /#\d+/.exec(sent.body) ?? [];
  if (number === undefined) throw new Error('the form became no ticket');
  return (await teams.arrival(bot, number)).conversationId;
}

function cardIn(body: string): Card {
  return JSON.parse(body).value;
}
