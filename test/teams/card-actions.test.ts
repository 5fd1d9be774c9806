import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Verb } from '../../src/domain/permissions.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { escalateTicket } from '../../src/flows/escalate-ticket.ts';
import { transferTicket } from '../../src/flows/transfer-ticket.ts';
import { actOnCard } from '../../src/teams/card-actions.ts';
import {
  ben,
  channel,
  type Desk,
  mei,
  openDesk,
  openedTicket,
  refTo,
  settings,
  speakerOf,
  threadOf,
  ticketNow,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
});
afterEach(() => desk.close());

/** The escalation's card in the thread where it was begun, with a packet that is ready. */
async function escalationCard(): Promise<string> {
  await desk.turn((turn) => escalateTicket(turn, ben, refTo(ticket)));
  await desk.turn(async ({ store }) => {
    const escalation = await store.escalations.latestOf(ticket.tenantId, ticket.id);
    if (escalation) await store.escalations.save({ ...escalation, state: 'ready' });
  });
  const cards = await desk.turn(({ store }) => store.cards.ofTicket(refTo(ticket)));
  return cards.find(({ notice }) => notice.kind === 'escalation')?.id ?? '';
}

function presses(verb: Verb, card: string, input: Record<string, string>, now = settings) {
  return desk.turn((turn) =>
    actOnCard(
      { ...turn, settings: now },
      {
        speaker: speakerOf(ben),
        chat: channel,
        threadId: threadOf(ticket),
        activityId: verb,
        verb,
        data: { card, nonce: turn.nonces.issue(card), ...input },
      },
    ),
  );
}

it.each([
  ['record-number', { number: '2611210040001234' }],
  ['correct-number', { number: '2611210040001234' }],
  ['fill-escalation', { category: 'unavailable' }],
  ['end-escalation', {}],
] as const)(
  'after a transfer the escalation’s card in the old thread does nothing: %s',
  async (verb, input) => {
    const card = await escalationCard();
    await desk.turn((turn) => transferTicket(turn, mei, refTo(ticket), 'billing'));
    const { moment } = await presses(verb, card, input);
    expect(moment.flash).toMatchObject({ reason: 'ticket-moved' });
    const escalation = await desk.turn(({ store }) => store.escalations.latestOf(ticket.tenantId, ticket.id));
    expect([escalation?.state, (await ticketNow(desk, ticket)).state]).toEqual(['ready', 'new']);
  },
);

it('while the ticket stays, it takes the number', async () => {
  await presses('record-number', await escalationCard(), { number: '2611210040001234' });
  expect((await ticketNow(desk, ticket)).state).toBe('waiting-microsoft');
});

describe('the customer was taken out of the settings', () => {
  const gone = { ...settings, customers: [] };
  const cardOf = async (kind: 'ticket' | 'escalation') => {
    const cards = await desk.turn(({ store }) => store.cards.ofTicket(refTo(ticket)));
    return cards.find(({ notice }) => notice.kind === kind)?.id ?? '';
  };

  it.each([
    ['claim-ticket', 'ticket', {}],
    ['reply-ticket', 'ticket', { text: 'Hello' }],
    ['ask-requester', 'ticket', { text: 'Which one?' }],
    ['solve-ticket', 'ticket', { resolution: 'Done' }],
    ['transfer-ticket', 'ticket', { queue: 'billing' }],
    ['change-severity', 'ticket', { severity: 'A', reason: 'all wait' }],
    ['escalate-ticket', 'ticket', {}],
    ['record-number', 'escalation', { number: '2611210040001234' }],
    ['end-escalation', 'escalation', {}],
  ] as const)('%s does nothing and says so', async (verb, kind, input) => {
    await escalationCard();
    await desk.leaving();
    const before = await ticketNow(desk, ticket);
    const { moment } = await presses(verb, await cardOf(kind), input, gone);
    expect(moment.flash).toEqual({ reason: 'customer-not-served' });
    expect(await ticketNow(desk, ticket)).toEqual(before);
    expect(await desk.words()).toEqual([]);
  });

  it('a note may be kept', async () => {
    const { moment } = await presses('add-note', await cardOf('ticket'), { note: 'They left us' }, gone);
    expect(moment.flash).toBeUndefined();
    expect(await desk.words()).toEqual(['thread: note-kept']);
  });
});
