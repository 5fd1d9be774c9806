// Words that stand in Teams are changed and taken back wherever they stand.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/chat.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { claimDeliveries, deliver, endLostLeases } from '../../src/flows/deliver-outbox.ts';
import type { Sending, SendResult } from '../../src/flows/outbox-ports.ts';
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

/** Nobody writes down what Teams answered; another sender takes over. */
async function diesWhileSending(): Promise<void> {
  const claim = { owner: 'dies', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 1 };
  const { deliveries } = await desk.turn((turn) => claimDeliveries(turn, realPresent, claim));
  expect(deliveries.map(({ row }) => row.notice.kind)).toEqual(['relay']);
  desk.advance(30_000);
  await desk.turn((turn) => endLostLeases(turn));
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

  it('are taken back everywhere, before it is tried where a change of them was refused', async () => {
    const change = (text: string) => desk.happens(anna, annasChat, { type: 'edited', text }, { activityId });
    await change('my number is 6');
    const [first] = (await leaves()).words;
    const here = first?.target.type === 'post' ? first.target.conversationId : '';
    await change('my number is 7');
    const refused = `put ${here} 2`;
    await leaves((sending) =>
      place(sending) === refused ? { outcome: 'forbidden', reason: 'forbidden' } : takenIfSmall(sending),
    );
    await desk.happens(anna, annasChat, { type: 'deleted' }, { activityId });
    const { words, told } = await leaves((sending) =>
      place(sending) === refused ? { outcome: 'refused', reason: 'http-400' } : taken(sending),
    );
    expect(words.map(place)).toEqual([`put ${here} 4`, old(), refused]);
    expect(told).toEqual(['change-lost']);
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

describe.each([
  { outcome: 'forbidden', reason: 'forbidden' },
  { outcome: 'gone', reason: 'conversation-not-found' },
] as const)('words whose change was refused once ($reason), and posted beside them', (refusal) => {
  const old = `put ${annasChat.id} 1`;
  let activityId: string;
  /** The first message is refused this time, all else is taken. */
  const refusesFirst = (sending: Sending) => (place(sending) === old ? refusal : takenIfSmall(sending));
  beforeEach(async () => {
    activityId = await says('wrong person');
    await leaves();
    await changes(activityId, { type: 'edited', text: 'wrong person, I fear' });
    expect((await leaves(refusesFirst)).words.map(place)).toEqual([old, 'post']);
  });

  it('also when the sender died at the first try: what it changed in place is no other message', async () => {
    const again = await says('wrong as well');
    await leaves();
    await changes(again, { type: 'edited', text: 'wrong as well, I fear' });
    await diesWhileSending();
    const third = `put ${annasChat.id} 3`;
    const { words: changed } = await leaves((sending) =>
      place(sending) === third ? refusal : taken(sending),
    );
    expect(changed.map(place)).toEqual([third, 'post']);
    await takesBack(again);
    const { words, told } = await leaves();
    expect([words.map(place), told]).toEqual([[`put ${annasChat.id} 4`, third], []]);
  });

  it('are changed next where they were posted last', async () => {
    await changes(activityId, { type: 'edited', text: 'wrong person, I am sure' });
    expect((await leaves()).words.map(place)).toEqual([`put ${annasChat.id} 2`]);
  });

  it('are taken back in both messages', async () => {
    await takesBack(activityId);
    const { words, told } = await leaves();
    expect([words.map(place), told]).toEqual([[`put ${annasChat.id} 2`, old], []]);
    for (const sending of words) expect(textOf(sending)).not.toContain('wrong');
  });

  it('are taken back in one, and that the other may stay is told', async () => {
    await takesBack(activityId);
    const { words, told } = await leaves(refusesFirst);
    expect([words.map(place), told]).toEqual([[`put ${annasChat.id} 2`, old], ['change']]);
  });

  it('are gone from there when Teams says so', async () => {
    await takesBack(activityId);
    const { told } = await leaves((sending) =>
      place(sending) === old ? { outcome: 'gone', reason: 'activity-not-found' } : taken(sending),
    );
    expect(told).toEqual([]);
  });
});

describe('words that may stand where nobody knows of them', () => {
  const gateway = (): SendResult => ({ outcome: 'ambiguous', reason: 'http-502', answered: true });
  const hangs = (): SendResult => ({ outcome: 'ambiguous', reason: 'timeout' });

  it('because a gateway gave up before they were taken: one is taken back, and that another may stay is told', async () => {
    const activityId = await says('wrong person');
    for (const answer of [gateway, gateway, gateway, takenIfSmall]) {
      await leaves(answer);
      desk.advance(60_000);
    }
    expect((await messageNow())?.copies).toEqual([
      { conversationId: annasChat.id },
      { conversationId: annasChat.id, activityId: '1' },
    ]);
    await takesBack(activityId);
    const { words, told } = await leaves();
    expect([words.map(place), told]).toEqual([[`put ${annasChat.id} 1`], ['change']]);
  });

  it('or one part of them', async () => {
    const activityId = await says(long('word'));
    await leaves(takenIfSmall, 2);
    await leaves(gateway);
    desk.advance(60_000);
    await leaves();
    await takesBack(activityId);
    const { words, told } = await leaves();
    expect([words.map(place), told]).toEqual([
      [1, 2, 3].map((id) => `put ${annasChat.id} ${id}`),
      ['change'],
    ]);
  });

  it('or their change, where it had to be posted', async () => {
    const activityId = await says('wrong person');
    await leaves();
    await changes(activityId, { type: 'edited', text: 'wrong person, I fear' });
    await leaves(({ target }) =>
      target.type === 'put' ? { outcome: 'gone', reason: 'activity-not-found' } : gateway(),
    );
    desk.advance(60_000);
    await leaves();
    await takesBack(activityId);
    const { words, told } = await leaves();
    expect([words.map(place), told]).toEqual([[`put ${annasChat.id} 2`], ['change']]);
  });

  it('taken back after their sender died: the same', async () => {
    const activityId = await says('wrong person');
    await diesWhileSending();
    await takesBack(activityId);
    expect(await leaves()).toEqual({ words: [], told: ['change'] });
  });

  it('taken back after a gateway gave up: nothing more is posted, and that one may stay is told', async () => {
    const activityId = await says('wrong person');
    await leaves(gateway);
    await takesBack(activityId);
    desk.advance(60_000);
    expect(await leaves()).toEqual({ words: [], told: ['change'] });
    expect(await messageNow()).toMatchObject({ delivery: 'unsure', failure: 'taken-back' });
  });

  it.each([
    ['gave up', gateway],
    ['was silent', hangs],
  ])(
    'given up after somebody on the way %s, then taken back: that one may stay is told',
    async (_name, lost) => {
      const activityId = await says('wrong person');
      await leaves(lost);
      desk.advance(60_000);
      expect((await leaves(() => ({ outcome: 'refused', reason: 'http-400' }))).told).toEqual(['words']);
      await takesBack(activityId);
      expect(await leaves()).toEqual({ words: [], told: ['change'] });
    },
  );

  it('because their sender died before it wrote down what became of them', async () => {
    const activityId = await says('wrong person');
    await diesWhileSending();
    await leaves();
    await takesBack(activityId);
    const { words, told } = await leaves();
    expect([words.map(place), told]).toEqual([[`put ${annasChat.id} 1`], ['change']]);
  });

  it('are not doubted when an update of them was interrupted: it is done again, in place', async () => {
    const activityId = await says('wrong person');
    await leaves();
    await changes(activityId, { type: 'edited', text: 'wrong person, I fear' });
    await leaves(() => ({ outcome: 'ambiguous', reason: 'http-500' }));
    desk.advance(60_000);
    await leaves();
    await takesBack(activityId);
    const { words, told } = await leaves();
    expect([words.map(place), told]).toEqual([[`put ${annasChat.id} 1`], []]);
  });
});

describe('several changes of the same words', () => {
  it('that wait together are one, with the words as they are when it leaves', async () => {
    const activityId = await says('word');
    await leaves();
    for (const n of [1, 2, 3, 4, 5]) await changes(activityId, { type: 'edited', text: `word ${n}` });
    const { words } = await leaves();
    expect(words.map(place)).toEqual([`put ${annasChat.id} 1`]);
    expect(textOf(words[0] as Sending)).toContain('word 5');
    await changes(activityId, { type: 'edited', text: 'word 6' });
    expect((await leaves()).words).toHaveLength(1);
  });

  it('and the last one takes them back: nobody reads what was between', async () => {
    const activityId = await says('word');
    await leaves();
    await changes(activityId, { type: 'edited', text: 'wrong word' });
    await takesBack(activityId);
    const { words, told } = await leaves();
    expect([words.map(place), told]).toEqual([[`put ${annasChat.id} 1`], []]);
    expect(textOf(words[0] as Sending)).not.toContain('word');
  });

  it('do not hold up those of other words', async () => {
    const one = await says('one');
    const two = await says('two');
    await leaves();
    await changes(one, { type: 'edited', text: 'one changed' });
    await changes(two, { type: 'edited', text: 'two changed' });
    const { words } = await leaves();
    expect(words.map(place)).toEqual([1, 2].map((id) => `put ${annasChat.id} ${id}`));
  });

  it('of which one is half way through its parts: the next begins with the first part again', async () => {
    const activityId = await says(long('word'));
    await leaves();
    await changes(activityId, { type: 'edited', text: long('new') });
    await leaves(takenIfSmall, 1);
    await changes(activityId, { type: 'edited', text: long('newest') });
    const { words } = await leaves();
    const last = new Map(words.map((sending) => [place(sending), textOf(sending)]));
    expect([...last.keys()]).toContain(`put ${annasChat.id} 1`);
    expect([...last.values()].join(' ')).toMatch(/newest0 .*newest1199/s);
    expect([...last.values()].every((text) => /newest\d/.test(text) && !/new\d/.test(text))).toBe(true);
  });

  it('of which one is just being sent: the next one follows', async () => {
    const activityId = await says('word');
    await leaves();
    await changes(activityId, { type: 'edited', text: 'word 1' });
    const claim = { owner: 'slow', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 1 };
    const { deliveries } = await desk.turn((turn) => claimDeliveries(turn, realPresent, claim));
    await changes(activityId, { type: 'edited', text: 'word 2' });
    for (const delivery of deliveries) {
      const send = async (sending: Sending) => taken(sending);
      const deps = { runTurn: desk.turn, send, now: desk.now, random: () => 0, pause: async () => {} };
      await deliver(deps, delivery);
    }
    const { words } = await leaves();
    expect(words.map(textOf).map((text) => /word \d/.exec(text)?.[0])).toEqual(['word 2']);
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

describe('words of before copies were kept, of which only the message is known', () => {
  let activityId: string;
  beforeEach(async () => {
    activityId = await says('wrong person');
    await leaves();
    const message = await messageNow();
    if (!message) throw new Error('nothing was said');
    const { copies: _new, ...before } = message;
    await desk.turn(({ store }) => store.messages.save({ ...before, deliveredActivityId: '1' }));
  });

  it('are still taken back', async () => {
    await takesBack(activityId);
    expect((await leaves()).words.map(place)).toEqual([`put ${annasChat.id} 1`]);
  });

  it('are kept as copies with the next message of them, and not in two ways', async () => {
    await changes(activityId, { type: 'edited', text: 'wrong person, I fear' });
    await leaves(({ target }) =>
      target.type === 'put'
        ? { outcome: 'forbidden', reason: 'forbidden' }
        : takenAs('2', { target } as Sending),
    );
    const message = await messageNow();
    expect(message?.copies).toEqual([
      { conversationId: annasChat.id, activityId: '1', doubtful: true },
      { conversationId: annasChat.id, activityId: '2' },
    ]);
    expect(message).not.toHaveProperty('deliveredActivityId');
  });
});
