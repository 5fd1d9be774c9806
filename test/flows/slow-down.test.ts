import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/chat.ts';
import { slowDown } from '../../src/flows/slow-down.ts';
import { anna, annasChat, type Desk, openDesk, refusal } from '../support/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const inbound: Inbound = {
  speaker: anna,
  chat: annasChat,
  activityId: 'flood-241',
  kind: { type: 'text', text: 'again', files: [] },
};

it('tells the flooder, where the bot can be heard', async () => {
  await desk.says(anna, 'Outlook asks for my password');
  await desk.leaving();
  await desk.turn((turn) => slowDown(turn, inbound));
  const [row, ...others] = await desk.leaving();
  expect(others).toEqual([]);
  expect(row).toMatchObject({ destination: { to: 'chat', chatId: annasChat.id }, replyToId: 'flood-241' });
  expect(row && refusal(row.notice)).toBe('too-fast');
});

it('keeps nothing of who is not known here', async () => {
  await desk.turn((turn) => slowDown(turn, inbound));
  expect(await desk.words()).toEqual([]);
  expect(await desk.turn(({ store }) => store.chats.get(annasChat.tenantId, annasChat.id))).toBeUndefined();
});
