import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import { claimTicket } from '../../src/flows/claim-ticket.ts';
import type { StoredCard } from '../../src/flows/ports.ts';
import type { Effect } from '../../src/flows/press-card.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  type Desk,
  mei,
  openDesk,
  openedTicket,
  personalChat,
  refTo,
  refusal,
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

async function cardOf(kind: 'ticket' | 'request'): Promise<StoredCard> {
  const cards = await desk.turn(({ store }) => store.cards.ofTicket(refTo(ticket)));
  const card = cards.find((c) => c.notice.kind === kind);
  if (!card) throw new Error(`no ${kind} card`);
  return card;
}

const claiming: Effect = async (turn, { staff }) => {
  const flash = staff && (await claimTicket(turn, staff, refTo(ticket)));
  return flash && { flash };
};

describe('claiming from the card', () => {
  it('is first come, first served, and the loser is told by name', async () => {
    const card = await cardOf('ticket');
    const thread = { threadId: threadOf(ticket) };
    const won = await desk.press(speakerOf(ben), channel, card.id, 'claim-ticket', claiming, thread);
    const lost = await desk.press(speakerOf(mei), channel, card.id, 'claim-ticket', claiming, thread);
    expect(won.moment).toEqual({});
    expect(lost.moment).toEqual({ flash: { reason: 'claimed-by-other', by: 'Ben Carter' } });
    expect(lost.facts.ticket?.assigneeName).toBe('Ben Carter');
    expect(await desk.words()).toEqual(
      expect.arrayContaining(['chat: claimed', 'thread: claimed', 'thread: update ticket']),
    );
  });

  it('has its effect once, though Teams sends it again under the same and under a new id', async () => {
    const card = await cardOf('ticket');
    let effects = 0;
    const counted: Effect = async () => {
      effects += 1;
      return undefined;
    };
    const [activityId, key] = [randomUUID(), randomUUID()];
    const press = (more: object) =>
      desk.press(speakerOf(ben), channel, card.id, 'add-note', counted, { key, ...more });
    await press({ activityId });
    await press({ activityId });
    const again = await press({});
    expect(effects).toBe(1);
    expect(again).toMatchObject({ notice: { kind: 'ticket' }, moment: {} });
  });
});

describe('a card is no key', () => {
  const never: Effect = async () => {
    throw new Error('this must not happen');
  };

  it('an unknown card, one of another chat, one of another tenant: the same answer', async () => {
    const request = await cardOf('request');
    const stranger = { ...anna, personId: 'mallory' };
    const otherTenant = { ...stranger, tenantId: '5b6e0c8d-13f4-4f0e-8a5d-9e2b7d4c1f03' };
    const answers = [
      await desk.press(anna, annasChat, randomUUID(), 'withdraw-ticket', never),
      await desk.press(stranger, personalChat(stranger), request.id, 'withdraw-ticket', never),
      await desk.press(otherTenant, personalChat(otherTenant), request.id, 'withdraw-ticket', never),
    ];
    expect(answers.map((a) => refusal(a.notice))).toEqual([
      'card-outdated',
      'card-outdated',
      'card-outdated',
    ]);
  });

  it('a requester who sends an agent’s verb is shown the card and nothing happens', async () => {
    const request = await cardOf('request');
    const answer = await desk.press(anna, annasChat, request.id, 'solve-ticket', never);
    expect(answer.moment.flash?.reason).toBe('not-allowed');
  });

  it('being in the channel is no role', async () => {
    const card = await cardOf('ticket');
    const guest = { ...speakerOf(ben), personId: 'guest', name: 'Guest' };
    const answer = await desk.press(guest, channel, card.id, 'claim-ticket', never);
    expect(refusal(answer.notice)).toBe('not-staff');
    expect((await ticketNow(desk, ticket)).state).toBe('new');
  });

  it('an unserved tenant is told so', async () => {
    const eve = { tenantId: 'ffffffff-0000-4000-8000-000000000000', personId: 'p', name: 'Eve' };
    const answer = await desk.press(eve, personalChat(eve), randomUUID(), 'set-language', never);
    expect(answer.notice.kind).toBe('not-served');
  });
});
