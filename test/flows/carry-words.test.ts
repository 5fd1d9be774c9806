// Words that stand in Teams are changed and taken back wherever they stand.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/chat.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { claimDeliveries, deliver } from '../../src/flows/deliver-outbox.ts';
import type { Sending, SendResult } from '../../src/flows/ports.ts';
import { transferTicket } from '../../src/flows/transfer-ticket.ts';
import { present as realPresent } from '../../src/teams/present.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  type Desk,
  openDesk,
  openedTicket,
  refTo,
  refusal,
  speakerOf,
  threadOf,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
const billing = { ...channel, id: '19:billing@thread.tacv2', teamId: '19:billing@thread.tacv2' };
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
  await desk.happens(speakerOf(ben), billing, { type: 'installed' });
  await desk.leaving();
});
afterEach(() => desk.close());

let nextId = 0;
beforeEach(() => {
  nextId = 0;
});

function takenAs(activityId: string, { target }: Sending): SendResult {
  return target.type === 'new-thread'
    ? { outcome: 'sent', activityId, conversationId: `${target.channelId};messageid=${activityId}` }
    : { outcome: 'sent', activityId };
}

function taken(sending: Sending): SendResult {
  nextId += 1;
  return takenAs(String(nextId), sending);
}

const limit = 4_200;
const takenIfSmall = (sending: Sending): SendResult =>
  textOf(sending).length > limit ? { outcome: 'too-big', reason: 'too-big' } : taken(sending);

const textOf = ({ content }: Sending): string => String(content.activity.text ?? '');

/** All that is due leaves; returns the words among it, and what was told of them. */
async function leaves(
  answer: (sending: Sending) => SendResult = takenIfSmall,
  rows = Number.POSITIVE_INFINITY,
) {
  const words: Sending[] = [];
  const told: string[] = [];
  for (let left = rows; left > 0; ) {
    const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 1 };
    const { deliveries, unsent } = await desk.turn((turn) => claimDeliveries(turn, realPresent, claim));
    if (deliveries.length + unsent.length === 0) break;
    // Slowly, so that no budget is spent.
    desk.advance(500);
    for (const delivery of deliveries) {
      const { notice } = delivery.row;
      if (notice.kind === 'delivery') told.push(notice.of ?? 'words');
      const reason = refusal(notice);
      if (reason) told.push(reason);
      const isWords = notice.kind === 'relay';
      const send = async (sending: Sending): Promise<SendResult> => {
        if (isWords) words.push(sending);
        return isWords ? answer(sending) : takenAs('900', sending);
      };
      await deliver(
        { runTurn: desk.turn, send, now: desk.now, random: () => 0, pause: async () => {} },
        delivery,
      );
      if (isWords) left -= 1;
    }
  }
  return { words, told };
}

const place = ({ target }: Sending): string =>
  target.type === 'put' ? `put ${target.conversationId} ${target.activityId}` : target.type;

const says = (text: string) => desk.says(speakerOf(ben), text, { threadId: threadOf(ticket) });
const changes = (activityId: string, kind: Inbound['kind']) =>
  desk.happens(speakerOf(ben), channel, kind, { threadId: threadOf(ticket), activityId });
const takesBack = (activityId: string) => changes(activityId, { type: 'deleted' });
const long = (word: string, count = 1_200) =>
  Array.from({ length: count }, (_, n) => `${word}${n}`).join(' ');
const unanswered = () => ({ outcome: 'sent' }) as const;
const messageNow = async () =>
  (await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1)))[0];

describe('after a transfer', () => {
  let activityId: string;
  const old = () => `put ${threadOf(ticket)} 1`;
  beforeEach(async () => {
    activityId = await desk.says(anna, 'my number is 5');
    await leaves();
    await desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'billing'));
    await leaves();
  });

  it('words are taken back where they stand, and nowhere else', async () => {
    await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId });
    const { words, told } = await leaves();
    expect(words.map(place)).toEqual([old()]);
    expect(textOf(words[0] as Sending)).toContain('deleted');
    expect(told).toEqual([]);
  });

  it('changed ones are seen by those who have the ticket now, and where they stood', async () => {
    await desk.happens(anna, annasChat, { type: 'edited', text: 'my number is 6' }, { activityId });
    const { words } = await leaves();
    expect(words.map(place)).toEqual(['post', old()]);
    expect(words.every((sending) => textOf(sending).includes('is 6'))).toBe(true);
    await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId });
    expect((await leaves()).words.map(place)).toHaveLength(2);
  });

  it('that cannot be reached there any more are told', async () => {
    await desk.happens(speakerOf(ben), channel, { type: 'removed' });
    await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId });
    const { words, told } = await leaves();
    expect([words, told]).toEqual([[], ['change-lost']]);
  });
});

describe('words that stand in parts', () => {
  it('are taken back in each', async () => {
    const activityId = await says(long('word'));
    expect((await leaves()).words.map(place)).toEqual(['post', 'post', 'post', 'post']);
    await takesBack(activityId);
    const { words, told } = await leaves();
    expect(words.map(place)).toEqual([1, 2, 3].map((id) => `put ${annasChat.id} ${id}`));
    for (const sending of words) expect(textOf(sending)).not.toContain('word');
    expect(told).toEqual([]);
  });

  it.each([
    ['as long', 1_200, ['put 1', 'put 2', 'put 3']],
    ['shorter', 10, ['put 1', 'put 2', 'put 3']],
    ['longer', 2_000, ['put 1', 'put 2', 'put 3', 'post']],
  ])('are changed in each, new words being %s', async (_name, count, expected) => {
    const activityId = await says(long('word'));
    await leaves();
    await changes(activityId, { type: 'edited', text: long('new', count) });
    const { words } = await leaves();
    const short = words.map(({ target }) =>
      target.type === 'put' ? `put ${target.activityId}` : target.type,
    );
    expect(short).toEqual(expected);
    const all = words.map(textOf).join(' ');
    expect(all).toContain(`new${count - 1}`);
    expect(all).not.toContain('word');
  });

  it('only since they were changed: the first stays first, the rest follows', async () => {
    const activityId = await says('word');
    await leaves();
    await changes(activityId, { type: 'edited', text: long('new') });
    const { words } = await leaves();
    expect(words.map(place)).toEqual([`put ${annasChat.id} 1`, `put ${annasChat.id} 1`, 'post', 'post']);
    expect(words.slice(1).map(textOf).join(' ')).toContain('new1199');
  });

  it('and are changed before all have left: no part of the old ones follows', async () => {
    const activityId = await says(long('word'));
    await leaves(takenIfSmall, 2);
    await changes(activityId, { type: 'edited', text: long('new') });
    const { words } = await leaves();
    expect(words.map(place)).toEqual([`put ${annasChat.id} 1`, 'post', 'post']);
    expect(words.map(textOf).join(' ')).not.toContain('word');
  });

  it('and are taken back before all have left: what has left goes, and no more comes', async () => {
    const activityId = await says(long('word'));
    await leaves(takenIfSmall, 2);
    await takesBack(activityId);
    const { words } = await leaves();
    expect(words.map(place)).toEqual([`put ${annasChat.id} 1`]);
    expect(textOf(words[0] as Sending)).not.toContain('word');
  });
});

describe('words that nobody can find again', () => {
  it('because Teams did not name them: that they stay is told, and nothing is posted', async () => {
    const activityId = await says('wrong person');
    await leaves(unanswered);
    await takesBack(activityId);
    expect(await leaves()).toEqual({ words: [], told: ['change'] });
  });

  it('because their answers were lost: the same', async () => {
    const activityId = await says('wrong person');
    const lost = (): SendResult => ({ outcome: 'ambiguous', reason: 'timeout' });
    await leaves(lost);
    desk.advance(31_000);
    await leaves(lost);
    await takesBack(activityId);
    expect(await leaves()).toEqual({ words: [], told: ['change'] });
  });

  it('beside one that can, of two that perhaps stand: one is taken back, and that another may stay is told', async () => {
    const activityId = await says('wrong person');
    await leaves(() => ({ outcome: 'ambiguous', reason: 'timeout' }));
    desk.advance(31_000);
    await leaves();
    await takesBack(activityId);
    const { words, told } = await leaves();
    expect([words.map(place), told]).toEqual([[`put ${annasChat.id} 1`], ['change']]);
  });

  it('are taken back when somebody deleted them there already: nothing is posted in their place', async () => {
    const activityId = await says('wrong person');
    await leaves();
    await takesBack(activityId);
    const { words, told } = await leaves(() => ({ outcome: 'gone', reason: 'activity-not-found' }));
    expect([words.map(place), told]).toEqual([[`put ${annasChat.id} 1`], []]);
  });

  it('in a conversation that is not found may still be there', async () => {
    const activityId = await says('wrong person');
    await leaves();
    await takesBack(activityId);
    const { words, told } = await leaves(() => ({ outcome: 'gone', reason: 'conversation-not-found' }));
    expect([words.map(place), told]).toEqual([[`put ${annasChat.id} 1`], ['change']]);
  });
});

describe('words that never arrived', () => {
  it('refused by Teams, then taken back: nothing is posted, and nobody reads that it was delivered', async () => {
    const activityId = await says('wrong person');
    expect((await leaves(() => ({ outcome: 'refused', reason: 'http-400' }))).told).toEqual(['words']);
    await takesBack(activityId);
    expect(await leaves()).toEqual({ words: [], told: [] });
    expect(await messageNow()).toMatchObject({ delivery: 'not-delivered' });
  });

  it('taken back before they left: nothing leaves', async () => {
    await takesBack(await says('wrong person'));
    expect(await leaves()).toEqual({ words: [], told: [] });
  });

  it('changed before they left: they leave as they are now', async () => {
    await changes(await says('wrong words'), { type: 'edited', text: 'right words' });
    const { words } = await leaves();
    expect(words.map(textOf).every((text) => text.includes('right words'))).toBe(true);
  });
});

it('words of which only the message is known, from before copies were kept, are still taken back', async () => {
  const activityId = await says('wrong person');
  await leaves();
  const message = await messageNow();
  if (!message) throw new Error('nothing was said');
  const { copies: _new, ...before } = message;
  await desk.turn(({ store }) => store.messages.save(before));
  await takesBack(activityId);
  expect((await leaves()).words.map(place)).toEqual([`put ${annasChat.id} 1`]);
});
