// A pressed button: from the invoke to the card in its answer.
import { type Activity, invokeActivity } from '../support/fake-teams/activities.ts';
import type { Bot } from './bots.ts';
import { chatIdOf, factsOf, people, senderOf } from './cast.ts';
import { ask, closedLoop } from './load.ts';
import { type Spread, spreadOf } from './statistics.ts';
import type { Taken, Teams } from './teams.ts';

const conversations = 8;
let pressed = 0;

/** Each press has its effect and is the first on its card: *Helped* on an answer that has just arrived. */
export async function pressFor(teams: Teams, bot: Bot, ms: number): Promise<Spread> {
  const answeredMs: number[] = [];
  await closedLoop(conversations, ms, async () => {
    pressed += 1;
    const person = people.pressers.from + (pressed % people.pressers.count);
    const { answer } = await ask(teams, bot, person);
    const { card, nonce } = answer;
    const taken = await press(teams, bot, person, 'article-helped', { card, nonce });
    answeredMs.push(taken.takenAtMs - taken.sentAtMs);
  });
  return spreadOf(answeredMs);
}

/** Throws unless the answer is a card. */
export async function press(
  teams: Teams,
  bot: Bot,
  person: number,
  verb: string,
  data: Readonly<Record<string, unknown>>,
): Promise<Taken> {
  const sender = senderOf(factsOf(person), { id: chatIdOf(person), kind: 'personal' }, teams.stub);
  const invoke: Activity = invokeActivity(sender, teams.nextId(), { verb, data });
  const taken = await teams.post(bot, invoke);
  if (taken.body.includes('"type":"application/vnd.microsoft.card.adaptive"')) return taken;
  throw new Error(`${bot.name} answered ${verb} with ${taken.body.slice(0, 300)}`);
}
