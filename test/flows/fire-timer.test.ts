import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clockState } from '../../src/domain/sla.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { claimTicket } from '../../src/flows/claim-ticket.ts';
import { fireTimer } from '../../src/flows/fire-timer.ts';
import { relayFromAgent } from '../../src/flows/relay-message.ts';
import { confirmSolved, rateTicket, solveTicket } from '../../src/flows/resolve-ticket.ts';
import { changeSeverity, transferTicket } from '../../src/flows/transfer-ticket.ts';
import {
  anna,
  annasChat,
  ben,
  type Desk,
  mei,
  openDesk,
  openedTicket,
  refTo,
  settings,
  ticketNow,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
const day = 86_400_000;

beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
});
afterEach(() => desk.close());

/** Everything that is due now fires. */
async function tick(now = settings): Promise<string[]> {
  const claim = { owner: 't', now: desk.now(), leaseUntil: desk.now() + 1000, limit: 50 };
  for (const timer of await desk.turn(({ store }) => store.timers.claim(claim))) {
    await desk.turn((turn) => fireTimer({ ...turn, settings: now }, timer));
  }
  return desk.words();
}

const solve = () => desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'done'));

describe('the first-response clock', () => {
  it('warns, then breaches, once each', async () => {
    desk.advance(ticket.firstResponseWarnAt - desk.now());
    expect(await tick()).toContain('thread: clock');
    expect(await tick()).toEqual([]);
    desk.advance(ticket.firstResponseDueAt - desk.now());
    expect(await tick()).toContain('thread: clock');
    expect(await tick()).toEqual([]);
  });

  it('says nothing once somebody has answered', async () => {
    await desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), { text: 'Hello', files: [] }));
    await desk.leaving();
    desk.advance(30 * day);
    expect(await tick()).toEqual([]);
  });

  it('follows a changed severity: the old timer is overtaken', async () => {
    await desk.turn((turn) => changeSeverity(turn, ben, refTo(ticket), 'A', 'the whole office waits'));
    const urgent = await ticketNow(desk, ticket);
    expect(urgent.firstResponseDueAt).toBeLessThan(ticket.firstResponseDueAt);
    await desk.leaving();
    desk.advance(urgent.firstResponseDueAt - desk.now());
    expect((await tick()).filter((w) => w === 'thread: clock')).toHaveLength(1);
    desk.advance(ticket.firstResponseDueAt - desk.now());
    expect(await tick()).toEqual([]);
  });
});

describe('a severity that goes to and fro', () => {
  const becomes = (severity: 'A' | 'B' | 'C') =>
    desk.turn((turn) => changeSeverity(turn, ben, refTo(ticket), severity, 'as Anna says'));
  const clocks = async () => (await tick()).filter((words) => words === 'thread: clock');

  it('does not tell a breach again that was told', async () => {
    desk.advance(ticket.firstResponseDueAt - desk.now());
    expect(await clocks()).toHaveLength(1);
    for (const severity of ['A', ticket.severity] as const) {
      await becomes(severity);
      expect(await clocks()).toEqual([]);
    }
  });

  it('does not tell a breach again over a severity whose time is not over', async () => {
    await becomes('B');
    const { firstResponseDueAt } = await ticketNow(desk, ticket);
    await becomes('C');
    desk.advance(firstResponseDueAt - desk.now());
    await clocks();
    const told: string[] = [];
    for (const severity of ['A', 'C', 'B', 'C', 'A'] as const) {
      await becomes(severity);
      const { firstResponseDueAt: dueAt } = await ticketNow(desk, ticket);
      expect(dueAt > desk.now()).toBe(severity === 'C');
      told.push(...(await clocks()));
    }
    expect(told).toHaveLength(1);
    const calm = await becomes('C').then(() => ticketNow(desk, ticket));
    desk.advance(calm.firstResponseDueAt - desk.now());
    expect(await clocks()).toHaveLength(1);
  });

  it('does not warn again of a time that was warned of', async () => {
    await becomes('B');
    const { firstResponseWarnAt } = await ticketNow(desk, ticket);
    desk.advance(firstResponseWarnAt - desk.now());
    expect(await clocks()).toHaveLength(1);
    for (const severity of ['C', 'B'] as const) {
      await becomes(severity);
      expect(await clocks()).toEqual([]);
    }
  });

  it('of a ticket that does not say what was told, the timer that is gone says it', async () => {
    desk.advance(ticket.firstResponseDueAt - desk.now());
    await clocks();
    const { breachToldAt: _b, warningToldAt: _w, ...old } = await ticketNow(desk, ticket);
    await desk.turn(({ store }) => store.tickets.save(old));
    await becomes('A');
    expect(await clocks()).toEqual([]);
  });

  it('tells a breach that had not been told when the severity changed', async () => {
    desk.advance(ticket.firstResponseDueAt - desk.now());
    await becomes('A');
    expect(await clocks()).toHaveLength(1);
  });

  it('tells at once that the time of the higher one is over already', async () => {
    desk.advance(ticket.firstResponseWarnAt - 1 - desk.now());
    await becomes('A');
    expect((await ticketNow(desk, ticket)).firstResponseDueAt).toBeLessThan(desk.now());
    expect(await clocks()).toHaveLength(1);
  });

  it('leaves what was answered in time as it was', async () => {
    desk.advance(ticket.firstResponseWarnAt - 1 - desk.now());
    await desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), { text: 'Hello', files: [] }));
    await becomes('A');
    const now = await ticketNow(desk, ticket);
    expect(now).toMatchObject({ severity: 'A', firstResponseDueAt: ticket.firstResponseDueAt });
    expect(clockState(now, desk.now())).toBe('met');
    expect(await clocks()).toEqual([]);
  });
});

describe('after "solved"', () => {
  it('silence is reminded once and then closes', async () => {
    await solve();
    expect(await desk.words()).toContain('chat: resolution');
    desk.advance(settings.closeAfterDays.reminder * day);
    expect(await tick()).toEqual(['chat: resolution', 'chat: update resolution']);
    desk.advance((settings.closeAfterDays.close - settings.closeAfterDays.reminder) * day);
    expect(await tick()).toEqual(
      expect.arrayContaining(['thread: closed-by-silence', 'chat: closed-by-silence']),
    );
    expect((await ticketNow(desk, ticket)).state).toBe('closed');
  });

  it('a reminder that comes late puts the end off by the days that follow it', async () => {
    const { reminder, close } = settings.closeAfterDays;
    await solve();
    await desk.leaving();
    desk.advance((close + 1) * day);
    expect(await tick()).toEqual(['chat: resolution', 'chat: update resolution']);
    expect(await tick()).toEqual([]);
    desk.advance((close - reminder) * day - 1);
    expect(await tick()).toEqual([]);
    desk.advance(1);
    expect(await tick()).toContain('chat: closed-by-silence');
  });

  it('the end waits for a reminder that is still to come, whichever fires first', async () => {
    const { reminder, close } = settings.closeAfterDays;
    await solve();
    await desk.leaving();
    desk.advance((close + 1) * day);
    const claim = { owner: 't', now: desk.now(), leaseUntil: desk.now() + 1000, limit: 50 };
    const due = await desk.turn(({ store }) => store.timers.claim(claim));
    for (const timer of due.toSorted((a, b) => a.kind.localeCompare(b.kind))) {
      await desk.turn((turn) => fireTimer(turn, timer));
    }
    expect((await ticketNow(desk, ticket)).state).toBe('solved');
    desk.advance((close - reminder) * day);
    await tick();
    expect((await ticketNow(desk, ticket)).state).toBe('closed');
  });

  it('reminded before that was kept, it closes on its day', async () => {
    const { reminder, close } = settings.closeAfterDays;
    await solve();
    desk.advance(reminder * day);
    await tick();
    const { remindedAt: _r, ...old } = await ticketNow(desk, ticket);
    await desk.turn(({ store }) => store.tickets.save(old));
    desk.advance((close - reminder) * day);
    expect(await tick()).toContain('chat: closed-by-silence');
  });

  it('the days count from the last time it was solved', async () => {
    await solve();
    desk.advance(day);
    await desk.says(anna, 'it is back');
    await solve();
    await desk.leaving();
    desk.advance(settings.closeAfterDays.reminder * day - day);
    expect(await tick()).toEqual([]);
  });

  it('days that the settings add meanwhile are waited for as well, and then it is reminded and closed', async () => {
    const { reminder, close } = settings.closeAfterDays;
    const later = { ...settings, closeAfterDays: { reminder: reminder + 1, close: close + 7 } };
    await solve();
    await desk.leaving();
    desk.advance(reminder * day);
    expect(await tick(later)).toEqual([]);
    desk.advance(day);
    expect(await tick(later)).toEqual(['chat: resolution', 'chat: update resolution']);
    desk.advance((close - reminder - 1) * day);
    expect(await tick(later)).toEqual([]);
    desk.advance(7 * day);
    expect(await tick(later)).toContain('chat: closed-by-silence');
  });

  it('solved twice within the days, it is reminded once', async () => {
    await solve();
    desk.advance(day);
    await desk.says(anna, 'it is back');
    await solve();
    await desk.leaving();
    const told: string[] = [];
    for (let days = 0; days < settings.closeAfterDays.close; days += 1) {
      desk.advance(day);
      told.push(...(await tick()));
    }
    expect(told.filter((words) => words === 'chat: resolution')).toHaveLength(1);
    expect(told.filter((words) => words === 'chat: closed-by-silence')).toHaveLength(1);
  });

  it('is confirmed and rated; the thread hears of both', async () => {
    await solve();
    const person = await desk.turn(({ store }) => store.people.get(anna.tenantId, anna.personId));
    if (!person) throw new Error('unknown');
    expect(await desk.turn((turn) => confirmSolved(turn, person, refTo(ticket)))).toBeUndefined();
    expect(await desk.turn((turn) => rateTicket(turn, person, refTo(ticket), 5, ''))).toBeUndefined();
    expect(await desk.turn((turn) => rateTicket(turn, person, refTo(ticket), 1, ''))).toEqual({
      reason: 'already-rated',
    });
    expect(await desk.words()).toEqual(
      expect.arrayContaining(['thread: requester-confirmed', 'thread: rated']),
    );
    const mallory = { ...person, id: 'mallory' };
    expect(await desk.turn((turn) => rateTicket(turn, mallory, refTo(ticket), 1, 'x'))).toEqual({
      reason: 'no-ticket',
    });
  });
});

describe('transfer', () => {
  it('opens a thread in the other queue and says so in the old one', async () => {
    await desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'billing'));
    const rows = await desk.leaving();
    const lanes = rows.map((r) => [
      r.lane.split(':').at(-1),
      r.notice.kind === 'thread-event' ? r.notice.event : r.notice.kind,
    ]);
    expect(lanes).toEqual(
      expect.arrayContaining([
        ['first-line', 'moved-away'],
        ['billing', 'ticket'],
      ]),
    );
    expect(await desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'nowhere'))).toEqual({
      reason: 'unknown-queue',
    });
  });

  it('to its own queue frees a colleague’s ticket; the thread and the requester hear of it', async () => {
    await desk.turn((turn) => claimTicket(turn, ben, refTo(ticket)));
    await desk.leaving();
    const taken = () => desk.turn((turn) => claimTicket(turn, mei, refTo(ticket)));
    expect(await taken()).toEqual({ reason: 'claimed-by-other', by: 'Ben Carter' });
    expect(
      await desk.turn((turn) => transferTicket(turn, mei, refTo(ticket), ticket.queueId)),
    ).toBeUndefined();
    const rows = await desk.leaving();
    expect(rows.map(({ notice }) => notice)).toEqual(
      expect.arrayContaining([
        { kind: 'thread-event', ...refTo(ticket), event: 'released', by: mei.name },
        { kind: 'takes-over', ...refTo(ticket) },
      ]),
    );
    expect(rows.filter((row) => row.notice.kind === 'ticket' && row.class !== 'update')).toEqual([]);
    expect(await taken()).toBeUndefined();
    expect((await ticketNow(desk, ticket)).assigneeName).toBe(mei.name);
  });

  it('to its own queue is refused while nobody has it', async () => {
    expect(await desk.turn((turn) => transferTicket(turn, mei, refTo(ticket), ticket.queueId))).toEqual({
      reason: 'same-queue',
    });
  });
});

it('keeps the chat the ticket belongs to', () => {
  expect(ticket.requesterChatId).toBe(annasChat.id);
});
