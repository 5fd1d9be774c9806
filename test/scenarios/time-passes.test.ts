import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClockedDesk, openClockedDesk } from '../support/clocked-desk.ts';
import { anna, claimedTicketAt, openTicketAt } from './opened-ticket.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let desk: ClockedDesk;
beforeAll(async () => {
  desk = await openClockedDesk();
});
afterAll(() => desk.close());

describe('time passes', () => {
  it('a ticket that nobody answers: a warning, then the breach, each once', async () => {
    const { thread } = await openTicketAt(desk);
    await thread.sees('nobody has it yet');
    // Severity C of the plan: eight hours.
    desk.pass(6 * 60 * minuteMs);
    await thread.sees('Nobody has claimed');
    await thread.sees('First response due soon');
    desk.pass(2 * 60 * minuteMs);
    await thread.sees(/is overdue since/);
    desk.pass(dayMs);
    await thread.sees('First response overdue');
    await desk.teams.connector.quiet();
    expect(thread.posts().filter(({ text }) => text.includes('Nobody has claimed'))).toHaveLength(2);
  });

  it('a solution that nobody confirms: a reminder, then the ticket closes', async () => {
    const { requester, thread, number } = await claimedTicketAt(desk);
    await thread.presses('solve-ticket', { resolution: 'Signed in anew' });
    await requester.sees(`Is request #${number} solved`);
    const asked = () => requester.count(`Is request #${number} solved`);
    const before = asked();
    desk.pass(3 * dayMs);
    await expect.poll(asked).toBe(before + 1);
    desk.pass(4 * dayMs);
    await requester.sees(`Request #${number} is closed, because no answer came`);
    await thread.sees('Closed: Anna Petrova did not say');
    await requester.says('thank you');
    await requester.sees('You are welcome');
    await desk.teams.connector.quiet();
    expect(thread.posts().filter(({ text }) => text.includes('open again'))).toHaveLength(0);
  });

  it('words whose arrival Teams did not confirm go once more, before those that wait behind them', async () => {
    const { requester, thread } = await claimedTicketAt(desk);
    desk.teams.connector.script({
      when: ({ body }) => String(body.text).includes('the first'),
      dropAfterTaking: true,
    });
    await thread.mentions('the first');
    await thread.mentions('the second');
    await requester.sees('the first');
    await desk.teams.connector.quiet();
    expect(requester.count('the second')).toBe(0);
    desk.pass(minuteMs);
    await requester.sees('the second');
    const said = requester.posts().flatMap(({ text }) => /the (first|second)/.exec(text)?.[1] ?? []);
    expect(said).toEqual(['first', 'first', 'second']);
  });

  it('a signing key that was changed is fetched within a minute', async () => {
    await desk.teams.signing.rotate();
    desk.pass(minuteMs);
    const requester = desk.requester(anna);
    await requester.says('my requests');
    await requester.sees('You have no requests');
  });
});
