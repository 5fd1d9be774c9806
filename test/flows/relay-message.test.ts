import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import { claimTicket } from '../../src/flows/claim-ticket.ts';
import { relayFromAgent } from '../../src/flows/relay-message.ts';
import { annasChat, ben, type Desk, openDesk, openedTicket, refTo } from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
});
afterEach(() => desk.close());

const reply = () =>
  desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), { text: 'Hello', files: [] }));

it('the first response redraws the card, for its clock has stopped; the next ones do not', async () => {
  await desk.turn((turn) => claimTicket(turn, ben, refTo(ticket)));
  await desk.leaving();
  await reply();
  expect(await desk.words()).toContain('thread: update ticket');
  await reply();
  expect(await desk.words()).not.toContain('thread: update ticket');
});

it.each([
  ['blocked', 'blocked'],
  ['disabled', 'disabled'],
  [undefined, 'uninstalled'],
])('where the chat is lost (%s) the agent hears at once why: %s', async (unreachable, failure) => {
  await desk.turn(async ({ store }) => {
    const chat = await store.chats.get(annasChat.tenantId, annasChat.id);
    if (!chat) throw new Error('there is no chat');
    const { installedAt: _gone, ...rest } = chat;
    await store.chats.save({ ...rest, ...(unreachable !== undefined && { unreachable }) });
  });
  await reply();
  const [message] = await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1));
  expect(message).toMatchObject({ delivery: 'not-delivered', failure });
});
