// Installations in whatever order Teams tells of them, and the address that every activity refreshes.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Inbound } from '../../src/domain/chat.ts';
import { addressOf } from '../../src/flows/find-address.ts';
import { momentOf } from '../../src/flows/know-chat.ts';
import type { Turn } from '../../src/flows/ports.ts';
import { postNotice, toChat, toThread } from '../../src/flows/post-notice.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  channelId,
  type Desk,
  openDesk,
  openedTicket,
  settings,
  speakerOf,
} from '../support/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const chatNow = (id = annasChat.id, tenantId = anna.tenantId): Promise<Chat | undefined> =>
  desk.turn(({ store }) => store.chats.get(tenantId, id));
const channelNow = (id = channelId) => chatNow(id, settings.partner.tenantId);
const welcomes = async () => (await desk.words()).filter((words) => words === 'chat: welcome').length;

/** The same disorder each time. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  let state = seed;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

interface Happening {
  readonly type: 'installed' | 'removed';
  readonly sentAt: number;
}

/** Twenty times added and removed within a second, each told twice as Teams does. */
function stormEndingWith(last: Happening['type']): Happening[] {
  const events: Happening[] = [];
  for (let n = 0; n < 40; n += 1) {
    const type = n % 2 === 0 ? 'installed' : 'removed';
    events.push({ type, sentAt: desk.now() + n * 25 }, { type, sentAt: desk.now() + n * 25 + 1 });
  }
  return last === 'removed' ? events : [...events, { type: last, sentAt: desk.now() + 1000 }];
}

describe('added and removed twenty times within a second, told in any order', () => {
  it.each([1, 2, 3, 4, 5])('the chat is as the last event says, and welcomed once (%i)', async (seed) => {
    for (const last of ['installed', 'removed'] as const) {
      const person = { ...anna, personId: `${last}-${seed}` };
      const chat = { ...annasChat, id: `a:${person.personId}` };
      for (const { type, sentAt } of shuffled(stormEndingWith(last), seed)) {
        await desk.happens(person, chat, { type }, { sentAt });
      }
      expect((await chatNow(chat.id))?.installedAt !== undefined).toBe(last === 'installed');
      expect(await welcomes()).toBeLessThanOrEqual(1);
      if (last === 'installed') expect((await chatNow(chat.id))?.welcomedAt).toBe(desk.now());
    }
  });

  it('also when the welcomes leave in between: never more than one for each installation', async () => {
    let given = 0;
    for (const { type, sentAt } of shuffled(stormEndingWith('installed'), 7)) {
      await desk.happens(anna, annasChat, { type }, { sentAt });
      given += await welcomes();
    }
    expect(given).toBeGreaterThanOrEqual(1);
    expect(given).toBeLessThanOrEqual(21);
  });

  it.each([1, 2, 3])('a team as well, with all its channels (%i)', async (seed) => {
    const billing = '19:billing@thread.tacv2';
    for (const last of ['installed', 'removed'] as const) {
      desk.advance(60_000);
      for (const { type, sentAt } of shuffled(stormEndingWith(last), seed)) {
        await desk.happens(speakerOf(ben), channel, { type }, { sentAt });
      }
      for (const id of [channelId, billing]) {
        expect((await channelNow(id))?.installedAt !== undefined, `${id} ${last}`).toBe(last === 'installed');
      }
    }
  });
});

describe('events that come late', () => {
  it('an addition of before the removal welcomes nobody', async () => {
    await desk.happens(anna, annasChat, { type: 'removed' }, { sentAt: desk.now() + 2 });
    await desk.happens(anna, annasChat, { type: 'installed' }, { sentAt: desk.now() + 1 });
    expect(await desk.words()).toEqual([]);
    expect((await chatNow())?.installedAt).toBeUndefined();
  });

  it('words of before the removal are heard and do not bring the app back', async () => {
    await desk.says(anna, 'hello', { command: { name: 'greeting', rest: '' }, sentAt: desk.now() });
    await desk.happens(anna, annasChat, { type: 'removed' }, { sentAt: desk.now() + 2 });
    await desk.leaving();
    await desk.says(anna, 'Outlook asks for my password', { sentAt: desk.now() + 1 });
    expect((await chatNow())?.installedAt).toBeUndefined();
    expect(await desk.turn(({ store }) => store.questions.latest(anna.tenantId, annasChat.id))).toBeDefined();
  });

  it('a time far ahead of ours is none: it would silence what really comes later', async () => {
    await desk.happens(anna, annasChat, { type: 'installed' }, { sentAt: desk.now() + 86_400_000 });
    await desk.happens(anna, annasChat, { type: 'removed' }, { sentAt: desk.now() + 1000 });
    expect((await chatNow())?.installedAt).toBeUndefined();
  });

  it.each([
    [300_000, true],
    [300_001, false],
  ])('a time %i ms ahead of ours is believed: %s', (aheadMs, believed) => {
    const now = desk.now();
    const sentAt = now + aheadMs;
    expect(momentOf({ now } as Turn, { sentAt })).toEqual({ now, ...(believed && { sentAt }) });
  });

  it('an installation says nothing of a queue’s channel in another team', async () => {
    const id = '19:billing@thread.tacv2';
    await desk.happens(
      speakerOf(ben),
      { ...channel, id, teamId: '19:other' },
      { type: 'removed' },
      { sentAt: 1 },
    );
    await desk.happens(speakerOf(ben), channel, { type: 'removed' });
    await desk.happens(speakerOf(ben), channel, { type: 'installed' });
    expect((await channelNow())?.installedAt).toBe(desk.now());
    const billing = await channelNow(id);
    expect(billing).toMatchObject({ teamId: '19:other' });
    expect(billing?.installedAt).toBeUndefined();
  });

  it('a welcome that had not left when the app was removed is told to the log only', async () => {
    await desk.happens(anna, annasChat, { type: 'installed' });
    await desk.happens(anna, annasChat, { type: 'removed' });
    expect(desk.remarks).toEqual([{ event: 'not-delivered', notice: 'welcome', reason: 'uninstalled' }]);
    expect(await desk.words()).toEqual([]);
  });

  it('without the person a chat is no way to them any more', async () => {
    await desk.happens(anna, annasChat, { type: 'installed' });
    await desk.happens(anna, annasChat, { type: 'members-removed', members: [{ teamsId: '29:anna' }] });
    expect((await chatNow())?.installedAt).toBeUndefined();
  });
});

describe('of a chat that was never heard of', () => {
  const goes = (kind: Inbound['kind'], more: { sentAt?: number } = {}) =>
    desk.happens(anna, annasChat, kind, more);

  it('its removal is kept with whose it was, so that it can be erased with them', async () => {
    await goes({ type: 'removed' }, { sentAt: desk.now() });
    expect(await chatNow()).toMatchObject({ personId: anna.personId, installationChangedAt: desk.now() });
    await goes({ type: 'installed' }, { sentAt: desk.now() - 1 });
    expect((await chatNow())?.installedAt).toBeUndefined();
  });

  it('a removal that does not say when leaves nothing: it could overtake no other event', async () => {
    await goes({ type: 'removed' });
    await goes({ type: 'members-removed', members: [{ teamsId: '29:anna' }] });
    await desk.happens(speakerOf(ben), channel, { type: 'removed' });
    expect([await chatNow(), await channelNow()]).toEqual([undefined, undefined]);
  });
});

describe('where messages go now', () => {
  const moved = 'https://smba.trafficmanager.net/amer/';
  const atNewPlace = (chat: Inbound['chat']) => ({ ...chat, serviceUrl: moved, botId: '28:moved' });
  const seen: readonly [string, Inbound['kind']][] = [
    ['words', { type: 'text', text: 'hello', files: [] }],
    ['an edit', { type: 'edited', text: 'hello' }],
    ['an event that means nothing to us', { type: 'other' }],
    ['an addition of somebody', { type: 'members-added', members: [{ teamsId: '29:x' }] }],
  ];

  it.each(seen)('%s in a personal chat: what waits goes to the new address', async (_name, kind) => {
    await desk.says(anna, 'hello', { command: { name: 'greeting', rest: '' } });
    await desk.turn((turn) => postNotice(turn, toChat(annasChat), { kind: 'thanks' }));
    await desk.happens(anna, atNewPlace(annasChat), kind);
    expect(await desk.turn((turn) => addressOf(turn, toChat(annasChat)))).toMatchObject({
      serviceUrl: moved,
      botId: '28:moved',
    });
  });

  it.each(seen)('%s in a thread: for its channel and the whole team', async (_name, kind) => {
    const ticket = await openedTicket(desk);
    const more = { threadId: `${channelId};messageid=1` };
    await desk.says(speakerOf(ben), 'help', { command: { name: 'help', rest: '' } });
    await desk.happens(speakerOf(ben), atNewPlace(channel), kind, more);
    expect(await desk.turn((turn) => addressOf(turn, toThread(ticket)))).toMatchObject({ serviceUrl: moved });
    expect((await channelNow('19:billing@thread.tacv2'))?.serviceUrl).toBe(moved);
  });

  it('another team’s channels stay where they are', async () => {
    await desk.happens(speakerOf(ben), channel, { type: 'installed' });
    const other = { ...channel, id: '19:other', teamId: '19:other-team' };
    await desk.happens(speakerOf(ben), other, { type: 'installed' });
    await desk.happens(speakerOf(ben), atNewPlace(channel), { type: 'other' });
    expect((await channelNow('19:other'))?.serviceUrl).toBe(channel.serviceUrl);
  });

  it('nothing is learned of a chat that was never heard of by what means nothing to us', async () => {
    await desk.happens(anna, annasChat, { type: 'other' });
    expect(await chatNow()).toBeUndefined();
  });
});
