// People leave, channels disappear, and the bot hears itself: the desk goes on.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../support/fake-teams/activities.ts';
import { atRest, type Desk, northwind, openDesk } from '../support/northwind.ts';
import { claimedTicketAt, type OpenedTicket, openTicketAt } from './opened-ticket.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterEach(() => desk.teams.connector.unscript());
afterAll(() => desk.close());

describe('Ben leaves the team', () => {
  it('his tickets are back, the requesters hear of it once, and Mei goes on', async () => {
    const tickets = [await claimedTicketAt(desk), await claimedTicketAt(desk), await claimedTicketAt(desk)];
    const [first] = tickets;
    if (!first) throw new Error('no ticket');
    const claim = await first.thread.finds('reply-ticket');
    await desk.mei.changesMembers(northwind.support, 'membersRemoved', [desk.ben]);
    for (const { thread, requester } of tickets) {
      await thread.sees('Ben Carter is no longer in the team. The ticket is back in the queue.');
      await thread.sees('nobody has it yet');
      await requester.sees('A colleague takes over');
    }

    expect((await claim.press({ text: 'from outside' })).text).toContain('Only people listed as staff');
    await first.thread.mentions('also from outside');
    await first.thread.sees('Only people listed as staff');
    const meis = desk.mei.in(first.thread.conversationId);
    await meis.presses('claim-ticket');
    await first.requester.sees('Mei Lin');
    await meis.mentions('Good morning, I go on with this');
    await first.requester.sees('I go on with this');
    await atRest(desk);
    expect(first.requester.count('A colleague takes over')).toBe(1);
    expect(first.requester.count('from outside')).toBe(0);

    await desk.mei.changesMembers(northwind.support, 'membersAdded', [desk.ben]);
    await first.thread.mentions('Ben is back');
    await first.requester.sees('Ben is back');
  });
});

describe('the bot hears itself', () => {
  it('and says nothing to that, nor to another bot', async () => {
    const { requester, thread } = await claimedTicketAt(desk);
    await thread.mentions('Hello');
    await requester.sees('Hello');
    await thread.sees(/[Dd]elivered/);
    await atRest(desk);
    const sent = desk.teams.connector.requests.filter(({ method }) => method !== 'GET');
    const before = sent.length;
    const bots = [`28:${desk.teams.appId}`, '28:somebody-else'];
    const heard = sent.flatMap(({ body, conversationId }, n) =>
      bots.map((id) => asHeard(requester.drafts('x'), { body, conversationId, from: id, id: `echo-${n}` })),
    );
    expect(heard.length).toBeGreaterThan(10);
    for (const activity of heard) expect((await desk.teams.deliver(activity)).status).toBe(200);
    await atRest(desk);
    expect(desk.teams.connector.requests.filter(({ method }) => method !== 'GET')).toHaveLength(before);
  });

  function asHeard(
    like: Activity,
    echo: { body: Readonly<Record<string, unknown>>; conversationId: string; from: string; id: string },
  ): Activity {
    const conversation = { ...(like.conversation as object), id: echo.conversationId || 'a:echo' };
    const said = (echo.body.activity as object | undefined) ?? echo.body;
    return { ...like, ...said, id: echo.id, from: { id: echo.from, name: 'Bot' }, conversation };
  }
});

describe('the channel of the desk is deleted', () => {
  it('its ten tickets are seen in the other one, and nothing more is tried there', async () => {
    const tickets: OpenedTicket[] = [];
    for (let n = 0; n < 10; n += 1) tickets.push(await openTicketAt(desk));
    await atRest(desk);
    desk.teams.connector.rule(({ conversationId, body }) =>
      JSON.stringify([conversationId, body.channelData]).includes(northwind.support)
        ? { status: 404, body: { error: { code: 'ConversationNotFound' } } }
        : undefined,
    );
    const before = desk.teams.connector.requests.length;
    await desk.mei.changesPlace(northwind.support, 'channelDeleted');
    for (const { number, requester } of tickets) {
      const there = await desk.mei.findsThread(northwind.billing, new RegExp(`#${number}\\b`));
      await there.sees('was deleted. It goes on here.');
      await requester.says(`any news of #${number}?`);
      await there.sees(`any news of #${number}?`);
    }
    await atRest(desk);
    const tried = desk.teams.connector.requests.slice(before).filter(({ status }) => status === 404);
    expect(tried).toEqual([]);
  });
});
