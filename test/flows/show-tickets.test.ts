import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { OutboxRow } from '../../src/flows/outbox-ports.ts';
import { chooseTicket, ticketsOnCard } from '../../src/flows/show-tickets.ts';
import { anna, annasChat, type Desk, openDesk, openedTicket } from '../support/desk.ts';

let desk: Desk;
let first: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  first = await openedTicket(desk);
});
afterEach(() => desk.close());

/** As many more of Anna's, each newer than the one before; all that was in focus is long past. */
async function more(count: number, of: Partial<Ticket> = {}): Promise<Ticket[]> {
  const tickets = Array.from({ length: count }, (): Ticket => ({ ...first, ...of, id: crypto.randomUUID() }));
  const numbered = await desk.turn(async ({ store }) => {
    const inserted: Ticket[] = [];
    for (const ticket of tickets) {
      const numbered = { ...ticket, number: await store.tickets.nextNumber() };
      await store.tickets.insert(numbered);
      inserted.push(numbered);
    }
    return inserted;
  });
  desk.advance(3_600_000);
  return numbered;
}

const idsOf = (tickets: readonly Ticket[]) => tickets.map(({ id }) => id);
const closed = { state: 'closed', endedAt: 1 } as const;

describe('my requests', () => {
  async function listed(): Promise<readonly string[]> {
    await desk.says(anna, 'my requests', { command: { name: 'my-requests', rest: '' } });
    const notice = (await desk.leaving())
      .map((row) => row.notice)
      .find(({ kind }) => kind === 'request-list');
    return notice?.kind === 'request-list' ? notice.ticketIds : [];
  }

  it('are those that are open, however old, and then the newest that ended', async () => {
    const ended = await more(12, closed);
    const [second] = await more(1);
    const [withdrawn] = await more(1, { ...closed, state: 'withdrawn' });
    const newestEnded = [withdrawn, ...ended.toReversed()].slice(0, ticketsOnCard - 2);
    expect(await listed()).toEqual([second, first, ...newestEnded].map((ticket) => ticket?.id));
  });

  it('are the latest that are open, when there are many', async () => {
    const open = await more(12);
    await more(1, closed);
    expect(await listed()).toEqual(idsOf(open).toReversed().slice(0, ticketsOnCard));
  });

  it('are all of a few', async () => {
    const [ended] = await more(1, closed);
    expect(await listed()).toEqual([first.id, ended?.id]);
  });
});

describe('which one the words are for', () => {
  async function asked(): Promise<{
    notice: Extract<OutboxRow['notice'], { kind: 'which-ticket' }>;
    cardId: string;
  }> {
    await desk.says(anna, 'still the same here');
    for (const { notice, cardId } of await desk.leaving()) {
      if (notice.kind === 'which-ticket' && cardId !== undefined) return { notice, cardId };
    }
    throw new Error('nothing was asked');
  }

  const chooses = (cardId: string, n: number) =>
    desk.press(anna, annasChat, cardId, 'choose-ticket', async (turn, pressed) => {
      const flash = await chooseTicket(turn, pressed, n);
      return flash && { flash };
    });

  const said = (ticket: Ticket) =>
    desk.turn(async ({ store }) =>
      (await store.messages.latest(ticket.tenantId, ticket.id, 99)).map(({ text }) => text),
    );

  it('is asked of the latest, newest first, and said when that are not all', async () => {
    const open = await more(24);
    const { notice } = await asked();
    expect(notice.ticketIds).toEqual(idsOf(open).toReversed().slice(0, ticketsOnCard));
    expect(notice.hasMore).toBe(true);
  });

  it('is asked of all, when they are no more than fit', async () => {
    const open = await more(ticketsOnCard - 1);
    const { notice } = await asked();
    expect(notice.ticketIds).toEqual([...idsOf(open).toReversed(), first.id]);
    expect(notice).not.toHaveProperty('hasMore');
  });

  it('is the one that stood beside the button, though newer ones were opened since', async () => {
    const open = await more(2);
    const { notice, cardId } = await asked();
    await more(12);
    await chooses(cardId, notice.ticketIds.indexOf(first.id));
    expect(await said(first)).toContain('still the same here');
    for (const other of open) expect(await said(other)).toEqual([]);
  });

  it('may be any on a card from when each open one had its button', async () => {
    const open = [first, ...(await more(24))];
    const { cardId } = await asked();
    await desk.turn(async ({ store }) => {
      const card = await store.cards.get(anna.tenantId, cardId);
      if (card?.notice.kind !== 'which-ticket') throw new Error('there is no such card');
      const { hasMore: _unknownThen, ...notice } = card.notice;
      await store.cards.become(card.tenantId, card.id, { ...notice, ticketIds: idsOf(open) });
    });
    await chooses(cardId, 24);
    expect(await said(open[24] ?? first)).toContain('still the same here');
    expect(await said(first)).not.toContain('still the same here');
  });

  it('is none beyond those on the card', async () => {
    await more(24);
    const { cardId } = await asked();
    expect((await chooses(cardId, ticketsOnCard)).moment.flash).toEqual({ reason: 'card-outdated' });
  });
});
