// A ticket is seen whatever Teams answers to its card, and one page of a proxy takes no place away.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { cardIn } from '../../src/flows/begin-thread.ts';
import { claimDeliveries, deliver } from '../../src/flows/deliver-outbox.ts';
import type { Sending, SendResult } from '../../src/flows/outbox-ports.ts';
import { postNotice, refreshTicket, toThread } from '../../src/flows/post-notice.ts';
import { relayFromAgent } from '../../src/flows/relay-message.ts';
import { transferTicket } from '../../src/flows/transfer-ticket.ts';
import { present } from '../../src/teams/present.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  channelId,
  type Desk,
  fireDue,
  openDesk,
  openedTicket,
  refTo,
  speakerOf,
  threadOf,
  ticketNow,
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

interface Tried {
  readonly kind: Notice['kind'];
  readonly target: Sending['target'];
  readonly at: number;
  readonly isCard: boolean;
}

const taken = ({ target }: Sending): SendResult =>
  target.type === 'new-thread'
    ? { outcome: 'sent', conversationId: `${target.channelId};messageid=9`, activityId: '9' }
    : { outcome: 'sent', activityId: '10' };

/** So long, looking every two seconds or as told: what was tried, and when. */
async function during(
  ms: number,
  answer: (kind: Notice['kind'], sending: Sending) => SendResult | undefined,
  stepMs = 2_000,
): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const end = desk.now() + ms; desk.now() < end; desk.advance(stepMs)) {
    await fireDue(desk);
    const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 10 };
    const { deliveries } = await desk.turn((turn) => claimDeliveries(turn, present, claim));
    for (const delivery of deliveries) {
      const { kind } = delivery.row.notice;
      const { target, content } = delivery.sending;
      tried.push({ kind, target, at: desk.now(), isCard: content.activity.attachments !== undefined });
      const send = async (sending: Sending) => answer(kind, sending) ?? taken(sending);
      await deliver(
        { runTurn: desk.turn, send, now: desk.now, random: () => 0, pause: async () => {} },
        delivery,
      );
    }
  }
  return tried;
}

const transfers = () => desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'billing'));
const begins = (tried: readonly Tried[]) => tried.filter(({ target }) => target.type === 'new-thread');
const thread = () => desk.turn(({ store }) => store.threads.find(refTo(ticket), 'billing'));
const minutes = 60_000;
const day = 24 * 60 * minutes;

describe('a ticket’s card', () => {
  const timeout = { outcome: 'ambiguous', reason: 'timeout' } as const;
  const hangs = (_kind: Notice['kind'], { target }: Sending) =>
    target.type === 'new-thread' ? timeout : undefined;

  it('that Teams does not answer for minutes is there soon after', async () => {
    await transfers();
    const hung = await during(5 * minutes, hangs);
    expect(begins(hung).every(({ kind, isCard }) => kind === 'ticket' && isCard)).toBe(true);
    const after = await during(4 * minutes, () => undefined);
    expect(begins(after).map(({ kind, isCard }) => [kind, isCard])).toEqual([['ticket', true]]);
    expect(await thread()).toContain('billing');
  });

  it('that was redirected once comes with the next attempt', async () => {
    await transfers();
    let redirects = 1;
    await during(10_000, (_kind, { target }) => {
      if (target.type !== 'new-thread' || redirects === 0) return undefined;
      redirects -= 1;
      return { outcome: 'refused', reason: 'http-307' };
    });
    expect(await thread()).toContain('billing');
  });

  it('at which Teams fails is said in words, and becomes the card when that is taken again', async () => {
    await transfers();
    const tried = await during(10 * minutes, (_kind, { target, content }) =>
      target.type === 'new-thread' && content.activity.attachments
        ? { outcome: 'refused', reason: 'http-400' }
        : undefined,
    );
    const cards = tried.filter(({ kind }) => kind === 'ticket');
    expect(begins(cards).map(({ isCard }) => isCard)).toEqual([true, true, true, true, true, false]);
    expect(cards.at(-1)).toMatchObject({
      isCard: true,
      target: { type: 'put', conversationId: `${billing.id};messageid=9`, activityId: '9' },
    });
  });

  it('that was given up after a day is tried anew, also when nothing waits behind it', async () => {
    const next = { ...(await ticketNow(desk, ticket)), id: 'next', number: 3001, version: 1 };
    await desk.turn(async (turn) => {
      await turn.store.tickets.insert(next);
      await postNotice(turn, toThread(next), { kind: 'ticket', ...refTo(next) });
    });
    const hung = await during(day + 20 * minutes, hangs, 5 * minutes);
    expect(begins(hung).length).toBeGreaterThan(12);
    await during(20 * minutes, () => undefined, minutes);
    const [card] = await desk.turn(({ store }) => store.cards.ofTicket(refTo(next)));
    expect(card?.activityId).toBeDefined();
  });
});

describe('a refusal that names no reason', () => {
  const page = { outcome: 'forbidden', reason: 'forbidden' } as const;
  const tokenRefused = { outcome: 'forbidden', reason: 'token-refused' } as const;
  const says = (text: string) =>
    desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), { text, files: [] }));
  const chatOf = (chat: { tenantId: string; id: string }) =>
    desk.turn(({ store }) => store.chats.get(chat.tenantId, chat.id));
  const inAnnasChat = ({ target }: Sending, answer: SendResult = page) =>
    target.type === 'post' && target.conversationId === annasChat.id ? answer : undefined;

  it('once: the words leave with the next attempt', async () => {
    await says('first');
    let pages = 1;
    const tried = await during(minutes, (_kind, sending) => (pages-- > 0 ? inAnnasChat(sending) : undefined));
    const words = tried.filter(({ kind }) => kind === 'relay');
    expect(words).toHaveLength(2);
    expect((await chatOf(annasChat))?.installedAt).toBeDefined();
  });

  it('for a while: the words are given up and told, the next ones are tried', async () => {
    await says('first');
    await during(2 * minutes, (_kind, sending) => inAnnasChat(sending));
    await says('second');
    const tried = await during(minutes, () => undefined);
    expect(tried.filter(({ kind }) => kind === 'relay')).toHaveLength(1);
  });

  it('for an hour: nobody is there', async () => {
    await says('first');
    await during(2 * minutes, (_kind, sending) => inAnnasChat(sending));
    desk.advance(60 * minutes);
    await says('second');
    await during(2 * minutes, (_kind, sending) => inAnnasChat(sending));
    expect(await chatOf(annasChat)).toMatchObject({ unreachable: 'forbidden' });
  });

  it('of the token by one chat alone: the chat is lost after an hour as well, not at once', async () => {
    const refuses = async () => during(2 * minutes, (_kind, sending) => inAnnasChat(sending, tokenRefused));
    await says('first');
    await refuses();
    expect((await chatOf(annasChat))?.installedAt).toBeDefined();
    desk.advance(60 * minutes);
    await says('second');
    await refuses();
    expect(await chatOf(annasChat)).toMatchObject({ unreachable: 'forbidden' });
  });

  it('of the token by one channel alone: its tickets stay, and the card that stands is changed later', async () => {
    const card = await desk.turn((turn) => cardIn(turn, refTo(ticket), ticket.queueId));
    await desk.turn(({ store }) =>
      store.cards.delivered(channel.tenantId, card?.id ?? '', threadOf(ticket), '5'),
    );
    await desk.turn((turn) => refreshTicket(turn, refTo(ticket)));
    const refused = await during(minutes / 2, (_kind, { target }) =>
      target.type === 'put' ? tokenRefused : undefined,
    );
    expect(refused.filter(({ kind }) => kind === 'ticket').length).toBeGreaterThan(2);
    const all = [...refused, ...(await during(minutes, () => undefined))];
    for (const { target } of all.filter(({ kind }) => kind === 'ticket'))
      expect(target).toEqual({ type: 'put', conversationId: threadOf(ticket), activityId: '5' });
    expect((await chatOf(channel))?.installedAt).toBeDefined();
  });

  const inChannel = ({ target }: Sending) =>
    (target.type === 'new-thread' ? target.channelId : target.conversationId).startsWith(channelId)
      ? page
      : undefined;

  it('in a channel for minutes: its tickets stay there', async () => {
    await desk.says(anna, 'any news?');
    await during(5 * minutes, (_kind, sending) => inChannel(sending));
    expect((await chatOf(channel))?.installedAt).toBeDefined();
    await during(6 * minutes, () => undefined);
    const now = await desk.turn(({ store }) => store.threads.find(refTo(ticket), ticket.queueId));
    expect(now).toBe(`${channelId};messageid=9`);
    expect(now).not.toBe(threadOf(ticket));
  });

  it('in a channel for an hour: its tickets move', async () => {
    await desk.says(anna, 'any news?');
    await during(75 * minutes, (_kind, sending) => inChannel(sending));
    expect((await chatOf(channel))?.installedAt).toBeUndefined();
    const now = await desk.turn(({ store }) => store.threads.find(refTo(ticket), ticket.queueId));
    expect(now).toContain('billing');
  });
});
