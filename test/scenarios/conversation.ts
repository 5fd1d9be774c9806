// The first whole conversation, step by step: from the welcome to the rating. Played in three languages,
// on two databases, and with the service killed between the steps.
import { expect } from 'vitest';
import type { Person } from '../support/fake-teams/person.ts';
import type { Place, PressResult } from '../support/fake-teams/place.ts';
import { atRest, type Desk, northwind } from '../support/northwind.ts';
import type { Script } from './scripts.ts';

/**
 * One step: what a person does, answered 200 or it fails, and then what can be seen of it, by and by.
 * Whoever plays the conversation may do something else in between.
 */
export type Step = <Done>(
  title: string,
  act: () => Promise<Done>,
  see: (done: Done) => Promise<unknown>,
) => Promise<Done>;

const straight: Step = async (_title, act, see) => {
  const done = await act();
  await see(done);
  return done;
};

const replies = {
  fromCard: 'Good morning, I have reset your sign-in. Does it still ask?',
  fromThread: 'Please restart Outlook once more.',
  fromRequester: 'It asked again a minute ago.',
  resolution: 'Microsoft repaired the sign-in service.',
};

export async function playConversation(desk: Desk, script: Script, step: Step = straight): Promise<void> {
  const { teams, ben } = desk;
  const { words } = script;
  const person = desk.requester({ ...script.requester, tenantId: script.customer.tenantId });

  await step(
    'the requester installs the app and is welcomed',
    () => person.installs(),
    () => person.sees(words.welcome),
  );
  await step(
    'Teams tells of the installation again, and nobody is welcomed twice',
    () => person.installs(),
    async () => {
      await teams.connector.quiet();
      expect(person.count(words.welcome)).toBe(1);
    },
  );
  await step(
    'the requester asks in their own words and gets an article with three buttons',
    () => person.says(script.question),
    async (said) => {
      for (const verb of ['article-helped', 'article-not-helped', 'talk-to-person']) await person.finds(verb);
      expect(person.card()).toMatch(words.article);
      expect(person.posts().at(-1)?.replyToId).toBe(said.id);
      expect(person.links().at(0)).toMatch(/^https:\/\/learn\.microsoft\.com\//);
    },
  );
  await step(
    'it did not help: a form comes, filled in from the question',
    () => person.presses('article-not-helped'),
    async ({ text }) => {
      expect(text).toMatch(words.form);
      expect((await person.finds('send-diagnostics')).values).toMatchObject({ summary: script.question });
    },
  );
  const { text: request } = await step(
    'the form becomes a ticket with a number and a due time',
    () => person.presses('send-diagnostics', { startedAt: 'today', scope: 'one-user', workaround: 'none' }),
    async ({ text }) => {
      expect(text).toMatch(words.ticket);
      expect(text).toMatch(words.firstAnswerBy);
    },
  );
  const number = words.ticket.exec(request)?.[1] ?? '';
  const place = await ben.findsThread(northwind.support, new RegExp(`#${number}\\b`));
  await deskWorks({ desk, script, step, person, place, number });

  await step(
    'the requester confirms that it is solved',
    () => person.presses('confirm-solved'),
    async ({ text }) => {
      expect(text).toContain(`#${number}`);
      await place.sees(/confirmed that it is solved/);
    },
  );
  await step(
    'the requester rates it',
    async () => (await person.finds('rate', { score: 5 })).press(),
    async ({ text }) => {
      expect(text).toMatch(words.thanks);
      await place.sees(/rated the support 5 of 5/);
    },
  );
  await showsItAll({ person, place, script, number });
  await nothingTwice(desk, { person, place });
}

interface AtDesk {
  readonly desk: Desk;
  readonly script: Script;
  readonly step: Step;
  readonly person: Person;
  readonly place: Place;
  readonly number: string;
}

async function deskWorks({ desk, script, step, person, place, number }: AtDesk): Promise<void> {
  const { words, outside } = script;
  const { name } = script.requester;
  const card = await place.sees(`#${number}`);
  expect(card.summary).toContain(number);
  for (const known of [script.customer.name, name, script.question, 'did not help']) {
    await place.sees(known);
  }
  const claimOfMei = await desk.mei.in(place.conversationId).finds('claim-ticket');
  await step(
    'Ben claims the ticket',
    () => place.presses('claim-ticket'),
    async ({ text }) => {
      expect(text).toContain('Ben Carter has it');
      await person.sees(words.claimed);
    },
  );
  await step(
    'Mei is told who has it',
    () => claimOfMei.press(),
    async ({ text }) => expect(text).toContain('Ben Carter has taken it already'),
  );
  await step(
    'Ben replies from the card',
    () => place.presses('reply-ticket', { text: replies.fromCard }),
    () => arrives(person, replies.fromCard, place),
  );
  await step(
    'Ben replies by mentioning the bot in the thread',
    () => place.mentions(replies.fromThread),
    () => arrives(person, replies.fromThread, place),
  );
  await step(
    'the requester answers by just typing',
    () => person.says(replies.fromRequester),
    async () => expect((await place.sees(replies.fromRequester)).text).toContain(name),
  );
  await step(
    'Ben escalates: only what is missing is asked',
    () => place.presses('escalate-ticket'),
    async () => {
      const form = await place.finds('fill-escalation');
      expect(Object.keys(form.values).toSorted()).toEqual(script.missing.toSorted());
    },
  );
  const filled: PressResult = await step(
    'the packet is ready, with the way to the right portal',
    () => place.presses('fill-escalation', escalationAnswers(script)),
    async () => expect(place.links().at(-1)).toBe(outside.link),
  );
  expect(filled.text).toContain(outside.name);
  expect(filled.text).toContain(script.customer.tenantId);
  await step(
    'Ben records the number, and the requester reads with whom it is',
    () => place.presses('record-number', { number: `${outside.number.slice(0, -1)}9` }),
    async () => {
      await person.sees(words.withOutside);
      expect((await person.sees(words.withOutside)).text).toContain(outside.name);
    },
  );
  await step(
    'Ben corrects a digit, and the requester reads the right number',
    () => place.presses('correct-number', { number: outside.number }),
    async () => expect((await person.sees(words.numberCorrected)).text).toContain(outside.number),
  );
  await step(
    'Ben solves the ticket, and the requester is asked',
    () => place.presses('solve-ticket', { resolution: replies.resolution }),
    async () => {
      await person.sees(words.askedWhetherSolved);
      await person.sees(replies.resolution);
    },
  );
}

/** The words stand in the requester's chat under the agent's name, and the desk knows. */
async function arrives(person: Person, words: string, place: Place): Promise<void> {
  expect((await person.sees(words)).text).toContain('Ben Carter');
  await place.sees(/[Dd]elivered/);
}

function escalationAnswers({ missing: ids }: Script): Record<string, string> {
  return {
    category: 'fault',
    health: 'nothing-published',
    businessImpact: 'One person cannot read mail.',
    consent: 'yes',
    ...(ids.includes('englishSummary') && { englishSummary: 'Outlook prompts for the password.' }),
  };
}

/** The card that opened the thread, at the end. */
async function showsItAll({
  person,
  place,
  script,
  number,
}: Pick<AtDesk, 'person' | 'place' | 'script' | 'number'>): Promise<void> {
  const shown = await place.sees(new RegExp(`#${number}[\\s\\S]*5 of 5`));
  expect(shown.id).toBe(place.conversationId.split(';messageid=')[1]);
  for (const part of [
    'Closed',
    'Ben Carter',
    script.outside.number,
    replies.resolution,
    replies.fromRequester,
  ]) {
    await place.sees(part);
  }
  await person.sees(new RegExp(`#${number}`));
}

async function nothingTwice(desk: Desk, { person, place }: Pick<AtDesk, 'person' | 'place'>): Promise<void> {
  await atRest(desk);
  const texts = (where: Place, said: string) =>
    where.posts().filter(({ text }) => text.includes(said)).length;
  expect(texts(person, replies.fromCard)).toBe(1);
  expect(texts(person, replies.fromThread)).toBe(1);
  expect(texts(place, replies.fromRequester)).toBe(1);
}
