// Ben is taken out of the settings without leaving the team: what he had is back in the queue.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claim, type Ticket } from '../../src/domain/ticket.ts';
import { checkStaff } from '../../src/flows/check-staff.ts';
import { claimTicket } from '../../src/flows/claim-ticket.ts';
import { startHousekeeping } from '../../src/flows/keep-house.ts';
import type { Turn } from '../../src/flows/ports.ts';
import {
  ben,
  type Desk,
  fireDue,
  mei,
  openDesk,
  openedTicket,
  refTo,
  settings,
  ticketNow,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
  await desk.turn((turn) => claimTicket(turn, ben, refTo(ticket)));
  await desk.leaving();
});
afterEach(() => desk.close());

const withoutBen = { ...settings, staff: settings.staff.filter(({ id }) => id !== ben.id) };
const checks = (given: Turn['settings'] = withoutBen) =>
  desk.turn((turn) => checkStaff({ ...turn, settings: given }));
const audited = async () => (await desk.turn(({ store }) => store.audit.head())).sequence;

/** More tickets of Ben's. */
async function bensTickets(count: number): Promise<Ticket[]> {
  const { assigneeId: _a, ...free } = await ticketNow(desk, ticket);
  return desk.turn(async ({ store, now }) => {
    const made: Ticket[] = [];
    for (let n = 1; n <= count; n += 1) {
      const held = claim({ ...free, id: `more-${n}`, number: 2000 + n, state: 'new', version: 1 }, ben, now);
      if (!held.ok) throw new Error(held.reason);
      await store.tickets.insert(held.value);
      made.push(held.value);
    }
    return made;
  });
}

it('the ticket is released, told like that of somebody who left, and audited: once', async () => {
  const before = await audited();
  for (let times = 0; times < 2; times += 1) await checks();
  expect(await ticketNow(desk, ticket)).toMatchObject({ state: 'new' });
  expect((await ticketNow(desk, ticket)).assigneeId).toBeUndefined();
  expect(await audited()).toBe(before + 1);
  const rows = await desk.leaving();
  const words = rows.filter(({ class: kind }) => kind !== 'update').map(({ notice }) => notice);
  expect(words.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { kind: 'takes-over', ...refTo(ticket) },
    { kind: 'thread-event', ...refTo(ticket), event: 'left-team', by: ben.name },
  ]);
  expect(rows.filter(({ class: kind }) => kind === 'update').map(({ notice }) => notice.kind)).toEqual(
    expect.arrayContaining(['ticket', 'request']),
  );
});

describe('nothing is released', () => {
  it.each<[string, Turn['settings'], () => Promise<unknown>]>([
    ['while the settings name who has it', settings, async () => undefined],
    [
      'when another has it',
      withoutBen,
      async () => {
        await checks();
        await desk.turn((turn) => claimTicket(turn, mei, refTo(ticket)));
        await desk.leaving();
      },
    ],
  ])('%s', async (_name, given, happens) => {
    await happens();
    const before = await ticketNow(desk, ticket);
    await checks(given);
    expect(await ticketNow(desk, ticket)).toEqual(before);
    expect(await desk.words()).toEqual([]);
  });
});

it('many tickets go fifty to a transaction, the rest by a timer', async () => {
  const more = await bensTickets(120);
  const free = async () => {
    const tickets = await Promise.all([ticket, ...more].map((one) => ticketNow(desk, one)));
    return tickets.filter(({ assigneeId }) => assigneeId === undefined).length;
  };
  await checks();
  expect(await free()).toBe(50);
  expect(await desk.turn(({ store }) => store.timers.nextDueAt())).toBe(0);
  await checks();
  await checks();
  expect(await free()).toBe(121);
});

it('is looked for at each start, again when each turn by older settings has ended, and then no more', async () => {
  const gone = { ...ben, id: 'gone', name: 'Olaf' };
  const [theirs] = await bensTickets(1);
  if (!theirs) throw new Error('no ticket');
  const takes = async () => {
    const free = await ticketNow(desk, theirs);
    await desk.turn(({ store }) =>
      store.tickets.save({ ...free, assigneeId: gone.id, assigneeName: gone.name }),
    );
  };
  await takes();
  await desk.turn(startHousekeeping);
  await fireDue(desk);
  expect((await ticketNow(desk, theirs)).assigneeId).toBeUndefined();
  // His turn had begun before.
  await takes();
  desk.advance(60_000);
  await fireDue(desk);
  expect((await ticketNow(desk, theirs)).assigneeId).toBeUndefined();
  expect((await ticketNow(desk, ticket)).assigneeName).toBe(ben.name);
  const due = await desk.turn(({ store, now }) =>
    store.timers.claim({ owner: 'test', now: now + 86_400_000, leaseUntil: now + 86_400_001, limit: 99 }),
  );
  expect(due.map(({ kind }) => kind)).not.toContain('staff-check');
});
