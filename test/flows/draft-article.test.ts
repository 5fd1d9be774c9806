import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StaffMember } from '../../src/domain/person.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { notSolved, solveTicket } from '../../src/flows/resolve-ticket.ts';
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
  refusal,
  speakerOf,
  threadOf,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
});
afterEach(() => desk.close());

const solve = async () => {
  await desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'Restart Outlook.'));
  await desk.leaving();
};
const draft = (by: StaffMember, threadId: string | undefined = threadOf(ticket)) =>
  desk.says(speakerOf(by), 'draft article', {
    command: { name: 'draft-article', rest: '' },
    ...(threadId !== undefined && { threadId }),
  });
const refusals = async () => (await desk.leaving()).map(({ notice }) => refusal(notice));

it('of a solved ticket comes in its thread: what to do with it, then the draft alone', async () => {
  await solve();
  const replyToId = await draft(mei);
  const rows = await desk.leaving();
  expect(rows.map(({ notice }) => notice)).toEqual([
    { kind: 'draft-ready', ...refTo(ticket) },
    { kind: 'draft', ...refTo(ticket) },
  ]);
  expect(rows.map(({ destination }) => destination.to)).toEqual(['thread', 'thread']);
  expect(rows[0]?.replyToId).toBe(replyToId);
});

it('of one that is not solved is refused', async () => {
  await draft(mei);
  expect(await refusals()).toEqual(['not-solved-yet']);
});

it('of one that was opened again is refused', async () => {
  await solve();
  await desk.turn((turn) =>
    notSolved(turn, person({ tenantId: anna.tenantId, id: anna.personId }), refTo(ticket)),
  );
  await desk.leaving();
  await draft(mei);
  expect(await refusals()).toEqual(['not-solved-yet']);
});

it('is a lead’s affair', async () => {
  await solve();
  await draft(ben);
  expect(await refusals()).toEqual(['not-allowed']);
});

it('needs the thread of a ticket', async () => {
  await desk.says(speakerOf(mei), 'draft article', {
    chat: channel,
    command: { name: 'draft-article', rest: '' },
  });
  expect(await refusals()).toEqual(['not-in-thread']);
});
