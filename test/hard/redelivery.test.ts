// Teams sends again what it thinks unanswered: five times at once, after a restart, and presses under new ids.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onEachEngine } from '../support/databases.ts';
import type { Activity } from '../support/fake-teams/activities.ts';
import { pressResult } from '../support/fake-teams/place.ts';
import {
  drained,
  eachOf,
  figures,
  type HardDesk,
  openHardDesk,
  openTicket,
  standing,
  underNewId,
} from './support.ts';

let desk: HardDesk;

interface Deed {
  readonly activity: Activity;
  /** How often its effect can be seen now. */
  effects(): number;
}

const people = (count: number) => Array.from({ length: count }, (_, i) => i);

/** 60 typed words that open tickets, 40 presses that do. */
async function openings(): Promise<Deed[]> {
  const typed = await eachOf(people(60), 8, async (i) => {
    const name = `T${i} Typist`;
    const person = desk.guest(i, name);
    await person.says('Outlook keeps asking for my password');
    await person.finds('talk-to-person');
    return { activity: person.drafts('talk to a person'), effects: () => threadsBegunFor(name) };
  });
  const pressed = await eachOf(people(40), 8, async (i) => {
    const name = `P${i} Presser`;
    const person = desk.guest(i, name);
    await person.says('Outlook keeps asking for my password');
    const button = await person.finds('talk-to-person');
    return { activity: button.invoke(), effects: () => threadsBegunFor(name) };
  });
  return [...typed, ...pressed];
}

function threadsBegunFor(name: string): number {
  const begun = desk.teams.connector.requests.filter((one) => one.conversationId === '' && one.took);
  return begun.filter(({ body }) => JSON.stringify(body).includes(name)).length;
}

/** 60 words of requesters into their tickets, 40 claims, one agent each. */
async function inTickets(): Promise<Deed[]> {
  const words = await eachOf(people(60), 8, async (i) => {
    const ticket = await openTicket(desk, desk.guest(i, `Speaker ${i}`));
    const thread = desk.ben.in(ticket.threadId);
    const text = `symptom <${i}> of today`;
    return { activity: ticket.requester.drafts(text), effects: () => standing(thread, `<${i}>`) };
  });
  const claims = await eachOf(desk.agents.slice(0, 40), 8, async (agent, i) => {
    const ticket = await openTicket(desk, desk.guest(i, `Waiter ${i}`));
    const thread = agent.in(ticket.threadId);
    const button = await thread.finds('claim-ticket');
    return { activity: button.invoke(), effects: () => standing(thread, 'Claimed by') };
  });
  return [...words, ...claims];
}

async function deliverEach(deeds: readonly Deed[], times: number, make = (a: Activity) => a) {
  const answers = await eachOf(deeds, 4, ({ activity }) =>
    Promise.all(Array.from({ length: times }, () => desk.teams.deliver(make(activity)))),
  );
  return answers.flat();
}

onEachEngine((engine) => {
  beforeAll(async () => {
    desk = await openHardDesk({ engine, tenants: 50, agents: 40 });
  });
  afterAll(() => desk.close());

  describe('200 activities', () => {
    it('each five times at once, and all of it again after a restart: 200 effects', async () => {
      const deeds = [...(await openings()), ...(await inTickets())];
      expect(deeds).toHaveLength(200);
      await drained(desk);
      const before = await traces();
      const first = await deliverEach(deeds, 5);
      await drained(desk);
      const once = await traces();
      expect(deeds.map(({ effects }) => effects())).toEqual(deeds.map(() => 1));
      expect(once.tickets - before.tickets).toBe(100);

      await desk.service.kill9();
      await desk.service.restart();
      const again = await deliverEach(deeds, 5);
      const presses = deeds.filter(({ activity }) => activity.type === 'invoke');
      const renewed = await deliverEach(presses, 1, underNewId);
      await drained(desk);

      const all = [...first, ...again, ...renewed];
      expect(all.filter(({ status }) => status !== 200)).toEqual([]);
      const cards = renewed.filter(
        (answer) => /#\d+/.test(pressResult(answer).text) && pressResult(answer).card,
      );
      expect(cards).toHaveLength(presses.length);
      expect(await traces()).toEqual(once);
      expect(deeds.map(({ effects }) => effects())).toEqual(deeds.map(() => 1));
      const effects = deeds.reduce((sum, deed) => sum + deed.effects(), 0);
      figures(
        `redelivery, ${engine}: ${deeds.length} activities, ${all.length} deliveries (5 at once, 5 at once after kill -9, ${renewed.length} presses under new ids): ${effects} effects, ${cards.length} of ${renewed.length} answered with the card as it is now`,
      );
    });
  });
});

/** What every effect leaves behind: in the store, and in what Teams has taken. */
async function traces() {
  const count = async (table: string) =>
    Number((await desk.rows<{ n: number }>(`select count(*) as n from ${table}`))[0]?.n);
  return {
    tickets: await count('tickets'),
    messages: await count('messages'),
    outbox: await count('outbox'),
    cards: await count('cards'),
    sends: desk.teams.connector.requests.length,
  };
}
