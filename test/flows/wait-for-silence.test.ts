// Anna cannot be reached when her ticket is solved: the desk knows, and her silence says nothing.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unreachedDays } from '../../src/domain/silence.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { OutboxRow } from '../../src/flows/outbox-ports.ts';
import { notSolved, solveTicket } from '../../src/flows/resolve-ticket.ts';
import { tellDelivery } from '../../src/flows/tell-delivery.ts';
import { person } from '../store/samples.ts';
import {
  anna,
  annasChat,
  ben,
  type Desk,
  fireDue,
  openDesk,
  openedTicket,
  refTo,
  settings,
  ticketNow,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
const day = 86_400_000;
const { reminder, close } = settings.closeAfterDays;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
});
afterEach(() => desk.close());

const leaves = () => desk.happens(anna, annasChat, { type: 'removed' });
const comesBack = () => desk.happens(anna, annasChat, { type: 'installed' });
const solves = () => desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'Restarted it'));
const stateNow = async () => (await ticketNow(desk, ticket)).state;

/** All that waits leaves or does not, and whoever waits for it is told; returns it as words. */
async function delivers(arrives: boolean): Promise<string[]> {
  const rows = await takes();
  for (const row of rows) await ends(row, arrives);
  return [...rows.map(wordsOf), ...(await takes()).map(wordsOf)];
}
const ends = (row: OutboxRow, arrives: boolean) =>
  desk.turn((turn) =>
    tellDelivery(turn, row, arrives ? { state: 'sent' } : { state: 'parked', reason: 'uninstalled' }),
  );
const takes = () => desk.leaving();
const wordsOf = ({ notice, class: kind }: OutboxRow) => {
  const what = notice.kind === 'thread-event' ? notice.event : notice.kind;
  return kind === 'update' ? `update ${what}` : what;
};
/** A day passes after the other; what is told of the resolution on the way. */
async function daysPass(days: number): Promise<string[]> {
  const told: string[] = [];
  for (let n = 0; n < days; n += 1) {
    desk.advance(day);
    await fireDue(desk);
    told.push(...(await delivers(true)));
  }
  return told.filter((words) => words === 'resolution' || words.startsWith('closed'));
}

describe('solved while the app is not there', () => {
  beforeEach(async () => {
    await leaves();
    await solves();
  });

  it('the thread hears of it at once and once', async () => {
    const waiting = await takes();
    expect(waiting.map(wordsOf).filter((words) => words === 'resolution-not-delivered')).toHaveLength(1);
    for (const row of waiting) await ends(row, false);
    expect((await takes()).map(wordsOf)).not.toContain('resolution-not-delivered');
  });

  it('there is no reminder, and the ticket does not close after the usual days', async () => {
    desk.advance((close + 1) * day);
    await fireDue(desk);
    expect(await stateNow()).toBe('solved');
    await comesBack();
    const cards = (await takes()).map(wordsOf).filter((words) => words === 'resolution');
    expect(cards).toHaveLength(1);
  });

  it('once it has arrived, its days begin: one reminder, then the end', async () => {
    desk.advance((close + 1) * day);
    await fireDue(desk);
    await comesBack();
    expect(await delivers(true)).toContain('resolution');
    expect(await daysPass(reminder - 1)).toEqual([]);
    expect(await daysPass(1)).toEqual(['resolution']);
    expect(await daysPass(close - reminder)).toEqual(['closed-by-silence', 'closed-by-silence']);
    expect(await stateNow()).toBe('closed');
  });

  it('back before the usual days are over, nobody is reminded or closed too early or twice', async () => {
    await desk.turn(({ store }) => store.outbox.waitingIn(`chat:${annasChat.id}`));
    desk.advance(day);
    await comesBack();
    await delivers(true);
    expect(await daysPass(close - 1)).toEqual(['resolution']);
    expect(await daysPass(1)).toEqual(['closed-by-silence', 'closed-by-silence']);
  });

  it('who stays away is not waited for without end, and is told nothing untrue', async () => {
    await takes();
    desk.advance((unreachedDays - 1) * day);
    await fireDue(desk);
    expect(await stateNow()).toBe('solved');
    desk.advance(day);
    await fireDue(desk);
    expect(await stateNow()).toBe('closed');
    const words = (await takes()).filter(({ class: kind }) => kind !== 'update');
    expect(
      words.map(({ destination, notice }) => [
        destination.to,
        wordsOf({ notice, class: 'owed' } as OutboxRow),
      ]),
    ).toEqual([['thread', 'closed-by-silence']]);
  });

  it('an earlier card that points to it is not it', async () => {
    await comesBack();
    await delivers(true);
    const annaHerself = person({ tenantId: anna.tenantId, id: anna.personId });
    await desk.turn((turn) => notSolved(turn, annaHerself, refTo(ticket)));
    await takes();
    await leaves();
    await solves();
    const rows = await takes();
    const pointer = rows.find((row) => wordsOf(row) === 'update resolution');
    if (!pointer) throw new Error('no pointer');
    await ends(pointer, true);
    expect((await ticketNow(desk, ticket)).isUnasked).toBe(true);
    const card = rows.find((row) => wordsOf(row) === 'resolution');
    if (card) await ends(card, true);
    expect(await ticketNow(desk, ticket)).not.toHaveProperty('isUnasked');
  });
});

describe('solved while the app seems to be there', () => {
  beforeEach(async () => {
    await solves();
  });

  it.each(['parked', 'dead'] as const)('but the card does not arrive: %s', async (state) => {
    const card = (await takes()).find((row) => wordsOf(row) === 'resolution');
    if (!card) throw new Error('no card');
    for (let times = 0; times < 2; times += 1) {
      await desk.turn((turn) => tellDelivery(turn, card, { state, reason: 'blocked' }));
    }
    const told = (await takes()).map(wordsOf).filter((words) => words === 'resolution-not-delivered');
    expect(told).toHaveLength(1);
    desk.advance((close + 1) * day);
    await fireDue(desk);
    expect(await stateNow()).toBe('solved');
  });

  it('and the card arrives, but a change of it or the reminder does not: the resolution is known', async () => {
    const card = (await takes()).find((row) => wordsOf(row) === 'resolution');
    if (!card) throw new Error('no card');
    await ends({ ...card, class: 'update' }, false);
    desk.advance(reminder * day);
    await fireDue(desk);
    await delivers(false);
    expect(await ticketNow(desk, ticket)).not.toHaveProperty('isUnasked');
  });
});
