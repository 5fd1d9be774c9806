// Anna says "not solved" when Ben, who had the ticket, may have gone while it was closed.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../src/domain/settings.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { checkStaff } from '../../src/flows/check-staff.ts';
import { claimTicket } from '../../src/flows/claim-ticket.ts';
import { relayFromRequester } from '../../src/flows/relay-message.ts';
import { confirmSolved, notSolved, solveTicket } from '../../src/flows/resolve-ticket.ts';
import { person } from '../store/samples.ts';
import {
  anna,
  ben,
  channel,
  type Desk,
  mei,
  openDesk,
  openedTicket,
  refTo,
  settings,
  speakerOf,
  ticketNow,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
  await desk.turn((turn) => claimTicket(turn, ben, refTo(ticket)));
  await desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'Restarted it'));
  await desk.turn((turn) => confirmSolved(turn, annaHerself, refTo(ticket)));
  await desk.leaving();
});
afterEach(() => desk.close());

const annaHerself = person({ tenantId: anna.tenantId, id: anna.personId });
const withoutBen = { ...settings, staff: settings.staff.filter(({ id }) => id !== ben.id) };

const presses = (now: Settings) =>
  desk.turn((turn) => notSolved({ ...turn, settings: now }, annaHerself, refTo(ticket)));
const writes = (now: Settings) =>
  desk.turn((turn) =>
    relayFromRequester({ ...turn, settings: now }, annaHerself, refTo(ticket), {
      text: 'It is back',
      files: [],
    }),
  );

async function leavesTeam(): Promise<Settings> {
  const members = [{ personId: ben.id, teamsId: '29:ben' }];
  await desk.happens(speakerOf(mei), channel, { type: 'members-removed', members });
  return settings;
}

async function leavesSettings(): Promise<Settings> {
  await desk.turn((turn) => checkStaff({ ...turn, settings: withoutBen }));
  return withoutBen;
}

describe.each([
  ['out of the settings', leavesSettings],
  ['out of the team', leavesTeam],
])('Ben is %s', (_where, goes) => {
  it.each([
    ['with the button', presses],
    ['with words', writes],
  ])('opened again %s it is nobody’s, both sides hear of it, and Mei may claim it', async (_how, reopens) => {
    const now = await goes();
    expect(await desk.words()).toEqual([]);
    expect(await reopens(now)).toBeUndefined();
    expect(await ticketNow(desk, ticket)).toMatchObject({ state: 'new' });
    expect((await ticketNow(desk, ticket)).assigneeId).toBeUndefined();
    const rows = await desk.leaving();
    const told = rows.filter(({ class: kind, notice }) => kind !== 'update' && notice.kind !== 'relay');
    expect(told.filter(({ destination: { to } }) => to === 'thread').map(({ notice }) => notice)).toEqual([
      { kind: 'thread-event', ...refTo(ticket), event: 'requester-reopened' },
      { kind: 'thread-event', ...refTo(ticket), event: 'left-team', by: ben.name },
    ]);
    expect(told.filter(({ destination: { to } }) => to === 'chat').map(({ notice }) => notice)).toEqual([
      { kind: 'takes-over', ...refTo(ticket) },
    ]);
    expect(
      await desk.turn((turn) => claimTicket({ ...turn, settings: now }, mei, refTo(ticket))),
    ).toBeUndefined();
  });
});

it.each([
  ['button', presses],
  ['words', writes],
])('while Ben is here it is Ben’s again: %s', async (_how, reopens) => {
  await reopens(settings);
  expect(await ticketNow(desk, ticket)).toMatchObject({ state: 'assigned', assigneeId: ben.id });
  const words = await desk.words();
  expect(words).toContain('thread: requester-reopened');
  expect(words).not.toContain('chat: takes-over');
});
