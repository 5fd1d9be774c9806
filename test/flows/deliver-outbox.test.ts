import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { giveUpAfterMs, maxAttempts } from '../../src/domain/delivery.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { deliverRow } from '../../src/flows/deliver-outbox.ts';
import type { DeliveryResult, OutboxRow, Sending, SendResult } from '../../src/flows/ports.ts';
import { relayFromAgent } from '../../src/flows/relay-message.ts';
import { transferTicket } from '../../src/flows/transfer-ticket.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  channelId,
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
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
});
afterEach(() => desk.close());

/** The next relayed words that are due; everything else before them leaves without trouble. */
async function claimRelay(): Promise<OutboxRow | undefined> {
  const request = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 10 };
  for (;;) {
    const { rows } = await desk.turn(({ store }) => store.outbox.claim(request));
    for (const row of rows.filter((r) => r.notice.kind !== 'relay')) {
      await desk.turn(({ store }) => store.outbox.complete(row, { state: 'sent' }));
    }
    const relay = rows.find((r) => r.notice.kind === 'relay');
    if (relay || rows.length === 0) return relay;
  }
}

/** Delivers the next row of Anna's chat against a connector that answers like this. */
async function deliver(answers: readonly SendResult[]): Promise<{ result: DeliveryResult; sent: Sending[] }> {
  const sent: Sending[] = [];
  const row = await claimRelay();
  if (!row) throw new Error('nothing to deliver');
  const send = async (sending: Sending): Promise<SendResult> => {
    sent.push(sending);
    return answers[sent.length - 1] ?? { outcome: 'refused', reason: 'no answer left' };
  };
  const present = () => ({ activity: { type: 'message', text: 'x' } });
  const result = await deliverRow({ runTurn: desk.turn, present, send, random: () => 0 }, row);
  return { result, sent };
}

const reply = () =>
  desk.turn((turn) => relayFromAgent(turn, ben, refTo(ticket), { text: 'Hello', files: [] }));
const messageNow = async () =>
  (await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1)))[0];

describe('the connector’s answer decides', () => {
  it.each<[string, SendResult, DeliveryResult['state'], string]>([
    ['sent', { outcome: 'sent', activityId: '7' }, 'sent', 'delivered'],
    ['throttled', { outcome: 'retry', afterMs: 5000, reason: 'throttled' }, 'pending', 'sending'],
    ['answer lost', { outcome: 'ambiguous', reason: 'timeout' }, 'pending', 'sending'],
    ['blocked', { outcome: 'unreachable', reason: 'blocked' }, 'parked', 'not-delivered'],
    ['a gateway gave up', { outcome: 'ambiguous', reason: 'http-503', answered: true }, 'pending', 'sending'],
    ['our fault', { outcome: 'refused', reason: 'bad-request' }, 'dead', 'not-delivered'],
    ['gone once', { outcome: 'gone', reason: 'gone' }, 'pending', 'sending'],
  ])('%s', async (_name, answer, state, delivery) => {
    await reply();
    const { result } = await deliver([answer]);
    expect(result.state).toBe(state);
    expect((await messageNow())?.delivery).toBe(delivery);
  });

  it('waits exactly as long as it was asked to', async () => {
    await reply();
    const { result } = await deliver([{ outcome: 'retry', afterMs: 5000, reason: 'throttled' }]);
    expect(result).toMatchObject({ dueAt: desk.now() + 5000 });
    desk.advance(4999);
    expect(await claimRelay()).toBeUndefined();
    desk.advance(1);
    expect(await claimRelay()).toMatchObject({ attempts: 2 });
  });

  it('sends words whose answer was lost once more, and then leaves them as unsure', async () => {
    await reply();
    await deliver([{ outcome: 'ambiguous', reason: 'timeout' }]);
    desk.advance(60_000);
    const { result } = await deliver([{ outcome: 'ambiguous', reason: 'timeout' }]);
    expect(result.state).toBe('ambiguous');
    expect((await messageNow())?.delivery).toBe('unsure');
  });

  it('gives up when a day of attempts is over, and says so in the thread', async () => {
    await reply();
    let last: DeliveryResult | undefined;
    for (let attempt = 1; attempt <= maxAttempts + 1; attempt += 1) {
      last = (await deliver([{ outcome: 'retry', reason: 'throttled' }])).result;
      desk.advance(giveUpAfterMs / maxAttempts);
    }
    expect(last?.state).toBe('dead');
    expect(await desk.words()).toContain('thread: delivery');
  });

  it('waiting for the channel costs no attempt', async () => {
    await desk.happens(speakerOf(ben), channel, { type: 'removed' });
    await desk.says(anna, 'any news?');
    for (let waited = 0; waited < 5; waited += 1) {
      expect((await deliver([])).result).toMatchObject({ state: 'pending', reason: 'channel-unknown' });
      desk.advance(60_000);
    }
    await desk.happens(speakerOf(ben), channel, { type: 'installed' });
    expect(await claimRelay()).toMatchObject({ attempts: 1 });
  });

  it('tells the requester when it is not certain that the words arrived', async () => {
    await desk.says(anna, 'any news?');
    await deliver([{ outcome: 'ambiguous', reason: 'timeout' }]);
    desk.advance(60_000);
    await deliver([{ outcome: 'ambiguous', reason: 'timeout' }]);
    expect((await desk.leaving()).map((r) => refusal(r.notice))).toContain('maybe-lost');
  });
});

describe('the store decides where', () => {
  it('an uninstalled chat gets nothing, and everything once it is back', async () => {
    await desk.happens(anna, annasChat, { type: 'removed' });
    await reply();
    const { result, sent } = await deliver([]);
    expect(result.state).toBe('parked');
    expect(sent).toEqual([]);
    await desk.happens(anna, annasChat, { type: 'installed' });
    const { result: after } = await deliver([{ outcome: 'sent', activityId: '8' }]);
    expect(after.state).toBe('sent');
  });

  it('a blocked requester gets no further attempt, and the agent hears of each word', async () => {
    await reply();
    await deliver([{ outcome: 'unreachable', reason: 'blocked' }]);
    await desk.words();
    await reply();
    expect(await claimRelay()).toBeUndefined();
    expect((await messageNow())?.delivery).toBe('not-delivered');
  });

  it('a ticket whose queue has no channel yet stands in another queue’s', async () => {
    await desk.turn(({ store }) => store.threads.forget(refTo(ticket), ticket.queueId));
    await desk.happens(speakerOf(ben), channel, { type: 'removed' });
    const standIn = { ...channel, id: '19:billing@thread.tacv2', teamId: '19:billing@thread.tacv2' };
    await desk.turn(({ store }) => store.chats.save({ ...standIn, installedAt: desk.now() }));
    await desk.says(anna, 'any news?');
    const { sent } = await deliver([
      { outcome: 'sent', activityId: '1', conversationId: `${standIn.id};messageid=5` },
    ]);
    expect(sent[0]?.target).toEqual({ type: 'new-thread', channelId: standIn.id });
  });

  it('knows a card by its thread when the answer does not name it', async () => {
    await desk.turn((turn) => transferTicket(turn, refTo(ticket), 'billing'));
    const claimed = await desk.turn(({ store }) =>
      store.outbox.claim({ owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 10 }),
    );
    const row = claimed.rows.find((r) => r.lane.endsWith(':billing'));
    if (!row) throw new Error('no card for the new thread');
    const send = async (): Promise<SendResult> => ({ outcome: 'sent', conversationId: '19:b;messageid=77' });
    await deliverRow({ runTurn: desk.turn, present: () => ({ activity: {} }), send, random: () => 0 }, row);
    const cards = await desk.turn(({ store }) => store.cards.ofTicket(refTo(ticket)));
    expect(cards.map((c) => c.activityId)).toContain('77');
  });

  it('opens another thread when the old one was deleted in Teams', async () => {
    await desk.says(anna, 'any news?');
    const first = await deliver([{ outcome: 'gone', reason: 'gone' }]);
    expect(first.sent[0]?.target).toEqual({ type: 'post', conversationId: threadOf(ticket) });
    desk.advance(60_000);
    await deliver([{ outcome: 'gone', reason: 'gone' }]);
    desk.advance(60_000);
    const third = await deliver([
      { outcome: 'sent', activityId: '1', conversationId: `${channelId};messageid=99` },
    ]);
    expect(third.sent[0]?.target).toEqual({ type: 'new-thread', channelId });
    const thread = await desk.turn(({ store }) => store.threads.find(refTo(ticket), ticket.queueId));
    expect(thread).toBe(`${channelId};messageid=99`);
  });
});
