// A closed loop: each of so many conversations waits for the answer to one thing before it says the next.
import { setTimeout as sleep } from 'node:timers/promises';
import { messageActivity } from '../support/fake-teams/activities.ts';
import type { Bot } from './bots.ts';
import { chatIdOf, factsOf, people, questionOf, senderOf } from './cast.ts';
import { type Arrival, monotonicMs, type Usage } from './outside.ts';
import { type Spread, spreadOf } from './statistics.ts';
import type { Teams } from './teams.ts';

/** One stretch of load on one bot. */
export interface TurnWindow {
  readonly turns: number;
  /** Of the bot's process, per turn. */
  readonly cpuMs: number;
  readonly perSecond: number;
  /** POST to 200, milliseconds. */
  readonly taken: Spread;
  /** POST to the answer at the connector, milliseconds. */
  readonly answered: Spread;
  /** When the load ended. */
  readonly rssMb: number;
}

/** Asks questions for `ms`, waits until the bot rests, and counts all that it has used. */
export async function askFor(teams: Teams, bot: Bot, conversations: number, ms: number): Promise<TurnWindow> {
  const taken: number[] = [];
  const answered: number[] = [];
  const before = await bot.usage();
  const startedAt = monotonicMs();
  await keepAsking(teams, bot, conversations, ms, ({ takenMs, answeredMs }) => {
    taken.push(takenMs);
    answered.push(answeredMs);
  });
  const elapsedMs = monotonicMs() - startedAt;
  const { rssMb } = await bot.usage();
  const { cpuMs } = await atRest(bot);
  const turns = answered.length;
  return {
    turns,
    cpuMs: (cpuMs - before.cpuMs) / turns,
    perSecond: (turns / elapsedMs) * 1000,
    taken: spreadOf(taken),
    answered: spreadOf(answered),
    rssMb,
  };
}

export function keepAsking(
  teams: Teams,
  bot: Bot,
  conversations: number,
  ms: number,
  heard: (asked: Asked) => void,
): Promise<void> {
  return closedLoop(conversations, ms, async () => heard(await ask(teams, bot, nextAsker())));
}

export async function closedLoop(
  conversations: number,
  ms: number,
  once: () => Promise<void>,
): Promise<void> {
  const startedAt = monotonicMs();
  const slots = Array.from({ length: conversations }, async () => {
    while (monotonicMs() - startedAt < ms) await once();
  });
  await Promise.all(slots);
}

interface Asked {
  readonly takenMs: number;
  readonly answeredMs: number;
  readonly answer: Arrival;
}

let asked = 0;

/** Another person of another tenant each time, until all of them have asked. */
function nextAsker(): number {
  asked += 1;
  return people.askers.from + (asked % people.askers.count);
}

/** Over when the answer has arrived at the connector and Teams has its 200. */
export async function ask(teams: Teams, bot: Bot, person: number): Promise<Asked> {
  const sender = senderOf(factsOf(person), { id: chatIdOf(person), kind: 'personal' }, teams.stub);
  const id = teams.nextId();
  const [taken, answer] = await Promise.all([
    teams.post(bot, messageActivity(sender, id, questionOf(person, asked))),
    teams.arrival(bot, id),
  ]);
  if (bot.answersWith === 'card' && answer.card === undefined) {
    throw new Error(`${bot.name} answered a question without a card: ${answer.text}`);
  }
  const { sentAtMs, takenAtMs } = taken;
  return { takenMs: takenAtMs - sentAtMs, answeredMs: answer.atMs - sentAtMs, answer };
}

const restStepMs = 60;
const restCpuMs = 3;

/** What a bot has used once it does nothing any more: what a turn leaves behind belongs to the turn. */
export async function atRest(bot: Bot): Promise<Usage> {
  let usage = await bot.usage();
  for (;;) {
    await sleep(restStepMs);
    const next = await bot.usage();
    if (next.cpuMs - usage.cpuMs < restCpuMs) return next;
    usage = next;
  }
}
