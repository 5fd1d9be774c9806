import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../support/fake-teams/activities.ts';
import { buttonsOf, submit } from '../support/fake-teams/card.ts';
import type { Person } from '../support/fake-teams/person.ts';
import { pressResult } from '../support/fake-teams/place.ts';
import type { DeliverOptions } from '../support/fake-teams.ts';
import { atRest, customers, type Desk, northwind, openDesk } from '../support/northwind.ts';
import { anna, claimedTicketAt, openTicketAt } from './opened-ticket.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** Somebody with the app, and a message of theirs that was taken. */
async function genuine(): Promise<{ person: Person; activity: Activity }> {
  const person = desk.requester(anna);
  await person.installs();
  const { activity } = await person.says('my requests');
  await person.sees('You have no requests');
  return { person, activity };
}

const underNewId = (activity: Activity): Activity => ({ ...activity, id: randomUUID() });

async function press(activity: Activity) {
  const answer = await desk.teams.deliver(activity);
  expect(answer.status).toBe(200);
  return pressResult(answer);
}

describe('a request that no genuine Teams would send', () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  const bad: readonly [string, number, () => DeliverOptions][] = [
    ['no token', 401, () => ({ authorization: null })],
    ['garbage as a token', 401, () => ({ authorization: 'Bearer garbage' })],
    ['a forged signature', 401, () => ({ token: { forged: true } })],
    ['a token for another bot', 401, () => ({ token: { claims: { aud: randomUUID() } } })],
    ['another issuer', 401, () => ({ token: { claims: { iss: 'https://sts.windows.net/' } } })],
    ['a token without an end', 401, () => ({ token: { claims: { exp: undefined } } })],
    ['a token of yesterday', 401, () => ({ token: { claims: { exp: seconds() - 86_400 } } })],
    ['a token of tomorrow', 401, () => ({ token: { claims: { nbf: seconds() + 86_400 } } })],
    ['a token for another address', 401, () => ({ token: { claims: { serviceurl: 'http://127.0.0.1/' } } })],
    ['JSON that breaks off', 400, () => ({ rawBody: '{"type":"message",' })],
    ['nothing', 400, () => ({ rawBody: '' })],
    ['a list', 400, () => ({ rawBody: '[{"type":"message"}]' })],
    ['null', 400, () => ({ rawBody: 'null' })],
    ['brackets without end', 400, () => ({ rawBody: '['.repeat(100_000) })],
    ['a form', 415, () => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' } })],
    ['a zip', 415, () => ({ rawBody: gzipSync('{}'), headers: { 'content-encoding': 'gzip' } })],
    ['a broken zip', 415, () => ({ rawBody: 'junk', headers: { 'content-encoding': 'gzip' } })],
    ['a megabyte', 413, () => ({ rawBody: `{"text":"${'x'.repeat(1_000_000)}"}` })],
  ];

  let sender: Awaited<ReturnType<typeof genuine>>;
  beforeAll(async () => {
    sender = await genuine();
  });

  it.for(bad)('%s is answered %i', async ([, status, options]) => {
    const answer = await desk.teams.deliver(underNewId(sender.activity), options());
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body).length).toBeLessThan(100);
    expect((await fetch(`${desk.service.url}/healthz`)).status).toBe(200);
  });

  it('and nothing comes of any of them', async () => {
    await atRest(desk);
    expect(sender.person.texts()).toHaveLength(2);
  });
});

describe('an activity that lacks or twists something', () => {
  const spoiled: readonly [string, (activity: Activity) => Activity][] = [
    ['no conversation', ({ conversation: _, ...rest }) => rest],
    ['a conversation without an id', (a) => ({ ...a, conversation: {} })],
    ['a conversation that is a text', (a) => ({ ...a, conversation: 'x' })],
    ['no serviceUrl', ({ serviceUrl: _, ...rest }) => rest],
    ['an empty serviceUrl', (a) => ({ ...a, serviceUrl: '' })],
    [
      'a serviceUrl of others',
      (a) => ({ ...a, serviceUrl: 'https://smba.trafficmanager.net.evil.example/' }),
    ],
    ['a serviceUrl inside', (a) => ({ ...a, serviceUrl: 'http://169.254.169.254/' })],
    ['no id', ({ id: _, ...rest }) => rest],
    ['no from', ({ from: _, ...rest }) => rest],
    ['from as a text', (a) => ({ ...a, from: 'x' })],
    ['no type', ({ type: _, ...rest }) => rest],
    ['a number as type', (a) => ({ ...a, type: 5 })],
    ['another channel', (a) => ({ ...a, channelId: 'emulator' })],
  ];

  let sender: Awaited<ReturnType<typeof genuine>>;
  beforeAll(async () => {
    sender = await genuine();
  });

  it.for(spoiled)('%s: a quiet 4xx', async ([, spoil]) => {
    const { status, body } = await desk.teams.deliver(spoil(underNewId(sender.activity)));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(JSON.stringify(body).length).toBeLessThan(100);
  });

  it('and nothing comes of any of them', async () => {
    await atRest(desk);
    expect(sender.person.texts()).toHaveLength(2);
  });

  const odd: readonly [string, (activity: Activity) => Activity][] = [
    ['a number as text', (a) => ({ ...a, text: 5 })],
    ['a list as text', (a) => ({ ...a, text: ['x'] })],
    ['no text', ({ text: _, ...rest }) => rest],
    ['junk as time', (a) => ({ ...a, timestamp: 'junk' })],
    ['junk as entities', (a) => ({ ...a, entities: [null, 5, { type: 'ProductInfo' }] })],
    ['junk as attachments', (a) => ({ ...a, attachments: 'x' })],
    ['junk as locale and zone', (a) => ({ ...a, locale: '💥', localTimezone: '../../etc' })],
    ['a type of tomorrow', (a) => ({ ...a, type: 'messageReaction' })],
    ['a name of tomorrow', (a) => ({ ...a, type: 'event', name: 'application/vnd.microsoft.whatever' })],
    ['no tenant', ({ channelData: _, ...rest }) => ({ ...rest, conversation: { id: 'a:x' } })],
    ['itself as the sender', (a) => ({ ...a, from: a.recipient })],
  ];

  it.for(odd)('%s: taken with 200', async ([, twist]) => {
    expect((await desk.teams.deliver(twist(underNewId(sender.activity)))).status).toBe(200);
  });
});

describe('somebody from a tenant that is not served', () => {
  it('is told so once, politely; the partner hears of it once; nothing of it is kept', async () => {
    const tenantId = randomUUID();
    const name = 'Zebediah Quince';
    const facts = { tenantId, name, locale: 'ru-RU' };
    const stranger = desk.requester(facts);
    await stranger.installs();
    await stranger.says('zzyzx is not working');
    await stranger.sees('Northwind Cloud Partner');
    await stranger.says('hello, zzyzx');
    const colleague = desk.requester(facts);
    await colleague.says('zzyzx again');
    await colleague.sees('support@northwind.example');
    const desks = await desk.ben.findsThread(northwind.support, tenantId);
    await atRest(desk);
    expect(stranger.texts()).toHaveLength(1);
    expect(desks.texts()).toHaveLength(1);
    const kept = [tenantId, 'zzyzx', name, stranger.facts.oid].map((word) => stored().includes(word));
    expect(kept).toEqual([true, false, false, false]);
  });

  /** Every cell of every table. */
  function stored(): string {
    const database = new DatabaseSync(desk.databaseUrl.slice('file:'.length), { readOnly: true });
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
    const rows = tables.flatMap(({ name }) => database.prepare(`select * from "${name}"`).all());
    database.close();
    return JSON.stringify(rows);
  }
});

describe('a button that was tampered with', () => {
  it('an unknown verb, data of another shape: a clear sentence', async () => {
    const { person } = await genuine();
    const forgeries = [
      { verb: 'delete-everything', data: {} },
      { verb: '__proto__', data: { card: randomUUID(), nonce: 'x' } },
      { verb: 'claim-ticket', data: 'x' },
      { verb: 'claim-ticket', data: { card: 'not an id', nonce: 'x' } },
      { verb: 'rate', data: { card: randomUUID(), nonce: 'x', score: 'six' } },
    ];
    for (const forgery of forgeries) {
      expect((await press(person.forges(forgery))).text).toContain('could not read that');
    }
    expect((await press({ ...person.forges({ verb: 'x', data: {} }), value: 'x' })).code).toBe(400);
  });

  it('a card that never was, or stands with somebody else: as absent', async () => {
    const { requester } = await openTicketAt(desk);
    const request = await requester.finds('withdraw-ticket');
    const { value } = request.invoke() as { value: { action: { verb: string; data: object } } };
    const { verb, data } = value.action;
    const others = [desk.requester(anna), desk.requester({ ...anna, tenantId: customers.beichen }), desk.mei];
    for (const other of others) {
      await other.says('help');
      const { text } = await press(other.forges({ verb, data }));
      expect(text).toContain('out of date');
    }
    const never = await press(requester.forges({ verb, data: { ...data, card: randomUUID() } }));
    expect(never.text).toContain('out of date');
    expect((await requester.finds('withdraw-ticket')).title).toBe(request.title);
  });

  it('a verb of the desk, pressed by the requester on a card of either side: refused', async () => {
    const { requester, thread } = await openTicketAt(desk);
    const claim = await thread.finds('claim-ticket');
    const withdraw = await requester.finds('withdraw-ticket');
    for (const button of [claim, withdraw]) {
      const { value } = button.invoke() as { value: { action: { data: object } } };
      const forged = requester.forges({ verb: 'claim-ticket', data: value.action.data });
      expect((await press(forged)).text).toMatch(/out of date|Your role does not allow/);
    }
    await atRest(desk);
    expect(thread.count('nobody has it yet')).toBe(1);
  });

  it('data that names another ticket, tenant or role: refused as a whole', async () => {
    const { thread } = await openTicketAt(desk);
    const { requester: other } = await openTicketAt(desk);
    const { value } = (await thread.finds('claim-ticket')).invoke() as {
      value: { action: { data: object } };
    };
    const powers = { role: 'admin', tenantId: customers.beichen, ticketId: randomUUID() };
    for (const [name, power] of Object.entries(powers)) {
      const data = { ...value.action.data, [name]: power };
      const { text } = await press(thread.forges({ verb: 'claim-ticket', data }));
      expect(text).toContain('could not read that');
    }
    await atRest(desk);
    expect(thread.count('Claimed by')).toBe(0);
    expect(other.count('Ben Carter')).toBe(0);
  });

  it('a nonce of one’s own making: the card as it is now, and the press works the second time', async () => {
    const { thread } = await openTicketAt(desk);
    const { value } = (await thread.finds('reply-ticket')).invoke({ text: 'Try again, please' }) as {
      value: { action: { data: object } };
    };
    const data = { ...value.action.data, nonce: randomUUID() };
    const renewed = await press(thread.forges({ verb: 'reply-ticket', data }));
    expect(renewed.text).toContain('please press again');
    expect(renewed.text).toContain('Try again, please');
    await atRest(desk);
    expect(thread.count('Try again, please')).toBe(0);
    const again = buttonsOf(renewed.card ?? {}).find(({ verb }) => verb === 'reply-ticket');
    await press(thread.forges({ verb: 'reply-ticket', data: again ? submit(again, {}) : {} }));
    await thread.sees('Try again, please');
  });

  it('more than a card may carry: said so, and the form keeps it', async () => {
    const { thread } = await openTicketAt(desk);
    const { value } = (await thread.finds('reply-ticket')).invoke({ text: 'x' }) as {
      value: { action: { data: object } };
    };
    const data = { ...value.action.data, text: '字'.repeat(3_000) };
    const { text, card } = await press(thread.forges({ verb: 'reply-ticket', data }));
    expect(text).toContain('too long for a card');
    expect(card).toBeUndefined();
  });
});

describe('a card of yesterday', () => {
  it('pressed again shows how things stand, and does nothing', async () => {
    const requester = desk.requester(anna);
    await requester.says('Outlook keeps asking for my password');
    const notHelped = await requester.finds('article-not-helped');
    await notHelped.press();
    const send = await requester.finds('send-diagnostics');
    const answers = { startedAt: 'today', scope: 'one-user', workaround: 'none' };
    const { text } = await send.press(answers);
    const [, number] = /Request #(\d+)/.exec(text) ?? [];
    for (const again of [
      () => notHelped.press(),
      () => send.press({ ...answers, scope: 'whole-org' }),
      () => send.press(answers),
    ]) {
      expect((await again()).text).toContain(`Request #${number}`);
    }
    await requester.says('my requests');
    await requester.sees('Your requests');
    expect(requester.card().match(/#\d+/g)).toEqual([`#${number}`]);
  });
});

describe('what Teams sends more than once', () => {
  it('a message, five times at the same moment: one effect', async () => {
    const { requester, thread } = await claimedTicketAt(desk);
    const { activity } = await requester.says('seldom but often');
    await Promise.all(Array.from({ length: 5 }, () => desk.teams.deliver(activity)));
    const fresh = { ...activity, id: randomUUID(), text: 'all at once' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => desk.teams.deliver(fresh)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await thread.sees('all at once');
    await atRest(desk);
    const said = (words: string) => thread.posts().filter(({ text }) => text.includes(words)).length;
    expect([said('seldom but often'), said('all at once')]).toEqual([1, 1]);
  });

  it('a press, five times at the same moment and again under a new id: one ticket', async () => {
    const requester = desk.requester(anna);
    await requester.says('Outlook keeps asking for my password');
    await requester.presses('article-not-helped');
    const send = await requester.finds('send-diagnostics');
    const invoke = send.invoke({ startedAt: 'today', scope: 'one-user', workaround: 'none' });
    const answers = await Promise.all(Array.from({ length: 5 }, () => press(invoke)));
    const again = await press({ ...invoke, id: `f:${randomUUID()}` });
    const numbers = [...answers, again].map(({ text }) => /Request #(\d+)/.exec(text)?.[1]);
    expect(new Set(numbers).size).toBe(1);
    expect(numbers[0]).toBeDefined();
    await requester.says('my requests');
    await requester.sees('Your requests');
    expect(requester.card().match(/#\d+/g)).toEqual([`#${numbers[0]}`]);
  });

  it('two agents press at the same moment: one has it, the other is told who', async () => {
    const { thread } = await openTicketAt(desk);
    const hands = [thread, desk.mei.in(thread.conversationId)];
    const buttons = await Promise.all(hands.map((hand) => hand.finds('claim-ticket')));
    const answers = await Promise.all(buttons.map((button) => button.press()));
    const refused = answers.filter(({ text }) => text.includes('has taken it already'));
    expect(refused).toHaveLength(1);
    await thread.sees(/^Claimed by/);
    await atRest(desk);
    expect(thread.posts().filter(({ text }) => text.startsWith('Claimed by'))).toHaveLength(1);
  });
});

describe('a text of 28,000 characters', () => {
  const long = (letter: string) => `begin ${letter.repeat(27_990)} end`;

  it.for([
    ['Latin letters', 'x'],
    ['Chinese', '字'],
    ['emoji', '🙂'],
  ] as const)('in %s arrives whole, or is answered clearly', async ([, letter]) => {
    const { requester, thread } = await claimedTicketAt(desk);
    const text = long(letter);
    await requester.says(text);
    const arrived = () => thread.posts().some((post) => post.text.includes(text));
    const answered = () => requester.count('too long') > 0;
    await expect.poll(() => arrived() || answered(), { timeout: 10_000 }).toBe(true);
  });

  it('as a question, and beyond any limit', async () => {
    const requester = desk.requester(anna);
    await requester.says(`Outlook keeps asking for my password ${'x'.repeat(27_000)}`);
    await requester.finds('talk-to-person');
    const { text } = await requester.presses('talk-to-person');
    expect(text).toMatch(/#\d+/);
    await requester.says('y'.repeat(60_000));
    await requester.sees('too long');
  });
});
