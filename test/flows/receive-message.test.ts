import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/chat.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { receiveMessage } from '../../src/flows/receive-message.ts';
import { relayFromAgent } from '../../src/flows/relay-message.ts';
import { solveTicket } from '../../src/flows/resolve-ticket.ts';
import { chooseTicket } from '../../src/flows/show-tickets.ts';
import { transferTicket } from '../../src/flows/transfer-ticket.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  type Desk,
  mei,
  openDesk,
  openedTicket,
  personalChat,
  refTo,
  refusal,
  speakerOf,
  threadOf,
  ticketNow,
} from '../support/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const stranger = { tenantId: 'ffffffff-0000-4000-8000-000000000000', personId: 'p', name: 'Eve' };

describe('greeting', () => {
  it('welcomes once per installation', async () => {
    await desk.happens(anna, annasChat, { type: 'installed' });
    await desk.happens(anna, annasChat, { type: 'installed' });
    expect(await desk.words()).toEqual(['chat: welcome']);
    await desk.happens(anna, annasChat, { type: 'removed' });
    await desk.happens(anna, annasChat, { type: 'installed' });
    expect(await desk.words()).toEqual(['chat: welcome']);
  });

  it('tells a tenant it does not serve once a day, and the partner once', async () => {
    await desk.happens(speakerOf(ben), channel, { type: 'installed' });
    await desk.says(stranger, 'help me');
    await desk.says(stranger, 'hello?');
    expect(await desk.words()).toEqual(['address: not-served', 'queue: stranger-tenant']);
    desk.advance(86_400_000);
    await desk.says(stranger, 'still there?');
    expect(await desk.words()).toEqual(['address: not-served']);
    const person = await desk.turn(({ store }) => store.people.get(stranger.tenantId, stranger.personId));
    expect(person).toBeUndefined();
  });
});

describe('a requester writes', () => {
  it('gets an answer that replies to the message, once, however often Teams sends it', async () => {
    const activityId = await desk.says(anna, 'Outlook asks for my password');
    await desk.says(anna, 'Outlook asks for my password', { activityId });
    const rows = await desk.leaving();
    expect(rows.map((r) => r.notice.kind)).toEqual(['welcome', 'answer']);
    expect(rows[1]?.replyToId).toBe(activityId);
  });

  it.each([
    ['nothing found', 'the coffee machine leaks', 'diagnosing'],
    ['only the partner can act', 'two more licences please', 'diagnosing'],
    ['a sure answer', 'Outlook is slow', 'answered'],
  ])('%s', async (_name, text, state) => {
    await desk.says(anna, text);
    const question = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
    expect(question?.state).toBe(state);
  });

  it('adds to the form what is typed beside it', async () => {
    await desk.says(anna, 'the coffee machine leaks');
    await desk.says(anna, 'since Monday, by the way');
    const question = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
    expect(question?.answers.summary).toBe('the coffee machine leaks\nsince Monday, by the way');
  });

  it('is refused what would make the form’s text too long to be passed on', async () => {
    await desk.says(anna, 'the coffee machine leaks');
    for (let i = 0; i < 3; i += 1) await desk.says(anna, 'x'.repeat(13_000));
    const question = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
    expect(question?.text).toHaveLength('the coffee machine leaks'.length + 2 * 13_001);
    expect((await desk.leaving()).map((r) => refusal(r.notice)).filter(Boolean)).toEqual([
      'message-too-long',
    ]);
  });

  it('masks a password before anything is kept', async () => {
    await desk.says(anna, 'Outlook refuses password: Sommer2026');
    const question = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
    expect(question?.text).toBe('Outlook refuses password: •••');
  });

  it('masks a password that is added to the form', async () => {
    await desk.says(anna, 'the coffee machine leaks');
    await desk.says(anna, 'its password: Sommer2026');
    const question = await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id));
    expect(question).toMatchObject({
      text: 'the coffee machine leaks\nits password: •••',
      answers: { summary: 'the coffee machine leaks\nits password: •••' },
    });
  });

  it('asked for a person without a word why, hands on what comes next', async () => {
    await desk.says(anna, 'human', { command: { name: 'person', rest: '' } });
    await desk.leaving();
    await desk.says(anna, 'Outlook is slow');
    const open = await desk.turn(({ store }) => store.tickets.openOf(anna.tenantId, anna.personId));
    expect(open.map((t) => t.question)).toEqual(['Outlook is slow']);
    // No answer was wanted, so none was shown, and none stands on the ticket.
    expect(open[0]?.shown).toEqual([]);
    expect((await desk.leaving()).map((row) => row.notice.kind)).not.toContain('answer');
  });

  it('is refused a text that Teams would not take again', async () => {
    await desk.says(anna, 'x'.repeat(28_001));
    const rows = await desk.leaving();
    expect(rows.map((r) => refusal(r.notice)).filter(Boolean)).toEqual(['message-too-long']);
  });

  it('keeps the language that was chosen, whatever the client says', async () => {
    await desk.says({ ...anna, clientLocale: 'en' }, 'русский', {
      command: { name: 'language-ru', rest: '' },
    });
    await desk.says({ ...anna, clientLocale: 'zh-cn' }, 'hi');
    const person = await desk.turn(({ store }) => store.people.get(anna.tenantId, anna.personId));
    expect(person).toMatchObject({ locale: 'ru', localeFrom: 'chosen' });
  });
});

describe('words on a ticket', () => {
  it('cross both ways, and notes do not', async () => {
    const ticket = await openedTicket(desk);
    const inThread = { threadId: threadOf(ticket) };
    await desk.says(speakerOf(ben), 'Please restart Outlook', inThread);
    expect(await desk.words()).toEqual(expect.arrayContaining(['chat: relay', 'thread: update ticket']));
    await desk.says(speakerOf(ben), 'note: customer is in a hurry', {
      ...inThread,
      command: { name: 'note', rest: 'customer is in a hurry' },
    });
    expect(await desk.words()).not.toContain('chat: relay');
    await desk.says(anna, 'done, no change');
    expect(await desk.words()).toContain('thread: relay');
    const messages = await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 9));
    expect(messages.map((m) => [m.kind, m.from])).toEqual([
      ['relay', 'requester'],
      ['note', 'agent'],
      ['relay', 'agent'],
    ]);
  });

  it('an edit and a deletion follow their message', async () => {
    const ticket = await openedTicket(desk);
    const activityId = await desk.says(anna, 'it is brocken');
    await desk.leaving();
    await desk.happens(anna, annasChat, { type: 'edited', text: 'it is broken' }, { activityId });
    expect(await desk.words()).toContain('thread: update relay');
    await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId });
    const [message] = await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1));
    expect(message).toMatchObject({ text: '', deleted: true, edited: true });
  });

  it('are kept without secrets: the words, the name of a file, and an edit', async () => {
    const ticket = await openedTicket(desk);
    const files = ['password=Hunter2x.txt', 'error.png'];
    const kind = { type: 'text', text: 'password: Sommer2026', files } as const;
    const activityId = await desk.happens(anna, annasChat, kind);
    const message = async () =>
      (await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1)))[0];
    expect(await message()).toMatchObject({ text: 'password: •••', files: ['password=•••', 'error.png'] });
    await desk.happens(anna, annasChat, { type: 'edited', text: 'or password: Winter2026' }, { activityId });
    expect(await message()).toMatchObject({ text: 'or password: •••', edited: true });
  });

  it('an edit that Teams would not take again is refused', async () => {
    const ticket = await openedTicket(desk);
    const activityId = await desk.says(anna, 'it is broken');
    await desk.leaving();
    await desk.happens(anna, annasChat, { type: 'edited', text: 'x'.repeat(28_001) }, { activityId });
    const [message] = await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1));
    expect(message).toMatchObject({ text: 'it is broken', edited: false });
    const rows = await desk.leaving();
    expect(rows.map((r) => [r.destination.to, refusal(r.notice)])).toEqual([['chat', 'message-too-long']]);
  });

  it('another person’s edit changes nothing', async () => {
    const ticket = await openedTicket(desk);
    const activityId = await desk.says(anna, 'mine');
    const eve = { ...anna, personId: 'eve' };
    // Who was never heard could change nothing anyway.
    await desk.says(eve, 'help', { command: { name: 'help', rest: '' } });
    await desk.happens(eve, annasChat, { type: 'edited', text: 'hers' }, { activityId });
    await desk.happens(eve, annasChat, { type: 'deleted' }, { activityId });
    const [message] = await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1));
    expect(message?.text).toBe('mine');
  });

  it('another agent’s edit changes nothing', async () => {
    const ticket = await openedTicket(desk);
    const inThread = { threadId: threadOf(ticket) };
    await desk.says(speakerOf(mei), 'I am here as well', inThread);
    const activityId = await desk.says(speakerOf(ben), 'Please restart', inThread);
    for (const kind of [{ type: 'edited', text: 'Pay here' }, { type: 'deleted' }] as const)
      await desk.happens(speakerOf(mei), channel, kind, { ...inThread, activityId });
    const [message] = await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1));
    expect(message).toMatchObject({ text: 'Please restart', edited: false, deleted: false });
  });

  it('a thank-you does not reopen what is solved, an answer does', async () => {
    const ticket = await openedTicket(desk);
    const inThread = { threadId: threadOf(ticket) };
    await desk.says(speakerOf(ben), 'solve: fixed', {
      ...inThread,
      command: { name: 'solve', rest: 'fixed' },
    });
    await desk.leaving();
    await desk.says(anna, 'thank you', { command: { name: 'thanks', rest: '' } });
    expect(await desk.words()).toEqual(['chat: still-solved']);
    expect((await ticketNow(desk, ticket)).state).toBe('solved');
    await desk.says(anna, 'no, it is back');
    expect((await ticketNow(desk, ticket)).state).toBe('assigned');
    expect(await desk.words()).toEqual(
      expect.arrayContaining(['thread: requester-reopened', 'thread: relay']),
    );
  });

  it.each([
    ['helped', 'works now'],
    ['yes', 'yes'],
    ['no', 'no'],
    ['who-are-you', 'are you a bot'],
    ['greeting', 'hello'],
    ['thanks', 'thank you'],
    ['person', 'agent'],
  ] as const)('while an agent is spoken to, "%s" is a word to them', async (name, text) => {
    const ticket = await openedTicket(desk);
    await desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), { text: 'Hello', files: [] }));
    await desk.leaving();
    await desk.says(anna, text, { command: { name, rest: '' } });
    expect(await desk.words()).toEqual(['thread: relay']);
  });

  it('with two open asks which one is meant, and keeps the words', async () => {
    const first = await openedTicket(desk);
    await desk.says(anna, 'new question', { command: { name: 'new-question', rest: '' } });
    await desk.says(anna, 'Outlook again');
    await desk.says(anna, 'person', { command: { name: 'person', rest: '' } });
    desk.advance(31 * 60_000);
    await desk.leaving();
    await desk.says(anna, 'any news?');
    const [row] = await desk.leaving();
    expect(row?.notice).toMatchObject({
      kind: 'which-ticket',
      ticketIds: [expect.any(String), first.id],
    });
    const card = await desk.turn(({ store }) => store.cards.get(anna.tenantId, row?.cardId ?? ''));
    expect(card?.notice).toMatchObject({ held: { text: 'any news?' } });
    // What left is kept for days, and would keep what is deleted.
    expect(JSON.stringify(row)).not.toContain('any news?');
  });
});

describe('words that wait to be told which ticket they are for', () => {
  let ticket: Ticket;
  let cardId: string;
  let activityId: string;

  beforeEach(async () => {
    ticket = await openedTicket(desk);
    await desk.says(anna, 'new question', { command: { name: 'new-question', rest: '' } });
    await desk.says(anna, 'Outlook again');
    await desk.says(anna, 'person', { command: { name: 'person', rest: '' } });
    desk.advance(31 * 60_000);
    await desk.leaving();
    activityId = await desk.says(anna, 'any news?');
    cardId = (await desk.leaving())[0]?.cardId ?? '';
  });

  const chooses = () =>
    desk.press(anna, annasChat, cardId, 'choose-ticket', async (turn, pressed) => {
      const { notice } = pressed.card;
      const n = notice.kind === 'which-ticket' ? notice.ticketIds.indexOf(ticket.id) : 0;
      const flash = await chooseTicket(turn, pressed, n);
      return flash && { flash };
    });
  const said = async () =>
    (await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 9))).map((m) => m.text);

  const held = async () => {
    const notice = (await desk.turn(({ store }) => store.cards.get(anna.tenantId, cardId)))?.notice;
    return notice?.kind === 'which-ticket' ? notice.held : undefined;
  };

  it('wait without secrets, as do the names of their files', async () => {
    const files = ['password=Hunter2x.txt'];
    await desk.happens(anna, annasChat, { type: 'text', text: 'password: Sommer2026', files });
    cardId = (await desk.leaving())[0]?.cardId ?? '';
    expect(await held()).toMatchObject({ text: 'password: •••', files: ['password=•••'] });
  });

  it('are followed when they are edited', async () => {
    await desk.happens(
      anna,
      annasChat,
      { type: 'edited', text: 'any news? password: Sommer2026' },
      { activityId },
    );
    expect(await held()).toMatchObject({ text: 'any news? password: •••' });
    await chooses();
    expect(await said()).toEqual(['any news? password: •••']);
  });

  it('and that were edited stay so when an older edit comes after the choice', async () => {
    const edits = (text: string, sentAt: number) =>
      desk.happens(anna, annasChat, { type: 'edited', text }, { activityId, sentAt });
    await edits('the third', 3_000);
    await chooses();
    await edits('the second', 2_000);
    const [first, second] = await desk.turn(({ store }) =>
      store.tickets.openOf(anna.tenantId, anna.personId),
    );
    const all = await Promise.all(
      [first, second].map((one) =>
        desk.turn(({ store }) => store.messages.latest(anna.tenantId, one?.id ?? '', 9)),
      ),
    );
    expect(all.flat().map(({ text }) => text)).toEqual(['the third']);
  });

  it('go nowhere once they are deleted: the card asks no more, and its buttons do nothing', async () => {
    await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId });
    expect(await desk.words()).toEqual(['chat: update request-list']);
    expect((await chooses()).moment.flash).toEqual({ reason: 'card-outdated' });
    expect(await said()).toEqual([]);
  });

  it('are another message than the one of the same id in another chat', async () => {
    const boris = { ...anna, personId: 'person-boris', name: 'Boris' };
    await desk.happens(boris, personalChat(boris), { type: 'installed' });
    await desk.happens(boris, personalChat(boris), { type: 'edited', text: 'mine' }, { activityId });
    await chooses();
    expect(await said()).toEqual(['any news?']);
  });

  it('bring back a ticket that was closed meanwhile, and the thread is told', async () => {
    await desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'done'));
    await desk.turn(async ({ store, now }) => {
      const solved = await store.tickets.lock(ticket.tenantId, ticket.id);
      if (solved) await store.tickets.save({ ...solved, state: 'closed', endedAt: now });
    });
    await desk.leaving();
    await chooses();
    expect(await desk.words()).toEqual(
      expect.arrayContaining(['thread: requester-reopened', 'thread: relay']),
    );
  });
});

describe('after a ticket’s end', () => {
  let ticket: Ticket;
  let ofBen: string;
  let ofAnna: string;
  const inThread = () => ({ threadId: threadOf(ticket) });

  beforeEach(async () => {
    ticket = await openedTicket(desk);
    ofBen = await desk.says(speakerOf(ben), 'the other customer’s address', inThread());
    ofAnna = await desk.says(anna, 'my number is 5');
    await desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'done'));
    await desk.says(anna, 'solved', { command: { name: 'solved', rest: '' } });
    expect((await ticketNow(desk, ticket)).state).toBe('closed');
    await desk.leaving();
  });

  const textOf = async (from: string) =>
    (await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 9))).find(
      (message) => message.from === from,
    )?.text;

  it('words are still taken back, on either side', async () => {
    await desk.happens(speakerOf(ben), channel, { type: 'deleted' }, { ...inThread(), activityId: ofBen });
    expect([await textOf('agent'), await desk.words()]).toEqual(['', ['chat: update relay']]);
    await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId: ofAnna });
    expect([await textOf('requester'), await desk.words()]).toEqual(['', ['thread: update relay']]);
  });

  it('but not changed any more, and that is said', async () => {
    const kind = { type: 'edited', text: 'something else' } as const;
    await desk.happens(speakerOf(ben), channel, kind, { ...inThread(), activityId: ofBen });
    await desk.happens(anna, annasChat, kind, { activityId: ofAnna });
    const rows = await desk.leaving();
    expect(rows.map(({ notice }) => refusal(notice))).toEqual(['ended', 'ended']);
    expect([await textOf('agent'), await textOf('requester')]).toEqual([
      'the other customer’s address',
      'my number is 5',
    ]);
  });
});

describe('in the partner’s channel', () => {
  it.each([
    ['who is no member of the staff', { ...speakerOf(ben), personId: 'nobody' }, 'claim', 'not-staff'],
    ['an agent links a queue without being lead or admin', speakerOf(ben), 'link-queue', 'not-allowed'],
  ] as const)('%s is refused', async (_name, speaker, command, reason) => {
    await desk.says(speaker, 'x', { command: { name: command, rest: 'billing' } });
    expect((await desk.leaving()).map((r) => refusal(r.notice))).toEqual([reason]);
  });

  it('help comes where no ticket is', async () => {
    await desk.says(speakerOf(ben), 'what can you do?');
    expect(await desk.words()).toEqual(['channel: help']);
  });

  it('a personal chat of an agent has its own language', async () => {
    const speaker = speakerOf(ben);
    await desk.says(speaker, '中文', {
      chat: personalChat(speaker),
      command: { name: 'language-zh-cn', rest: '' },
    });
    const person = await desk.turn(({ store }) => store.people.get(speaker.tenantId, speaker.personId));
    expect(person?.locale).toBe('zh-cn');
  });
});

describe('files', () => {
  it('are named to the agent, and the requester is told that only the name goes', async () => {
    await openedTicket(desk);
    await desk.happens(anna, annasChat, { type: 'text', text: 'see this', files: ['error.png'] });
    const rows = await desk.leaving();
    expect(rows.map((r) => refusal(r.notice) ?? r.notice.kind)).toEqual(
      expect.arrayContaining(['relay', 'files-stay']),
    );
  });

  it('alone are no question', async () => {
    await desk.happens(anna, annasChat, { type: 'text', text: '', files: ['error.png'] });
    expect((await desk.leaving()).map((r) => refusal(r.notice) ?? r.notice.kind)).toEqual([
      'welcome',
      'files-stay',
    ]);
  });
});

describe('after "is it solved?"', () => {
  const solve = async () => {
    const ticket = await openedTicket(desk);
    const command = { name: 'solve', rest: 'fixed' } as const;
    await desk.says(speakerOf(ben), 'solve: fixed', { threadId: threadOf(ticket), command });
    await desk.leaving();
    return ticket;
  };

  it.each([
    ['not-helped', 'it did not help', 'assigned'],
    ['helped', 'works now', 'closed'],
    ['not-solved', 'not solved', 'assigned'],
  ] as const)('"%s" is an answer', async (name, text, state) => {
    const ticket = await solve();
    desk.advance(13 * 3_600_000);
    await desk.says(anna, text, { command: { name, rest: '' } });
    expect((await ticketNow(desk, ticket)).state).toBe(state);
  });

  it('what was closed comes back by a word, while it may', async () => {
    const ticket = await solve();
    await desk.says(anna, 'solved', { command: { name: 'solved', rest: '' } });
    await desk.says(anna, 'reopen', { command: { name: 'not-solved', rest: '' } });
    expect((await ticketNow(desk, ticket)).state).toBe('assigned');
  });
});

describe('stale things', () => {
  it('a question of another day is not what "a person" is about', async () => {
    await desk.says(anna, 'Outlook is slow');
    desk.advance(20 * 86_400_000);
    await desk.says(anna, 'human', { command: { name: 'person', rest: '' } });
    expect(await desk.turn(({ store }) => store.tickets.openOf(anna.tenantId, anna.personId))).toEqual([]);
  });

  it('a question before "new question" is not what "a person" is about', async () => {
    await desk.says(anna, 'Outlook is slow');
    await desk.says(anna, 'new question', { command: { name: 'new-question', rest: '' } });
    await desk.says(anna, 'human', { command: { name: 'person', rest: '' } });
    await desk.says(anna, 'the coffee machine leaks');
    const open = await desk.turn(({ store }) => store.tickets.openOf(anna.tenantId, anna.personId));
    expect(open.map((t) => t.question)).toEqual(['the coffee machine leaks']);
  });

  it('a withdrawn-sounding word ends nothing by itself', async () => {
    const ticket = await openedTicket(desk);
    await desk.says(anna, 'never mind', { command: { name: 'withdraw', rest: '' } });
    expect((await ticketNow(desk, ticket)).state).toBe('new');
    expect(await desk.words()).toContain('chat: request');
  });
});

describe('a transferred ticket', () => {
  it('is not answered from its old thread', async () => {
    const ticket = await openedTicket(desk);
    await desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'billing'));
    await desk.leaving();
    await desk.says(speakerOf(ben), 'hello?', { threadId: threadOf(ticket) });
    const rows = await desk.leaving();
    expect(rows.map((r) => refusal(r.notice))).toEqual(['ticket-moved']);
  });
});

describe('a group or a channel of a customer', () => {
  const group = { ...annasChat, id: '19:group@thread.v2', kind: 'group' } as const;
  const team = { ...annasChat, id: '19:team@thread.tacv2', kind: 'channel', teamId: '19:team' } as const;

  it.each([
    ['group', group, {}, group.id],
    ['channel', team, { threadId: `${team.id};messageid=7` }, `${team.id};messageid=7`],
  ] as const)(
    '(%s) is told once a day that the bot speaks to one person only',
    async (_n, chat, more, id) => {
      const russian = { ...anna, clientLocale: 'ru' } as const;
      await desk.happens(russian, chat, { type: 'text', text: 'Outlook is slow', files: [] }, more);
      await desk.happens(russian, chat, { type: 'text', text: 'and again', files: [] }, more);
      await desk.happens(russian, chat, { type: 'installed' }, more);
      const rows = await desk.leaving();
      expect(rows.map((r) => [r.destination, refusal(r.notice)])).toEqual([
        [expect.objectContaining({ to: 'address', conversationId: id, locale: 'ru' }), 'own-chat'],
      ]);
      desk.advance(86_400_000);
      await desk.happens(russian, chat, { type: 'text', text: 'still slow', files: [] }, more);
      expect(await desk.words()).toEqual(['address: refused']);
    },
  );

  it('leaves nothing behind, whatever happens there', async () => {
    const kinds: Inbound['kind'][] = [
      { type: 'installed' },
      { type: 'text', text: 'person', files: [], command: { name: 'person', rest: '' } },
      { type: 'text', text: 'Outlook is slow', files: [] },
      { type: 'edited', text: 'Outlook is very slow' },
      { type: 'members-removed', members: [{ teamsId: '29:x' }] },
      { type: 'removed' },
      { type: 'other' },
    ];
    for (const kind of kinds) for (const chat of [group, team]) await desk.happens(anna, chat, kind);
    await desk.turn(async ({ store }) => {
      expect(await store.chats.ofTenant(anna.tenantId)).toEqual([]);
      expect(await store.people.get(anna.tenantId, anna.personId)).toBeUndefined();
      expect(await store.questions.latest(anna.tenantId, group.id)).toBeUndefined();
      expect(await store.tickets.openOf(anna.tenantId, anna.personId)).toEqual([]);
    });
  });

  it('does not read along what Anna has open', async () => {
    const ticket = await openedTicket(desk);
    await desk.happens(anna, group, { type: 'text', text: 'what about it?', files: [] });
    expect(await desk.words()).toEqual(['address: refused']);
    const messages = await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1));
    expect(messages).toEqual([]);
  });
});

describe('an agent’s edit', () => {
  it.each(['edited', 'deleted'] as const)(
    '(%s) in the old thread of a moved ticket: words are taken back, but not changed',
    async (type) => {
      const ticket = await openedTicket(desk);
      const inThread = { threadId: threadOf(ticket) };
      const activityId = await desk.says(speakerOf(ben), 'Please wait', inThread);
      await desk.turn((turn) => transferTicket(turn, mei, refTo(ticket), 'billing'));
      await desk.leaving();
      const kind = type === 'edited' ? ({ type, text: 'Please go' } as const) : ({ type } as const);
      await desk.happens(speakerOf(ben), channel, kind, { ...inThread, activityId });
      const [message] = await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1));
      const rows = await desk.leaving();
      if (type === 'deleted') {
        expect(message).toMatchObject({ text: '', deleted: true });
        expect(rows.map(({ destination, notice }) => [destination.to, notice.kind])).toEqual([
          ['chat', 'relay'],
        ]);
        return;
      }
      expect(message).toMatchObject({ text: 'Please wait', edited: false, deleted: false });
      expect(rows.map((r) => [r.destination, refusal(r.notice)])).toEqual([
        [expect.objectContaining({ to: 'chat', ...inThread }), 'ticket-moved'],
      ]);
    },
  );

  it.each([
    [
      'ask: which version?',
      { name: 'ask', rest: 'which version?' },
      { text: 'which version?', deleted: false },
    ],
    ['note: not entitled', { name: 'note', rest: 'not entitled' }, { text: '', deleted: true }],
  ] as const)('to "%s" carries no command to the requester', async (text, command, expected) => {
    const ticket = await openedTicket(desk);
    const inThread = { threadId: threadOf(ticket) };
    const activityId = await desk.says(speakerOf(ben), 'which verson?', inThread);
    await desk.happens(
      speakerOf(ben),
      channel,
      { type: 'edited', text, command },
      { ...inThread, activityId },
    );
    const [message] = await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1));
    expect(message).toMatchObject(expected);
  });

  it.each(['edited', 'deleted'] as const)(
    '(%s) by somebody who is no agent any more: refused',
    async (type) => {
      const ticket = await openedTicket(desk);
      const threadId = threadOf(ticket);
      const activityId = await desk.says(speakerOf(ben), 'Please wait', { threadId });
      await desk.leaving();
      const kind = type === 'edited' ? ({ type, text: 'Pay here' } as const) : ({ type } as const);
      const inbound = { speaker: speakerOf(ben), chat: channel, threadId, activityId, kind };
      await desk.turn((turn) =>
        receiveMessage({ ...turn, settings: { ...turn.settings, staff: [mei] } }, inbound),
      );
      const [message] = await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1));
      expect(message).toMatchObject({ text: 'Please wait', edited: false, deleted: false });
      expect(await desk.words()).toEqual([]);
    },
  );
});
