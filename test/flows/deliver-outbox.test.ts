import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forbiddenAttempts, giveUpAfterMs, maxAttempts } from '../../src/domain/delivery.ts';
import { AppError } from '../../src/domain/errors.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { claimDeliveries, deliver, endLostLeases } from '../../src/flows/deliver-outbox.ts';
import type { DeliveryResult, OutboxRow, Sending, SendResult } from '../../src/flows/outbox-ports.ts';
import type { Present } from '../../src/flows/ports.ts';
import { postNotice, toThread } from '../../src/flows/post-notice.ts';
import { relayFromAgent } from '../../src/flows/relay-message.ts';
import { transferTicket } from '../../src/flows/transfer-ticket.ts';
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
  personalChat,
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

/** The store that was away is back after it. */
const pause = async () => {};
const present = () => ({ activity: { type: 'message', text: 'x' } });

interface Tried {
  readonly result: DeliveryResult;
  readonly sent: readonly Sending[];
  readonly row: OutboxRow;
}

const isTried = ({ notice }: OutboxRow) => notice.kind === 'relay' || notice.kind === 'draft';

/** Delivers until the next words of somebody, or what begins their thread, were tried; all before leaves without trouble. */
async function deliverNext(
  answer: SendResult | undefined,
  show: Present = present,
): Promise<Tried | undefined> {
  for (;;) {
    const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 1 };
    const { deliveries, unsent } = await desk.turn((turn) => claimDeliveries(turn, show, claim));
    const waits = unsent.find(
      ({ row, result }) => isTried(row) && !('reason' in result && result.reason === 'behind-card'),
    );
    if (waits) return { ...waits, sent: [] };
    const [delivery] = deliveries;
    if (!delivery && unsent.length === 0) return undefined;
    if (!delivery) continue;
    const sent: Sending[] = [];
    // The card that begins the thread anew goes before the words.
    const isMeant = isTried(delivery.row) || delivery.sending.target.type === 'new-thread';
    const send = async (sending: Sending): Promise<SendResult> => {
      sent.push(sending);
      return isMeant && answer ? answer : { outcome: 'sent' };
    };
    const { result } = await deliver(
      { runTurn: desk.turn, send, now: desk.now, random: () => 0, pause },
      delivery,
    );
    if (isMeant) return { result, sent, row: delivery.row };
  }
}

async function tryWith(answer?: SendResult, show?: Present): Promise<Tried> {
  const tried = await deliverNext(answer, show);
  if (!tried) throw new Error('nothing to deliver');
  return tried;
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
    ['our fault', { outcome: 'refused', reason: 'http-400' }, 'dead', 'not-delivered'],
    ['gone once', { outcome: 'gone', reason: 'conversation-not-found' }, 'pending', 'sending'],
  ])('%s', async (_name, answer, state, delivery) => {
    await reply();
    const { result } = await tryWith(answer);
    expect(result.state).toBe(state);
    expect((await messageNow())?.delivery).toBe(delivery);
  });

  it('waits exactly as long as it was asked to', async () => {
    await reply();
    const { result } = await tryWith({ outcome: 'retry', afterMs: 5000, reason: 'throttled' });
    expect(result).toMatchObject({ dueAt: desk.now() + 5000 });
    desk.advance(4999);
    expect(await deliverNext(undefined)).toBeUndefined();
    desk.advance(1);
    expect((await tryWith({ outcome: 'sent' })).row).toMatchObject({ attempts: 2 });
  });

  it('sends words whose answer was lost once more, and then leaves them as unsure', async () => {
    await reply();
    await tryWith({ outcome: 'ambiguous', reason: 'timeout' });
    desk.advance(60_000);
    const { result } = await tryWith({ outcome: 'ambiguous', reason: 'timeout' });
    expect(result.state).toBe('ambiguous');
    expect((await messageNow())?.delivery).toBe('unsure');
  });

  it('gives up when a day of attempts is over, and says so in the thread', async () => {
    await reply();
    let last: DeliveryResult | undefined;
    for (let attempt = 1; attempt <= maxAttempts + 1; attempt += 1) {
      last = (await tryWith({ outcome: 'retry', reason: 'throttled' })).result;
      desk.advance(giveUpAfterMs / maxAttempts);
    }
    expect(last?.state).toBe('dead');
    expect(await desk.words()).toContain('thread: delivery');
  });

  it('waiting for the channel costs no attempt', async () => {
    await desk.happens(speakerOf(ben), channel, { type: 'removed' });
    await desk.says(anna, 'any news?');
    for (let waited = 0; waited < 5; waited += 1) {
      expect((await tryWith()).result).toMatchObject({ state: 'pending', reason: 'channel-unknown' });
      desk.advance(60_000);
    }
    await desk.happens(speakerOf(ben), channel, { type: 'installed' });
    expect((await tryWith({ outcome: 'sent' })).row).toMatchObject({ attempts: 1 });
  });

  it('tells the requester when it is not certain that the words arrived', async () => {
    await desk.says(anna, 'any news?');
    await tryWith({ outcome: 'ambiguous', reason: 'timeout' });
    desk.advance(60_000);
    await tryWith({ outcome: 'ambiguous', reason: 'timeout' });
    expect((await desk.leaving()).map((r) => refusal(r.notice))).toContain('maybe-lost');
  });
});

describe('a conversation of which nothing is kept', () => {
  const to = (conversationId: string) =>
    ({
      to: 'address',
      tenantId: 'a-stranger',
      conversationId,
      serviceUrl: 'https://smba.trafficmanager.net/emea/',
      botId: '28:bot',
      locale: 'en',
    }) as const;

  it.each<[string, SendResult]>([
    ['fails', { outcome: 'retry', reason: 'http-500' }],
    ['is throttled', { outcome: 'retry', reason: 'throttled', afterMs: 1_000 }],
  ])('that %s is tried three times, and holds up the others no longer', async (_name, answer) => {
    await desk.turn(async (turn) => {
      await postNotice(turn, to('first'), { kind: 'not-served' });
      await postNotice(turn, to('second'), { kind: 'refused', flash: { reason: 'own-chat' } });
    });
    const tried: string[] = [];
    for (let seconds = 0; seconds < 60 && !tried.includes('second'); seconds += 1) {
      const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 1 };
      const { deliveries } = await desk.turn((turn) => claimDeliveries(turn, present, claim));
      for (const delivery of deliveries) {
        const { target } = delivery.sending;
        const where = 'conversationId' in target ? target.conversationId : '?';
        tried.push(where);
        const send = async () => (where === 'first' ? answer : ({ outcome: 'sent' } as const));
        await deliver({ runTurn: desk.turn, send, now: desk.now, random: () => 0, pause }, delivery);
      }
      desk.advance(1_000);
    }
    expect(tried).toEqual(['first', 'first', 'first', 'second']);
    expect(await desk.turn(({ store }) => store.outbox.waitingIn('strangers'))).toEqual([]);
  });
});

describe('the store decides where', () => {
  it('an uninstalled chat gets nothing, and no old words blindly once it is back', async () => {
    await desk.happens(anna, annasChat, { type: 'removed' });
    await reply();
    const { result, sent } = await tryWith();
    expect(result.state).toBe('parked');
    expect(sent).toEqual([]);
    await desk.happens(anna, annasChat, { type: 'installed' });
    expect(await deliverNext(undefined)).toBeUndefined();
  });

  it('a blocked requester gets no further attempt, and the agent hears of each word', async () => {
    await reply();
    await tryWith({ outcome: 'unreachable', reason: 'blocked' });
    await desk.words();
    await reply();
    expect(await deliverNext(undefined)).toBeUndefined();
    expect((await messageNow())?.delivery).toBe('not-delivered');
  });

  it('a ticket whose queue has no channel yet stands in another queue’s', async () => {
    await desk.turn(({ store }) => store.threads.forget(refTo(ticket), ticket.queueId));
    await desk.happens(speakerOf(ben), channel, { type: 'removed' });
    const standIn = { ...channel, id: '19:billing@thread.tacv2', teamId: '19:billing@thread.tacv2' };
    await desk.turn(({ store }) => store.chats.save({ ...standIn, installedAt: desk.now() }));
    await desk.says(anna, 'any news?');
    const { sent } = await tryWith({
      outcome: 'sent',
      activityId: '1',
      conversationId: `${standIn.id};messageid=5`,
    });
    expect(sent[0]?.target).toEqual({ type: 'new-thread', channelId: standIn.id });
  });

  it('knows a card by its thread when the answer does not name it', async () => {
    await desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'billing'));
    const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 10 };
    const { deliveries } = await desk.turn((turn) => claimDeliveries(turn, present, claim));
    const delivery = deliveries.find(({ row }) => row.lane.endsWith(':billing'));
    if (!delivery) throw new Error('no card for the new thread');
    const send = async (): Promise<SendResult> => ({ outcome: 'sent', conversationId: '19:b;messageid=77' });
    await deliver({ runTurn: desk.turn, send, now: desk.now, random: () => 0, pause }, delivery);
    const cards = await desk.turn(({ store }) => store.cards.ofTicket(refTo(ticket)));
    expect(cards.map((c) => c.activityId)).toContain('77');
  });

  it('opens another thread when the old one was deleted in Teams', async () => {
    await desk.says(anna, 'any news?');
    const lost = { outcome: 'gone', reason: 'conversation-not-found' } as const;
    const first = await tryWith(lost);
    expect(first.sent[0]?.target).toEqual({ type: 'post', conversationId: threadOf(ticket) });
    desk.advance(60_000);
    await tryWith(lost);
    const third = await tryWith({
      outcome: 'sent',
      activityId: '1',
      conversationId: `${channelId};messageid=99`,
    });
    expect(third.sent[0]?.target).toEqual({ type: 'new-thread', channelId });
    const thread = await desk.turn(({ store }) => store.threads.find(refTo(ticket), ticket.queueId));
    expect(thread).toBe(`${channelId};messageid=99`);
  });

  it('stands in another channel when the queue’s is gone without a word', async () => {
    const standIn = { ...channel, id: '19:billing@thread.tacv2', teamId: '19:billing@thread.tacv2' };
    await desk.turn(({ store }) => store.chats.save({ ...standIn, installedAt: desk.now() }));
    await desk.says(anna, 'any news?');
    const lost = { outcome: 'gone', reason: 'conversation-not-found' } as const;
    const targets: unknown[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      targets.push((await tryWith(lost)).sent[0]?.target);
      desk.advance(5_000);
    }
    expect(targets).toEqual([
      { type: 'post', conversationId: threadOf(ticket) },
      { type: 'post', conversationId: threadOf(ticket) },
      { type: 'new-thread', channelId },
      { type: 'new-thread', channelId },
    ]);
    const found = await tryWith({
      outcome: 'sent',
      activityId: '1',
      conversationId: `${standIn.id};messageid=1`,
    });
    expect(found.sent[0]?.target).toEqual({ type: 'new-thread', channelId: standIn.id });
  });

  it('one 404 is a whim, two with an hour between are not', async () => {
    const lost = { outcome: 'gone', reason: 'conversation-not-found' } as const;
    const loseOne = async () => {
      await reply();
      await tryWith(lost);
      desk.advance(10_000);
      const { result } = await tryWith(lost);
      // What the desk and Anna are told about it arrives, and must not count as a sign of life.
      await desk.leaving();
      return result;
    };
    expect(await loseOne()).toEqual({ state: 'dead', reason: 'conversation-not-found' });
    await reply();
    expect((await tryWith({ outcome: 'sent' })).result.state).toBe('sent');

    await loseOne();
    desk.advance(3_600_000);
    await loseOne();
    await reply();
    const { result, sent } = await tryWith();
    expect(sent).toEqual([]);
    expect(result).toEqual({ state: 'parked', reason: 'gone' });
  });

  it('asks the government’s cloud once when Teams says that the conversation lives there', async () => {
    const elsewhere = { outcome: 'wrong-host', reason: 'wrong-host' } as const;
    await reply();
    expect((await tryWith(elsewhere)).result).toMatchObject({ state: 'pending', dueAt: desk.now() });
    const second = await tryWith(elsewhere);
    expect(second.sent[0]?.serviceUrl).toBe('https://smba.infra.gcc.teams.microsoft.com/gcc/');
    expect(second.result).toEqual({ state: 'parked', reason: 'wrong-host' });
    await desk.says(anna, 'hello');
    await reply();
    expect((await tryWith({ outcome: 'sent' })).sent[0]?.serviceUrl).toBe(annasChat.serviceUrl);
  });

  it('an app that was switched off is tried in no chat of its tenant, and the desk is told once', async () => {
    const boris = { ...anna, personId: 'person-boris' };
    await desk.happens(boris, personalChat(boris), { type: 'installed' });
    await desk.leaving();
    await reply();
    await tryWith({ outcome: 'unreachable', reason: 'disabled' });
    await fireDue(desk);
    const chats = await desk.turn(({ store }) => store.chats.ofTenant(anna.tenantId));
    expect(chats.map((c) => [c.installedAt, c.unreachable])).toEqual([
      [undefined, 'disabled'],
      [undefined, 'disabled'],
    ]);
    expect((await desk.words()).filter((w) => w === 'queue: app-disabled')).toHaveLength(1);
  });
});

describe('an updated message', () => {
  it('that somebody deleted is posted anew, once', async () => {
    const activityId = await desk.says(speakerOf(ben), 'Hello', { threadId: threadOf(ticket) });
    expect((await tryWith({ outcome: 'sent', activityId: '7' })).sent[0]?.target.type).toBe('post');
    await desk.happens(
      speakerOf(ben),
      channel,
      { type: 'edited', text: 'Hello!' },
      {
        threadId: threadOf(ticket),
        activityId,
      },
    );
    const put = await tryWith({ outcome: 'gone', reason: 'activity-not-found' });
    expect(put.sent[0]?.target).toMatchObject({ type: 'put', activityId: '7' });
    const post = await tryWith({ outcome: 'sent', activityId: '8' });
    expect(post.sent[0]?.target.type).toBe('post');
    expect(await deliverNext(undefined)).toBeUndefined();
  });
});

describe('a change of words that arrived', () => {
  const said = async () => {
    const activityId = await desk.says(speakerOf(ben), 'Hello', { threadId: threadOf(ticket) });
    await tryWith({ outcome: 'sent', activityId: '7' });
    await desk.leaving();
    return activityId;
  };
  const changes = (activityId: string, kind: { type: 'edited'; text: string } | { type: 'deleted' }) =>
    desk.happens(speakerOf(ben), channel, kind, { threadId: threadOf(ticket), activityId });
  const told = async () => (await desk.leaving()).filter(({ notice }) => notice.kind === 'delivery');

  it.each<[string, SendResult]>([
    ['Anna removed the app', { outcome: 'unreachable', reason: 'uninstalled' }],
    ['Teams refuses it', { outcome: 'refused', reason: 'http-400' }],
  ])(
    'that cannot leave (%s) does not make them undelivered, and is told as what it is',
    async (_n, answer) => {
      await changes(await said(), { type: 'edited', text: 'Hello again' });
      await tryWith(answer);
      const copies = [{ conversationId: annasChat.id, activityId: '7' }];
      expect(await messageNow()).toMatchObject({ delivery: 'delivered', copies });
      expect(await messageNow()).not.toHaveProperty('deliveredActivityId');
      expect(await messageNow()).not.toHaveProperty('failure');
      expect((await told()).map(({ notice }) => notice)).toEqual([expect.objectContaining({ of: 'change' })]);
    },
  );

  it('is told once, however many updates carry it, and the next one anew', async () => {
    const activityId = await said();
    const refused = { outcome: 'refused', reason: 'http-400' } as const;
    await changes(activityId, { type: 'edited', text: 'Hello again' });
    const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 1 };
    const { deliveries } = await desk.turn((turn) => claimDeliveries(turn, present, claim));
    const [first] = deliveries;
    if (!first) throw new Error('no change to deliver');
    await changes(activityId, { type: 'edited', text: 'Hello once more' });
    const deps = { runTurn: desk.turn, now: desk.now, random: () => 0, pause };
    await deliver({ ...deps, send: async () => refused }, first);
    await tryWith(refused);
    expect(await told()).toHaveLength(1);
    desk.advance(2_000);
    await changes(activityId, { type: 'deleted' });
    await tryWith(refused);
    expect(await told()).toHaveLength(1);
  });

  it('by a requester is told to the requester', async () => {
    const activityId = await desk.says(anna, 'any news?');
    await tryWith({ outcome: 'sent', activityId: '7' });
    await desk.happens(anna, annasChat, { type: 'edited', text: 'any news today?' }, { activityId });
    await tryWith({ outcome: 'refused', reason: 'http-400' });
    expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['change-lost']);
  });
});

describe('one attempt is one request', () => {
  it.each<[string, SendResult]>([
    ['refused for its token', { outcome: 'retry', reason: 'unauthorized', afterMs: 0 }],
    ['too big', { outcome: 'too-big', reason: 'too-big' }],
    ['at the wrong host', { outcome: 'wrong-host', reason: 'wrong-host' }],
    ['throttled', { outcome: 'retry', reason: 'throttled', afterMs: 0 }],
  ])('%s: the next one counts as another attempt', async (_name, answer) => {
    await reply();
    expect(await tryWith(answer)).toMatchObject({ row: { attempts: 1 } });
    const second = await tryWith({ outcome: 'sent' });
    expect(second).toMatchObject({ row: { attempts: 2 } });
    expect(second.sent).toHaveLength(1);
  });

  it('without credentials nothing was sent: it costs none, and everything waits', async () => {
    await reply();
    const none = { outcome: 'no-credentials', reason: 'credentials-unavailable', sent: false } as const;
    expect((await tryWith(none)).result).toMatchObject({ state: 'pending', dueAt: desk.now() + 30_000 });
    const due = await desk.turn(({ store }) => store.outbox.nextDueAt(desk.now()));
    expect(due).toBe(desk.now() + 30_000);
    desk.advance(30_000);
    expect((await tryWith({ outcome: 'sent' })).row.attempts).toBe(1);
  });
});

describe('what Teams finds too big', () => {
  const tooBig = { outcome: 'too-big', reason: 'too-big' } as const;
  const sentAs = (activityId: string) => ({ outcome: 'sent', activityId }) as const;
  /** Words of three parts. */
  const inThree: Present = (_notice, { part }) => ({
    activity: { type: 'message', text: `part ${part ?? 'whole'}` },
    ...(part !== undefined && { parts: 3 }),
  });

  it('goes in parts, one after the other, before what follows', async () => {
    await reply();
    await reply();
    const said: unknown[] = [];
    const answers: SendResult[] = [tooBig, ...Array(4).fill({ outcome: 'sent' })];
    for (const answer of answers) {
      said.push((await tryWith(answer, inThree)).sent[0]?.content.activity.text);
      desk.advance(1_000);
    }
    expect(said).toEqual(['part whole', 'part 1', 'part 2', 'part 3', 'part whole']);
  });

  it('goes in parts whoever says it, a draft as well, and the count of parts stays here', async () => {
    await desk.turn((turn) => postNotice(turn, toThread(ticket), { kind: 'draft', ...refTo(ticket) }));
    const states: string[] = [];
    const said: unknown[] = [];
    for (const answer of [tooBig, sentAs('1'), sentAs('2'), sentAs('3')]) {
      const { result, sent } = await tryWith(answer, inThree);
      states.push(result.state);
      said.push(sent[0]?.content);
      desk.advance(1_000);
    }
    expect(said).toEqual(
      ['whole', 1, 2, 3].map((part) => ({ activity: { type: 'message', text: `part ${part}` } })),
    );
    expect(states).toEqual(['pending', 'pending', 'pending', 'sent']);
  });

  it('is said once and whole in the small form of a card, which has no parts', async () => {
    await desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'billing'));
    expect((await tryWith(tooBig)).result).toMatchObject({ state: 'pending', part: 1 });
    desk.advance(1_000);
    expect((await tryWith({ outcome: 'sent', conversationId: '19:b;messageid=7' })).result.state).toBe(
      'sent',
    );
  });

  it('is given up when even a part is, and the agent is told', async () => {
    await reply();
    await tryWith(tooBig, inThree);
    expect((await tryWith(tooBig, inThree)).result).toEqual({ state: 'dead', reason: 'too-big' });
    expect(await messageNow()).toMatchObject({ delivery: 'not-delivered', failure: 'too-big' });
  });
});

describe('what a reviewer could have broken', () => {
  const lostAnswer = { outcome: 'ambiguous', reason: 'timeout' } as const;

  it('a lost answer after a refusal is no second lost answer: the words go once more', async () => {
    await reply();
    await tryWith({ outcome: 'retry', reason: 'throttled', afterMs: 0 });
    expect((await tryWith(lostAnswer)).result).toMatchObject({ state: 'pending', lost: true });
    desk.advance(30_000);
    expect((await tryWith(lostAnswer)).result.state).toBe('ambiguous');
  });

  it('an update that Teams fails at twice ends, and what is behind it leaves', async () => {
    const activityId = await desk.says(speakerOf(ben), 'Hello', { threadId: threadOf(ticket) });
    await tryWith({ outcome: 'sent', activityId: '7' });
    await desk.happens(
      speakerOf(ben),
      channel,
      { type: 'edited', text: 'Hello!' },
      { threadId: threadOf(ticket), activityId },
    );
    const failure = { outcome: 'ambiguous', reason: 'http-500' } as const;
    expect((await tryWith(failure)).result.state).toBe('pending');
    desk.advance(60_000);
    expect((await tryWith(failure)).result).toEqual({ state: 'dead', reason: 'http-500' });
  });

  it('words behind those that could not be delivered are told as well, at once', async () => {
    await reply();
    await reply();
    await reply();
    await tryWith({ outcome: 'unreachable', reason: 'blocked' });
    const all = await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 3));
    expect(all.map(({ delivery, failure }) => [delivery, failure])).toEqual(
      Array(3).fill(['not-delivered', 'blocked']),
    );
  });

  it.each(['forbidden', 'token-refused'] as const)(
    'one thread that is refused for no known reason (%s) is begun anew after a minute, its channel is kept',
    async (reason) => {
      await desk.says(anna, 'any news?');
      for (let attempt = 1; attempt <= forbiddenAttempts; attempt += 1) {
        const { sent } = await tryWith({ outcome: 'forbidden', reason });
        expect(sent[0]?.target).toEqual({ type: 'post', conversationId: threadOf(ticket) });
        desk.advance(30_000);
      }
      const next = await tryWith({ outcome: 'sent', conversationId: `${channelId};messageid=99` });
      expect(next.sent[0]?.target).toEqual({ type: 'new-thread', channelId });
    },
  );
});

describe('a store that is away when the answer comes', () => {
  const away = new AppError('store-unavailable', 'x', { retryable: true });

  const deliverWhileAwayFor = async (ms: number) => {
    const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 10 };
    const { deliveries } = await desk.turn((turn) => claimDeliveries(turn, present, claim));
    const delivery = deliveries.find(({ row }) => row.notice.kind === 'relay');
    if (!delivery) throw new Error('no words to deliver');
    const backAt = desk.now() + ms;
    let requests = 0;
    const { result } = await deliver(
      {
        runTurn: (work) => (desk.now() < backAt ? Promise.reject(away) : desk.turn(work)),
        send: async () => {
          requests += 1;
          return { outcome: 'sent', activityId: '7' };
        },
        now: desk.now,
        pause: async (pauseMs) => desk.advance(pauseMs),
        random: () => 0,
      },
      delivery,
    );
    return { result, requests };
  };

  it('is told as soon as it is back: nothing is sent twice', async () => {
    await reply();
    expect(await deliverWhileAwayFor(10_000)).toMatchObject({ result: { state: 'sent' }, requests: 1 });
    expect((await messageNow())?.delivery).toBe('delivered');
  });

  it('is not waited for longer than the lease', async () => {
    await reply();
    expect(await deliverWhileAwayFor(60_000)).toMatchObject({
      result: { state: 'ambiguous', reason: 'outcome-not-written' },
      requests: 1,
    });
  });
});

describe('a process that slept through its lease', () => {
  it('sends nothing, for another may own the row', async () => {
    await reply();
    const claim = { owner: 'sleeper', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 10 };
    const { deliveries } = await desk.turn((turn) => claimDeliveries(turn, present, claim));
    const [delivery] = deliveries.filter(({ row }) => row.notice.kind === 'relay');
    if (!delivery) throw new Error('no words to deliver');
    desk.advance(60_000);
    await desk.turn(endLostLeases);
    expect((await tryWith({ outcome: 'sent' })).result.state).toBe('sent');
    let requests = 0;
    const send = async (): Promise<SendResult> => {
      requests += 1;
      return { outcome: 'sent' };
    };
    await deliver({ runTurn: desk.turn, send, now: desk.now, random: () => 0, pause }, delivery);
    expect(requests).toBe(0);
    expect((await messageNow())?.delivery).toBe('delivered');
  });
});
