// Microsoft reports a disruption: it stands before any other answer, who wants to hear of it does, and it
// goes along to the desk.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeGraph, mailIncident, startFakeGraph } from '../../src/cli/demo/fake-graph.ts';
import { type Place as DatabasePlace, freshPlace } from '../support/databases.ts';
import { eventually } from '../support/fake-teams/eventually.ts';
import type { Person } from '../support/fake-teams/person.ts';
import { type FakeTeams, startFakeTeams } from '../support/fake-teams.ts';
import { alwaysOpen, type Cast, castOf, customers, northwind } from '../support/northwind.ts';
import { type Service, startService } from '../support/service.ts';
import { type ServiceInProcess, startInProcess } from '../support/service-in-process.ts';

const minuteMs = 60_000;
const anna = { tenantId: customers.contoso, name: 'Anna Petrova', locale: 'en-US' };

async function newcomer(desk: Cast, facts: Parameters<Cast['requester']>[0] = anna): Promise<Person> {
  const person = desk.requester(facts);
  await person.installs();
  await person.finds('ask-example');
  return person;
}

/** What stands on the newest card, once it shows this. */
const shows = (person: Person, words: RegExp) =>
  eventually(
    () => (words.test(person.card()) ? person.card() : undefined),
    () => `${words} is not on the card:\n${person.card()}`,
  );

describe('a disruption', () => {
  let clock = Date.UTC(2026, 10, 23, 9, 0);
  const now = () => clock;
  const incident = mailIncident(clock);
  let place: DatabasePlace;
  let teams: FakeTeams;
  let graph: FakeGraph;
  let service: ServiceInProcess;
  let desk: Cast;
  beforeAll(async () => {
    place = await freshPlace('sqlite');
    graph = await startFakeGraph([incident]);
    teams = await startFakeTeams({ now });
    desk = castOf(teams);
    const env = { GRAPH_URL: graph.url };
    service = await startInProcess({ teams, databaseUrl: place.url, settings: alwaysOpen, env, now });
    await desk.ben.installsIn(northwind.support);
  });
  afterAll(async () => {
    await service.stop();
    await teams.stop();
    await graph.stop();
    await place.remove();
  });

  it('reaches the card of who asked first, in their language and with Microsoft’s words', async () => {
    const olga = await newcomer(desk, { ...anna, name: 'Ольга Белова', locale: 'ru-RU' });
    await olga.says('ни у кого в офисе не приходит почта');
    await olga.finds('talk-to-person');
    const card = await shows(olga, /Microsoft сообщает о сбое: Exchange Online/);
    expect(card).toMatch(/начало: пн, 23 нояб\.,? 08:30[\s\S]*EX912345/);
    expect(card).toContain('We are reverting the change');
    expect(olga.count('Microsoft сообщает о сбое')).toBe(1);
  });

  it('stands on the first card of who asks next, and is told of until it is over', async () => {
    const person = await newcomer(desk);
    await person.says('nobody in the office gets mail');
    await person.finds('watch-issue');
    expect(graph.asked).toHaveLength(1);
    const { text } = await person.presses('watch-issue');
    expect(text).toContain('You will read here when there is news');

    const post = (content: string, at: number) => ({
      createdDateTime: new Date(at).toISOString(),
      postType: 'regular',
      description: { contentType: 'html', content },
    });
    clock += 5 * minuteMs;
    const found = post('<p>Current status: Half of the messages are through.</p>', clock - minuteMs);
    graph.issues = [{ ...incident, posts: [...(incident.posts as object[]), found] }];
    await person.sees('News from Microsoft on EX912345');
    expect(person.texts().join('\n')).toContain('> Half of the messages are through.');

    clock += 5 * minuteMs;
    const last = post('<p>Final status: All messages are through.</p>', clock - minuteMs);
    graph.issues = [{ ...incident, isResolved: true, status: 'serviceRestored', posts: [last, found] }];
    await person.sees('Microsoft reports EX912345, Exchange Online, as over');
    await shows(person, /Microsoft reports it as over/);
    clock += 5 * minuteMs;
    await teams.connector.quiet();
    expect(person.count('as over. If it still')).toBe(1);
    expect(person.count('News from Microsoft')).toBe(1);
  });

  it('goes along to the desk, which sees it on the ticket’s card', async () => {
    graph.issues = [mailIncident(clock)];
    clock += 6 * minuteMs;
    const person = await newcomer(desk);
    await person.says('nobody in the office gets mail');
    await person.finds('watch-issue');
    const { text } = await person.presses('talk-to-person');
    const [, number = ''] = /#(\d+)/.exec(text) ?? [];
    const thread = await desk.ben.findsThread(northwind.support, new RegExp(`#${number}\\b`));
    await thread.sees('EX912345 · Exchange Online');
  });

  it('is not told to another customer, for whom nobody may ask', async () => {
    const asked = graph.asked.length;
    const person = await newcomer(desk, { tenantId: customers.beichen, name: 'Li Na', locale: 'en-US' });
    await person.says('Exchange is down for everyone');
    await shows(person, /I cannot see whether Microsoft reports a disruption for your company/);
    await teams.connector.quiet();
    expect(graph.asked).toHaveLength(asked);
    expect(person.texts().join('\n')).not.toContain('EX912345');
  });
});

describe('without a Microsoft that answers', () => {
  let place: DatabasePlace;
  let teams: FakeTeams;
  let graph: FakeGraph;
  let service: Service;
  let desk: Cast;
  beforeAll(async () => {
    place = await freshPlace('sqlite');
    graph = await startFakeGraph([]);
    graph.rule = (_request, response) => {
      response.statusCode = 403;
      response.end('{"error":{"code":"Forbidden"}}');
      return true;
    };
    teams = await startFakeTeams();
    desk = castOf(teams);
    service = await startService({
      teams,
      databaseUrl: place.url,
      settings: alwaysOpen,
      env: { GRAPH_URL: graph.url },
    });
    await desk.ben.installsIn(northwind.support);
  });
  afterAll(async () => {
    await service.stop();
    await teams.stop();
    await graph.stop();
    await place.remove();
  });

  it('the form comes at once, and says that it could not be found out', async () => {
    const person = await newcomer(desk);
    await person.says('Exchange is down for everyone');
    await person.finds('send-diagnostics');
    await shows(person, /could not be found out just now/);
    expect(service.logs()).toMatch(/"event":"service-health-unread".*"reason":"no-consent"/);
    expect(service.logs()).not.toContain('Exchange is down');
    const { text } = await person.presses('talk-to-person');
    expect(text).toMatch(/Request #\d+/);
  });

  it('any other question is answered as ever', async () => {
    const person = await newcomer(desk);
    await person.says('Outlook keeps asking for my password');
    await person.finds('article-helped');
    expect(graph.asked).toHaveLength(1);
  });
});
