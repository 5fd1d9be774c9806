// What becomes of words at a ticket's end or about its severity: no secret is kept, and whose they are is.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import { claimTicket } from '../../src/flows/claim-ticket.ts';
import { confirmSolved, notSolved, rateTicket, solveTicket } from '../../src/flows/resolve-ticket.ts';
import { changeSeverity } from '../../src/flows/transfer-ticket.ts';
import { person as samplePerson } from '../store/samples.ts';
import { anna, ben, type Desk, mei, openDesk, openedTicket, refTo, ticketNow } from '../support/desk.ts';

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

it('a solution is signed by whoever wrote it, whoever has the ticket; reopened there is none', async () => {
  await desk.turn((turn) => claimTicket(turn, ben, refTo(ticket)));
  await desk.turn((turn) => solveTicket(turn, mei, refTo(ticket), 'Restarted the service'));
  expect(await ticketNow(desk, ticket)).toMatchObject({ assigneeName: ben.name, solvedByName: mei.name });
  await desk.turn((turn) => notSolved(turn, person, refTo(ticket)));
  expect(await ticketNow(desk, ticket)).not.toHaveProperty('solvedByName');
});

it('a ticket solved anew has one card to be rated or reopened on; those of before point to it', async () => {
  const about = async () => {
    const cards = await desk.turn((turn) => turn.store.cards.ofTicket(refTo(ticket)));
    return cards.flatMap(({ notice }) => (notice.kind === 'resolution' ? [notice.isEarlier === true] : []));
  };
  await desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'Restarted it'));
  expect(await about()).toEqual([false]);
  await desk.turn((turn) => notSolved(turn, person, refTo(ticket)));
  expect(await about()).toEqual([false]);
  await desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'Replaced it'));
  expect(await about()).toEqual([true, false]);
});
