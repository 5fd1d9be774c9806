import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import type { Place } from '../support/fake-teams/place.ts';
import { atRest, type Desk, northwind, openDesk } from '../support/northwind.ts';
import { anna, claimedTicketAt, openTicketAt } from './opened-ticket.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** Which of these numbered words stand there, in the order in which they stand. */
function numbersIn(place: Place, words: string): number[] {
  return place
    .posts()
    .flatMap(({ text }) => [...text.matchAll(new RegExp(`${words} (\\d+)\\b`, 'g'))])
    .map(([, number]) => Number(number));
}

const firstTwenty = Array.from({ length: 20 }, (_, i) => i + 1);

/** What one test left over would answer the next one. */
afterEach(() => desk.teams.connector.unscript());

/** Each answer takes between nothing and 40 ms. */
function slowConnector(): void {
  for (let i = 0; i < 60; i += 1) desk.teams.connector.script({ delayMs: (i * 17) % 40 });
}

describe('words cross in their order', () => {
  it('from the requester to the thread, and from the thread to the requester', async () => {
    const { requester, thread } = await claimedTicketAt(desk);
    slowConnector();
    for (const n of firstTwenty) {
      await requester.says(`symptom ${n}`);
      await thread.mentions(`advice ${n}`);
    }
    await thread.sees(/symptom 20\b/);
    await requester.sees(/advice 20\b/);
    expect(numbersIn(thread, 'symptom')).toEqual(firstTwenty);
    expect(numbersIn(requester, 'advice')).toEqual(firstTwenty);
  });

  it('also when Teams asks to wait, and each of them once', async () => {
    const { requester, thread } = await claimedTicketAt(desk);
    desk.teams.connector.script({
      times: 2,
      when: ({ body }) => String(body.text).includes('patience 1'),
      status: 429,
      headers: { 'retry-after': '1' },
    });
    for (const n of [1, 2, 3]) await thread.mentions(`patience ${n}`);
    await requester.sees(/patience 3\b/);
    expect(numbersIn(requester, 'patience')).toEqual([1, 2, 3]);
    const attempts = desk.teams.connector.requests.filter((r) => String(r.body.text).includes('patience 1'));
    expect(attempts.map(({ status }) => status)).toEqual([429, 429, 201]);
    const [first = 0, second = 0] = attempts.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(1000);
  });
});

describe('a new ticket', () => {
  it('reaches the desk also when Teams was out of order as its card was posted', async () => {
    desk.teams.connector.script({ when: ({ conversationId }) => conversationId === '', status: 503 });
    const { thread, requester } = await openTicketAt(desk);
    await requester.says('and one more thing');
    await thread.sees('and one more thing');
    expect(thread.count('nobody has it yet')).toBe(1);
  });
});

describe('what was said is changed or taken back', () => {
  it('by the requester', async () => {
    const { requester, thread } = await claimedTicketAt(desk);
    const said = await requester.says('It happens in the morning');
    const there = await thread.sees('in the morning');
    await requester.edits(said, 'It happens in the evening');
    expect((await thread.sees('in the evening')).id).toBe(there.id);
    await requester.deletes(said);
    expect((await thread.sees('This message was deleted')).id).toBe(there.id);
    expect(thread.count('in the evening')).toBe(0);
  });

  it('by the agent', async () => {
    const { requester, thread } = await claimedTicketAt(desk);
    const said = await thread.mentions('Please call 5550');
    const there = await requester.sees('call 5550');
    await thread.edits(said, 'Please call 5559');
    expect((await requester.sees('call 5559')).id).toBe(there.id);
    await thread.deletes(said);
    expect((await requester.sees('This message was deleted')).id).toBe(there.id);
    expect(requester.count('call 555')).toBe(0);
  });
});

describe('a question that became a ticket', () => {
  it('is deleted: its words are nowhere any more, what else was said stays, and it can be restored', async () => {
    const person = desk.requester(anna);
    await person.installs();
    const said = await person.says('My Outlook keeps asking for the password since Kiwi-Harbour-77');
    await person.presses('article-not-helped');
    const { text } = await person.presses('send-diagnostics', {
      startedAt: 'today',
      scope: 'one-user',
      workaround: 'partial',
    });
    const [, number = ''] = /#(\d+)/.exec(text) ?? [];
    const thread = await desk.ben.findsThread(northwind.support, new RegExp(`#${number}\\b`));
    const card = await thread.sees('Kiwi-Harbour-77');
    await person.sees('Kiwi-Harbour-77');
    await thread.presses('escalate-ticket');
    await thread.sees('Facts missing');

    await person.deletes(said);
    await thread.sees('Anna Petrova deleted the question in Teams. Its words are no longer shown here.');
    expect((await thread.sees('The requester deleted the question in Teams.')).id).toBe(card.id);
    await person.sees('Question deleted');
    await atRest(desk);
    for (const place of [thread, person]) expect(place.count('Kiwi-Harbour-77')).toBe(0);
    expect(thread.count('deleted the question in Teams. Its words are no longer shown here.')).toBe(1);
    await person.says('It is about Outlook, sorry');
    await thread.sees('It is about Outlook, sorry');

    await person.restores(said);
    await thread.sees('restored the deleted question');
    expect((await thread.sees('Kiwi-Harbour-77')).id).toBe(card.id);
  });
});

describe('what stays with the desk', () => {
  it('is what agents write to each other, and notes', async () => {
    const { requester, thread } = await claimedTicketAt(desk);
    thread.chats('between us: their licence has run out');
    await thread.mentions('note: they have called before');
    await thread.sees('Kept as a private note');
    await thread.presses('add-note', { note: 'a second private thing' });
    await thread.sees(/Private note by Ben Carter:\s+a second private thing/);
    await thread.mentions('this is for the requester');
    await requester.sees('this is for the requester');
    await atRest(desk);
    expect(requester.count(/licence has run out|called before|second private/)).toBe(0);
  });
});

describe('a question to the requester', () => {
  it('lets the ticket wait, and the answer brings it back', async () => {
    const { requester, thread } = await claimedTicketAt(desk);
    await thread.presses('ask-requester', { text: 'Which version is it?' });
    await requester.sees('Which version is it?');
    await thread.sees('Waiting for the requester');
    await requester.says('Version 2611');
    await thread.sees('Version 2611');
    await thread.sees('In progress');
    expect(thread.count('Waiting for the requester')).toBe(0);
  });
});

describe('a requester who cannot be reached', () => {
  it('has blocked the bot: the thread says so, and words arrive again once they write', async () => {
    const { requester, thread } = await claimedTicketAt(desk);
    desk.teams.connector.script({
      when: ({ body }) => String(body.text).includes('Are you there?'),
      status: 403,
      body: { errorCode: 209, message: '{"subCode":"MessageWritesBlocked","details":"blocked"}' },
    });
    await thread.mentions('Are you there?');
    await thread.sees(/Not delivered to Anna Petrova: the bot is blocked/);
    await requester.says('I am back');
    await thread.sees('I am back');
    await thread.mentions('Welcome back');
    await requester.sees('Welcome back');
  });

  it('has removed the app: the thread says so, and nothing is sent there', async () => {
    const { requester, thread } = await claimedTicketAt(desk);
    await requester.uninstalls();
    const sentBefore = sentTo(requester.chatId);
    await thread.mentions('Still there?');
    await thread.sees(/Not delivered to Anna Petrova: the app has been removed/);
    expect(sentTo(requester.chatId)).toBe(sentBefore);
    await requester.installs();
    await thread.sees(/can be reached again/);
    await thread.presses('send-again');
    await requester.sees('Still there?');
    expect(requester.count('Still there?')).toBe(1);
  });

  function sentTo(chatId: string): number {
    return desk.teams.connector.requests.filter(({ conversationId }) => conversationId === chatId).length;
  }
});

describe('somebody in the channel whom the settings do not name', () => {
  it('can neither claim nor speak to the requester', async () => {
    onTestFailed(() => console.log(desk.service.logs()));
    const { requester, thread } = await openTicketAt(desk);
    const stranger = desk.nobody.in(thread.conversationId);
    expect((await stranger.presses('claim-ticket')).text).toContain('Only people listed as staff');
    expect((await stranger.presses('reply-ticket', { text: 'hello from nobody' })).text).toContain(
      'Only people listed as staff',
    );
    await stranger.mentions('hello from nobody');
    await thread.sees('Only people listed as staff');
    await atRest(desk);
    expect(requester.count('hello from nobody')).toBe(0);
    expect(thread.count('nobody has it yet')).toBe(1);
  });
});
