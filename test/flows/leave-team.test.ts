// Ben leaves the team: the ticket is back, Mei claims.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound, Member } from '../../src/domain/chat.ts';
import type { StaffMember } from '../../src/domain/person.ts';
import { claim, solve, type Ticket } from '../../src/domain/ticket.ts';
import { claimTicket } from '../../src/flows/claim-ticket.ts';
import { relayFromAgent } from '../../src/flows/relay-message.ts';
import {
  anna,
  ben,
  channel,
  type Desk,
  fireDue,
  mei,
  openDesk,
  openedTicket,
  refTo,
  refusal,
  speakerOf,
  threadOf,
  ticketNow,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
  await desk.says(anna, 'hello?');
  await desk.leaving();
});
afterEach(() => desk.close());

const bens: Member = { personId: ben.id, teamsId: '29:ben' };
const claims = (who: StaffMember) => desk.turn((turn) => claimTicket(turn, who, refTo(ticket)));
const leaves = (members: readonly Member[] = [bens], more: Partial<Inbound> = {}, chat = channel) =>
  desk.happens(speakerOf(mei), chat, { type: 'members-removed', members }, more);
const joins = (more: Partial<Inbound> = {}) =>
  desk.happens(speakerOf(mei), channel, { type: 'members-added', members: [bens] }, more);
const claimsByWords = (who: StaffMember) =>
  desk.says(speakerOf(who), 'claim', {
    command: { name: 'claim', rest: '' },
    threadId: threadOf(ticket),
  });

/** More tickets of Ben's, one after the other. */
async function bensTickets(count: number): Promise<Ticket[]> {
  const first = await ticketNow(desk, ticket);
  return desk.turn(async ({ store, now }) => {
    const made: Ticket[] = [];
    for (let n = 1; n <= count; n += 1) {
      const { assigneeId: _a, ...free } = first;
      const claimed = claim(
        { ...free, id: `more-${n}`, number: 2000 + n, state: 'new', version: 1 },
        ben,
        now,
      );
      if (!claimed.ok) throw new Error(claimed.reason);
      await store.tickets.insert(claimed.value);
      made.push(claimed.value);
    }
    return made;
  });
}

describe('Ben leaves the team', () => {
  beforeEach(async () => {
    await claims(ben);
    await desk.leaving();
  });

  it('the ticket is back in the queue at once, everybody hears of it once, and Mei claims', async () => {
    await leaves();
    expect(await ticketNow(desk, ticket)).toMatchObject({ state: 'new' });
    expect((await ticketNow(desk, ticket)).assigneeId).toBeUndefined();
    const rows = await desk.leaving();
    expect(rows.map(({ notice }) => notice)).toEqual(
      expect.arrayContaining([
        { kind: 'thread-event', ...refTo(ticket), event: 'left-team', by: 'Ben Carter' },
        { kind: 'takes-over', ...refTo(ticket) },
      ]),
    );
    expect(rows.filter(({ class: kind }) => kind === 'update').map(({ notice }) => notice.kind)).toEqual(
      expect.arrayContaining(['ticket', 'request']),
    );
    await claimsByWords(mei);
    expect(await ticketNow(desk, ticket)).toMatchObject({ state: 'assigned', assigneeName: 'Mei Lin' });
    expect(await desk.words()).toContain('chat: claimed');
  });

  it('what Ben says there is refused, and the audit knows', async () => {
    await leaves();
    await desk.leaving();
    const audited = async () => (await desk.turn(({ store }) => store.audit.head())).sequence;
    const before = await audited();
    await claimsByWords(ben);
    await desk.says(speakerOf(ben), 'I will call you', { threadId: threadOf(ticket) });
    const rows = await desk.leaving();
    expect(rows.map(({ notice }) => refusal(notice))).toEqual(['not-staff', 'not-staff']);
    expect((await ticketNow(desk, ticket)).assigneeId).toBeUndefined();
    expect(await audited()).toBe(before + 2);
  });

  it('and so is what Ben presses', async () => {
    await leaves();
    const cards = await desk.turn(({ store }) => store.cards.ofTicket(refTo(ticket)));
    const card = cards.find(({ notice }) => notice.kind === 'ticket');
    const answer = await desk.press(
      speakerOf(ben),
      channel,
      card?.id ?? '',
      'claim-ticket',
      async (turn, { staff }) => {
        await claimTicket(turn, staff ?? ben, refTo(ticket));
        return undefined;
      },
      { threadId: threadOf(ticket) },
    );
    expect(refusal(answer.notice)).toBe('not-staff');
    expect((await ticketNow(desk, ticket)).assigneeId).toBeUndefined();
  });

  it('in the personal chat Ben is nobody’s colleague either', async () => {
    await leaves();
    await desk.leaving();
    const chat = { ...channel, id: 'a:ben', kind: 'personal' } as const;
    await desk.says(speakerOf(ben), 'help', { chat, command: { name: 'help', rest: '' } });
    expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['not-staff']);
  });

  it('Teams may name Ben by nothing but what it calls people', async () => {
    await desk.says({ ...speakerOf(ben), teamsId: '29:ben' }, 'help', {
      command: { name: 'help', rest: '' },
    });
    await leaves([{ teamsId: '29:ben' }]);
    expect((await ticketNow(desk, ticket)).assigneeId).toBeUndefined();
  });

  it('three tickets in hand: all three are back, and each requester hears of it once', async () => {
    const more = await bensTickets(2);
    await leaves();
    for (const one of [ticket, ...more]) {
      expect((await ticketNow(desk, one)).assigneeId).toBeUndefined();
    }
    const told = (await desk.leaving()).filter(({ notice }) => notice.kind === 'takes-over');
    expect(told.map(({ notice }) => 'ticketId' in notice && notice.ticketId).sort()).toEqual(
      [ticket, ...more].map(({ id }) => id).sort(),
    );
  });

  it('as many as one transaction should not hold: the rest follows by a timer', async () => {
    const more = await bensTickets(120);
    await leaves();
    const free = async () => {
      const tickets = await Promise.all([ticket, ...more].map((one) => ticketNow(desk, one)));
      return tickets.filter(({ assigneeId }) => assigneeId === undefined).length;
    };
    expect(await free()).toBe(50);
    await fireDue(desk);
    expect(await free()).toBe(121);
    const told = (await desk.leaving()).filter(({ notice }) => notice.kind === 'takes-over');
    expect(told).toHaveLength(121);
  });

  it('what waits for somebody still waits, and what was solved is not announced', async () => {
    const [waiting, done] = await bensTickets(2);
    if (!waiting || !done) throw new Error('no tickets');
    await desk.turn((turn) =>
      relayFromAgent(turn, ben, refTo(waiting), { text: 'Which version?', files: [] }, 'ask-requester'),
    );
    const solved = solve(done, ben, 'done', desk.now());
    await desk.turn(({ store }) => store.tickets.save(solved.ok ? solved.value : done));
    await desk.leaving();
    await leaves();
    expect(await ticketNow(desk, waiting)).toMatchObject({ state: 'waiting-requester' });
    expect(await ticketNow(desk, done)).toMatchObject({ state: 'solved' });
    for (const one of [waiting, done]) expect((await ticketNow(desk, one)).assigneeId).toBeUndefined();
    const told = (await desk.leaving()).filter(({ notice }) => notice.kind === 'takes-over');
    expect(told.map(({ notice }) => 'ticketId' in notice && notice.ticketId)).not.toContain(done.id);
  });

  it('the clock of the first answer goes on as it was set', async () => {
    await leaves();
    const { firstResponseDueAt, firstResponseWarnAt } = ticket;
    expect(await ticketNow(desk, ticket)).toMatchObject({ firstResponseDueAt, firstResponseWarnAt });
    desk.advance(firstResponseDueAt - desk.now());
    await desk.leaving();
    await fireDue(desk);
    expect(await desk.words()).toContain('thread: clock');
  });

  it('Ben is back: what he says counts again', async () => {
    await leaves([bens], { sentAt: desk.now() + 1 });
    await joins({ sentAt: desk.now() + 2 });
    await claimsByWords(ben);
    expect((await ticketNow(desk, ticket)).assigneeName).toBe('Ben Carter');
  });

  it('told in the wrong order: what was sent last counts', async () => {
    await joins({ sentAt: desk.now() + 2 });
    await leaves([bens], { sentAt: desk.now() + 1 });
    expect((await ticketNow(desk, ticket)).assigneeName).toBe('Ben Carter');
    await leaves([bens], { sentAt: desk.now() + 4 });
    await joins({ sentAt: desk.now() + 3 });
    await desk.leaving();
    await claimsByWords(ben);
    expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['not-staff']);
  });
});

describe('who left one of the desk’s teams', () => {
  const lunch = { ...channel, id: '19:lunch', teamId: '19:lunch' };
  const lead = mei;
  const links = () =>
    desk.says(speakerOf(lead), 'link', { chat: lunch, command: { name: 'link-queue', rest: 'first-line' } });
  const linked = () => desk.turn(({ store }) => store.queueLinks.get('first-line'));

  it('does not bring its queue into another team', async () => {
    await leaves([{ personId: lead.id, teamsId: '29:mei' }]);
    await desk.leaving();
    await links();
    expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['not-staff']);
    expect(await linked()).toBeUndefined();
  });

  it('nor when there is another of the desk’s teams to be in', async () => {
    const elsewhere = { ...channel, id: '19:billing@thread.tacv2', teamId: '19:billing-team' };
    await desk.happens(speakerOf(lead), elsewhere, { type: 'installed' });
    await leaves([{ personId: lead.id, teamsId: '29:mei' }], {}, elsewhere);
    await desk.leaving();
    await links();
    expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['not-staff']);
    expect(await linked()).toBeUndefined();
    await desk.says(speakerOf(lead), 'unanswered', {
      chat: lunch,
      command: { name: 'unanswered', rest: '' },
    });
    expect((await desk.leaving()).map(({ notice }) => notice.kind)).toEqual(['unanswered']);
  });

  it('may before', async () => {
    await links();
    expect(await linked()).toEqual({ tenantId: lunch.tenantId, chatId: lunch.id });
  });

  it.each(['unanswered', 'weak-articles', 'language-ru', 'help'] as const)(
    'is not obeyed in another team, where they still are: %s',
    async (name) => {
      await desk.happens(speakerOf(lead), lunch, { type: 'installed' });
      await leaves([{ personId: lead.id, teamsId: '29:mei' }]);
      await desk.leaving();
      await desk.says(speakerOf(lead), name, { chat: lunch, command: { name, rest: '' } });
      expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['not-staff']);
      const chat = await desk.turn(({ store }) => store.chats.get(lunch.tenantId, lunch.id));
      expect(chat?.locale).not.toBe('ru');
    },
  );
});

describe('what is no leaving', () => {
  beforeEach(async () => {
    await claims(ben);
    await desk.leaving();
  });

  it.each<[string, () => Promise<unknown>]>([
    ['somebody else goes', () => leaves([{ personId: 'somebody', teamsId: '29:somebody' }])],
    ['nobody that we can name goes', () => leaves([{ teamsId: '29:unknown' }])],
    [
      'somebody of that id goes from a customer’s team',
      () => leaves([bens], {}, { ...channel, tenantId: anna.tenantId }),
    ],
  ])('%s', async (_name, happens) => {
    await happens();
    expect((await ticketNow(desk, ticket)).assigneeName).toBe('Ben Carter');
    expect(await desk.words()).toEqual([]);
  });

  it('Ben goes from a team without a queue: nothing of it is kept', async () => {
    const lunch = { ...channel, id: '19:lunch', teamId: '19:lunch' };
    await leaves([bens], {}, lunch);
    expect((await ticketNow(desk, ticket)).assigneeName).toBe('Ben Carter');
    await desk.says(speakerOf(ben), 'help', { chat: lunch, command: { name: 'help', rest: '' } });
    expect(await desk.words()).toEqual(['chat: help']);
  });

  it('Ben goes from one of two teams: the tickets of the other stay', async () => {
    const elsewhere = { ...channel, id: '19:billing@thread.tacv2', teamId: '19:billing-team' };
    await desk.happens(speakerOf(mei), elsewhere, { type: 'installed' });
    await leaves([bens], {}, elsewhere);
    expect((await ticketNow(desk, ticket)).assigneeName).toBe('Ben Carter');
    await desk.says(speakerOf(ben), 'help', { command: { name: 'help', rest: '' } });
    expect(await desk.words()).toEqual(['channel: help']);
    await desk.says(speakerOf(ben), 'help', { chat: elsewhere, command: { name: 'help', rest: '' } });
    expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['not-staff']);
  });
});
