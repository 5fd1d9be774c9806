// A severity is changed while the packet for Microsoft is ready.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Severity } from '../../src/domain/support-offer.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { escalateTicket, fillEscalation, recordNumber } from '../../src/flows/escalate-ticket.ts';
import { changeSeverity } from '../../src/flows/transfer-ticket.ts';
import { ben, type Desk, openDesk, openedTicket, refTo } from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
  await desk.turn((turn) => escalateTicket(turn, ben, refTo(ticket)));
});
afterEach(() => desk.close());

const escalation = async () => {
  const found = await desk.turn(({ store }) => store.escalations.latestOf(ticket.tenantId, ticket.id));
  if (!found) throw new Error('no escalation');
  return found;
};
const fills = async (more: Record<string, string> = {}) => {
  const { id } = await escalation();
  const said = {
    category: 'unavailable',
    health: 'nothing-published',
    triedSteps: 'Restarted it',
    startedAt: 'today',
    scope: 'some-users',
    englishSummary: 'Outlook does not open',
    contactPhone: '+4930123456',
    consent: 'yes',
    ...more,
  };
  await desk.turn((turn) => fillEscalation(turn, ben, refTo(ticket), id, said));
  expect((await escalation()).state).toBe('ready');
  await desk.leaving();
};
const becomes = (severity: Severity) =>
  desk.turn((turn) => changeSeverity(turn, ben, refTo(ticket), severity, 'nobody can work'));

it('a higher one asks for what its packet lacks: it is not filed without', async () => {
  await fills();
  await becomes('A');
  const { state, id } = await escalation();
  expect(state).toBe('asking');
  expect(await desk.words()).toContain('thread: update escalation');
  const filed = await desk.turn((turn) => recordNumber(turn, ben, refTo(ticket), id, '2611210040001234'));
  expect(filed).toEqual({ reason: 'already-done' });
  await fills({ affectedCount: '40', businessImpact: 'Nobody can work' });
});

it('one that asks for nothing more leaves the packet ready', async () => {
  await becomes('A');
  await fills({ affectedCount: '40', businessImpact: 'Nobody can work' });
  await becomes('B');
  expect((await escalation()).state).toBe('ready');
});
