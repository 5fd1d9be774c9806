// What people type at a ticket's end or about its severity holds no secret once it is kept.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import { confirmSolved, rateTicket, solveTicket } from '../../src/flows/resolve-ticket.ts';
import { changeSeverity } from '../../src/flows/transfer-ticket.ts';
import { person as samplePerson } from '../store/samples.ts';
import { anna, ben, type Desk, openDesk, openedTicket, refTo, ticketNow } from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
});
afterEach(() => desk.close());

const secret = 'password: Sommer2026';
const person = samplePerson({ tenantId: anna.tenantId, id: anna.personId });

it('masks the reason of a severity, the resolution and the comment', async () => {
  await desk.turn((turn) => changeSeverity(turn, ben, refTo(ticket), 'A', `all wait, ${secret}`));
  await desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), `Reset, ${secret}`));
  await desk.turn((turn) => confirmSolved(turn, person, refTo(ticket)));
  await desk.turn((turn) => rateTicket(turn, person, refTo(ticket), 5, `Thanks, ${secret}`));
  expect(await ticketNow(desk, ticket)).toMatchObject({
    severityReason: 'all wait, password: •••',
    resolution: 'Reset, password: •••',
    satisfaction: { comment: 'Thanks, password: •••' },
  });
});
