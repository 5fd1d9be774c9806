// A refusal that comes late says how it was, not how it is: the app was added again meanwhile, or the place moved.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/chat.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { claimDeliveries, deliver } from '../../src/flows/deliver-outbox.ts';
import type { DeliveryResult, OutboxRow, SendResult } from '../../src/flows/outbox-ports.ts';
import { relayFromAgent } from '../../src/flows/relay-message.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  type Desk,
  openDesk,
  openedTicket,
  personalChat,
  refTo,
  speakerOf,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
});
afterEach(() => desk.close());

const chatNow = (chat: Inbound['chat']) => desk.turn(({ store }) => store.chats.get(chat.tenantId, chat.id));

/** Sends what waits for this place; before the answer is there, this happens. */
async function sends(
  isMeant: (row: OutboxRow) => boolean,
  answer: SendResult,
  happening: () => Promise<unknown> = async () => undefined,
): Promise<DeliveryResult> {
  const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 50 };
  const present = () => ({ activity: {} });
  const { deliveries } = await desk.turn((turn) => claimDeliveries(turn, present, claim));
  const delivery = deliveries.find(({ row }) => isMeant(row));
  if (!delivery) throw new Error('nothing is sent there');
  const send = async () => {
    await happening();
    return answer;
  };
  const deps = { runTurn: desk.turn, send, now: desk.now, random: () => 0, pause: async () => {} };
  return (await deliver(deps, delivery)).result;
}
const toAnna = ({ destination }: OutboxRow) =>
  destination.to === 'chat' && destination.chatId === annasChat.id;
const toThread = ({ destination }: OutboxRow) => destination.to === 'thread';
const again =
  (chat: Inbound['chat'], speaker = speakerOf(ben)) =>
  async () => {
    await desk.happens(speaker, chat, { type: 'removed' }, { sentAt: desk.now() });
    desk.advance(1_000);
    await desk.happens(speaker, chat, { type: 'installed' }, { sentAt: desk.now() });
  };
const uninstalled = { outcome: 'unreachable', reason: 'uninstalled' } as const;

describe('the app was removed and added again while a refusal was on its way', () => {
  it('in a person’s chat: it stays reachable, and the words are tried again at once', async () => {
    await desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), { text: 'Hello', files: [] }));
    const result = await sends(toAnna, uninstalled, again(annasChat, anna));
    expect(result).toEqual({ state: 'pending', dueAt: desk.now(), reason: 'place-changed' });
    expect((await chatNow(annasChat))?.installedAt).toBe(desk.now());
  });

  it('in a person’s chat that refused for no reason that is said: the same', async () => {
    await desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), { text: 'Hello', files: [] }));
    const result = await sends(toAnna, { outcome: 'forbidden', reason: 'forbidden' }, again(annasChat, anna));
    expect(result).toEqual({ state: 'pending', dueAt: desk.now(), reason: 'place-changed' });
  });

  it('in a channel: it is not lost', async () => {
    await desk.says(anna, 'any news?');
    const result = await sends(toThread, uninstalled, again(channel));
    expect(result).toMatchObject({ state: 'pending', dueAt: desk.now() });
    expect((await chatNow(channel))?.installedAt).toBe(desk.now());
  });

  it('in a channel that was archived and is back: it is not lost', async () => {
    await desk.says(anna, 'any news?');
    await sends(toThread, uninstalled, async () => {
      const closes = { type: 'channel-closed', reason: 'archived' } as const;
      await desk.happens(speakerOf(ben), channel, closes, { sentAt: desk.now() });
      await desk.happens(speakerOf(ben), channel, { type: 'channel-reopened' }, { sentAt: desk.now() + 1 });
    });
    expect((await chatNow(channel))?.installedAt).toBeDefined();
  });

  it('a second refusal is believed', async () => {
    await desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), { text: 'Hello', files: [] }));
    await sends(toAnna, uninstalled, again(annasChat, anna));
    await desk.leaving();
    desk.advance(60_000);
    await desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), { text: 'Again', files: [] }));
    expect(await sends(toAnna, uninstalled)).toEqual({ state: 'parked', reason: 'uninstalled' });
    expect((await chatNow(annasChat))?.unreachable).toBe('uninstalled');
  });
});

it('the place moved while the old host refused: the new address stays', async () => {
  await desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), { text: 'Hello', files: [] }));
  const serviceUrl = 'https://smba.trafficmanager.net/amer/';
  const wrongHost = { outcome: 'wrong-host', reason: 'wrong-host' } as const;
  await sends(toAnna, wrongHost, () => desk.happens(anna, { ...annasChat, serviceUrl }, { type: 'other' }));
  expect((await chatNow(annasChat))?.serviceUrl).toBe(serviceUrl);
});

it('somebody of the tenant came while it was said to be disabled: nobody is cut off', async () => {
  await desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), { text: 'Hello', files: [] }));
  const boris = { ...anna, personId: 'person-boris', name: 'Boris' };
  await sends(toAnna, { outcome: 'unreachable', reason: 'disabled' }, async () => {
    desk.advance(1);
    await desk.happens(boris, personalChat(boris), { type: 'installed' });
  });
  for (const chat of [annasChat, personalChat(boris)]) {
    expect((await chatNow(chat))?.installedAt).toBeDefined();
  }
});
