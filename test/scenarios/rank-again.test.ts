// A model is switched on: it puts the articles of a choice in another order, and nothing depends on it.
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { onEachEngine } from '../support/databases.ts';
import { type FakeModel, orderOf, startFakeModel } from '../support/fake-model.ts';
import { buttonsOf } from '../support/fake-teams/card.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import type { Person } from '../support/fake-teams/person.ts';
import { atRest, customers, type Desk, openDesk } from '../support/northwind.ts';

const question = 'something with sharing';
const key = 'model-key-canary';

const titles = (person: Person): string[] => {
  const card = person.posts().at(-1)?.card;
  return card ? buttonsOf(card).flatMap(({ verb, title }) => (verb === 'choose-article' ? [title] : [])) : [];
};
const metric = async (desk: Desk) =>
  (await (await fetch(`${desk.service.url}/metrics`)).text()).match(/^support_rankings_total\{.*$/gm) ?? [];

onEachEngine((engine) => {
  let desk: Desk;
  let model: FakeModel;
  beforeAll(async () => {
    model = await startFakeModel();
    desk = await openDesk({
      engine,
      env: { MODEL_URL: model.url, MODEL_NAME: 'small-model', MODEL_KEY: key },
    });
  });
  beforeEach(() => onTestFailed(() => console.log(desk.service.logs())));
  afterAll(async () => {
    await desk.close();
    await model.stop();
  });

  async function newcomer(name: string, tenantId: string = customers.contoso): Promise<Person> {
    const person = desk.requester({ name, locale: 'en-GB', tenantId });
    await person.installs();
    await person.finds('ask-example');
    return person;
  }

  it('the answer comes first, the order follows on the same card, and an old button means what it said', async () => {
    const stranger = await newcomer('Strangercanary', customers.vektor);
    await stranger.says(`${question}, othercanary`);
    const asked = await eventually(
      () => model.asked.at(-1),
      () => 'the model was not asked',
    );
    expect(asked.about.question).toContain('othercanary');

    let held: ServerResponse | undefined;
    model.behave((_asked, response) => {
      held = response;
      return undefined;
    });
    const person = await newcomer('Namecanary Petrova');
    await person.says('earlier-canary: Teams has no sound');
    await person.finds('article-helped');
    await person.says(question);
    const found = await eventually(
      () => (titles(person).length === 3 ? titles(person) : undefined),
      () => person.texts().join('\n'),
    );
    const old = await person.finds('choose-article', { n: 0 });
    const posts = person.posts().length;
    await eventually(
      () => held,
      () => 'the model was not asked',
    );

    const { raw, about } = model.asked.at(-1) ?? { raw: '', about: { articles: [] } };
    expect(about.articles.map(({ title }) => title).slice(0, 3)).toEqual(found);
    expect(about.articles).toHaveLength(8);
    expect(raw).not.toMatch(new RegExp(`canary|Petrova|${customers.contoso}|${person.facts.id}`, 'i'));
    const last = about.articles.at(-1)?.title;
    const content = orderOf([8, 3, 1]);
    held?.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));
    await eventually(
      () => (titles(person)[0] === last ? true : undefined),
      () => titles(person).join('\n'),
    );
    expect(titles(person)).toEqual([last, found[2], found[0]]);
    expect(person.posts()).toHaveLength(posts);

    expect((await old.press()).text).toContain(found[0]);
    expect(await metric(desk)).toContain('support_rankings_total{outcome="new-order"} 1');
    expect(desk.service.logs()).not.toMatch(/canary|sharing/);
  });

  it('a model that says nothing keeps nobody waiting', async () => {
    model.behave(() => undefined);
    const person = await newcomer('Jonas Keller');
    await person.says(question);
    const { text } = await person.presses('talk-to-person');
    expect(text).toMatch(/#\d+/);
  });

  it('a model that fails leaves what was found', async () => {
    model.behave((_asked, response) => {
      response.writeHead(500).end();
      return undefined;
    });
    const person = await newcomer('Lena Vogt');
    await person.says(question);
    await eventually(
      async () => (await metric(desk)).find((line) => line.includes('http-500')),
      () => desk.service.logs(),
    );
    expect(titles(person)).toHaveLength(3);
    expect(desk.service.logs()).toMatch(/"event":"rank-again","reason":"http-500"/);
    expect((await person.presses('choose-article')).text).not.toBe('');
  });
});

it('without MODEL_URL nobody is asked', async () => {
  const desk = await openDesk();
  const person = desk.requester({ name: 'Olga', locale: 'en-GB', tenantId: customers.contoso });
  await person.installs();
  await person.says(question);
  await person.finds('choose-article');
  await atRest(desk);
  expect(await metric(desk)).toEqual([]);
  await desk.close();
});
