import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import { claimTicket } from '../../src/flows/claim-ticket.ts';
import type { Store, StoredCard, Turn } from '../../src/flows/ports.ts';
import {
  type Effect,
  failLatePress,
  followLatePress,
  pressCard,
  refusePress,
} from '../../src/flows/press-card.ts';
import { chooseTicket } from '../../src/flows/show-tickets.ts';
import { freshPlace, onPostgres, type Place } from '../support/databases.ts';
import {
  anna,
  annasChat,
  ben,
  channel,
  type Desk,
  mei,
  openDesk,
  openedTicket,
  personalChat,
  refTo,
  refusal,
  speakerOf,
  threadOf,
  ticketNow,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
});
afterEach(() => desk.close());

async function cardOf(kind: 'ticket' | 'request'): Promise<StoredCard> {
  const cards = await desk.turn(({ store }) => store.cards.ofTicket(refTo(ticket)));
  const card = cards.find((c) => c.notice.kind === kind);
  if (!card) throw new Error(`no ${kind} card`);
  return card;
}

/** The same store; every method called is written down. */
function watchedStore(store: Store, calls: string[]): Store {
  return new Proxy(store, {
    get: (parts, part: keyof Store) =>
      new Proxy(parts[part], {
        get(methods, name, receiver) {
          calls.push(`${part}.${String(name)}`);
          return Reflect.get(methods, name, receiver);
        },
      }),
  });
}

const claiming: Effect = async (turn, { staff }) => {
  const flash = staff && (await claimTicket(turn, staff, refTo(ticket)));
  return flash && { flash };
};

describe('claiming from the card', () => {
  it('is first come, first served, and the loser is told by name', async () => {
    const card = await cardOf('ticket');
    const thread = { threadId: threadOf(ticket) };
    const won = await desk.press(speakerOf(ben), channel, card.id, 'claim-ticket', claiming, thread);
    const lost = await desk.press(speakerOf(mei), channel, card.id, 'claim-ticket', claiming, thread);
    expect(won.moment).toEqual({});
    expect(lost.moment).toEqual({ flash: { reason: 'claimed-by-other', by: 'Ben Carter' } });
    expect(lost.facts.ticket?.assigneeName).toBe('Ben Carter');
    expect(await desk.words()).toEqual(
      expect.arrayContaining(['chat: claimed', 'thread: claimed', 'thread: update ticket']),
    );
  });

  it('has its effect once, though Teams sends it again under the same and under a new id', async () => {
    const card = await cardOf('ticket');
    let effects = 0;
    const counted: Effect = async () => {
      effects += 1;
      return undefined;
    };
    const [activityId, key] = [randomUUID(), randomUUID()];
    const press = (more: object) =>
      desk.press(speakerOf(ben), channel, card.id, 'add-note', counted, { key, ...more });
    await press({ activityId });
    await press({ activityId });
    const again = await press({});
    expect(effects).toBe(1);
    expect(again).toMatchObject({ notice: { kind: 'ticket' }, moment: {} });
  });
});

const never: Effect = async () => {
  throw new Error('this must not happen');
};

describe('a rendering that we did not issue', () => {
  it.each([
    ['invented', () => 'A'.repeat(22).concat('.', 'A'.repeat(22))],
    ['of the previous version', () => randomUUID()],
    ['of another card', (turn: Turn) => turn.nonces.issue(randomUUID())],
  ])('%s: no effect, the card as it is now, and what was typed', async (_name, make) => {
    const card = await cardOf('ticket');
    const nonce = await desk.turn(async (turn) => make(turn));
    const more = { threadId: threadOf(ticket), nonce, typed: { text: 'Please restart' } };
    const answer = await desk.press(speakerOf(ben), channel, card.id, 'reply-ticket', never, more);
    expect(answer).toMatchObject({
      notice: { kind: 'ticket' },
      moment: { flash: { reason: 'card-renewed' }, typed: { text: 'Please restart' } },
      key: { card: card.id },
    });
    const fresh = answer.key?.nonce ?? '';
    expect(await desk.turn(async ({ nonces }) => nonces.isOurs(card.id, fresh))).toBe(true);
    const again = { ...more, nonce: fresh };
    const done = await desk.press(
      speakerOf(ben),
      channel,
      card.id,
      'reply-ticket',
      async () => undefined,
      again,
    );
    expect(done.moment).toEqual({});
    expect(await desk.words()).toEqual([]);
  });
});

it('fifty notes from one rendering are fifty effects, and each press again is none', async () => {
  const card = await cardOf('ticket');
  const nonce = await desk.turn(async ({ nonces }) => nonces.issue(card.id));
  let effects = 0;
  const counted: Effect = async () => {
    effects += 1;
    return undefined;
  };
  for (const key of [...Array.from({ length: 50 }, (_, i) => `press-${i}`)].flatMap((key) => [key, key])) {
    const more = { threadId: threadOf(ticket), nonce, key };
    await desk.press(speakerOf(ben), channel, card.id, 'add-note', counted, more);
  }
  expect(effects).toBe(50);
});

it('a press that was answered too early is followed by an update of its card', async () => {
  const card = await cardOf('ticket');
  const more = { threadId: threadOf(ticket) };
  const answer = await desk.press(speakerOf(ben), channel, card.id, 'add-note', async () => undefined, more);
  await desk.turn((turn) => followLatePress(turn, { speaker: speakerOf(ben), chat: channel }, answer));
  expect(await desk.words()).toEqual(['thread: update ticket']);
});

describe('a press that was answered too early, and refused', () => {
  it('is told why beside the card, for no update shows it', async () => {
    const card = await cardOf('ticket');
    const thread = { threadId: threadOf(ticket) };
    await desk.press(speakerOf(ben), channel, card.id, 'claim-ticket', claiming, thread);
    const lost = await desk.press(speakerOf(mei), channel, card.id, 'claim-ticket', claiming, thread);
    await desk.leaving();
    const press = { speaker: speakerOf(mei), chat: channel, ...thread };
    await desk.turn((turn) => followLatePress(turn, press, lost));
    expect((await desk.leaving()).map(({ notice }) => refusal(notice) ?? notice.kind).sort()).toEqual([
      'claimed-by-other',
      'ticket',
    ]);
  });

  it('is told so when it has no card to show', async () => {
    const outdated = await desk.press(anna, annasChat, randomUUID(), 'withdraw-ticket', never);
    await desk.turn((turn) => followLatePress(turn, { speaker: anna, chat: annasChat }, outdated));
    expect((await desk.leaving()).map(({ notice }) => refusal(notice))).toEqual(['card-outdated']);
  });

  it('or failed, where the bot is not installed: nothing is said', async () => {
    const elsewhere = { ...annasChat, id: 'a:elsewhere' };
    await desk.turn((turn) => failLatePress(turn, { speaker: anna, chat: elsewhere }));
    expect(await desk.words()).toEqual([]);
  });
});

it('a forged press is told to the log by its kind, and one of ours is not', async () => {
  const [card, request] = [await cardOf('ticket'), await cardOf('request')];
  const thread = { threadId: threadOf(ticket) };
  const refused = () => desk.remarks.filter(({ event }) => event === 'press-refused');
  await desk.press(speakerOf(ben), channel, card.id, 'add-note', async () => undefined, thread);
  await desk.turn((turn) => refusePress(turn, { speaker: anna, chat: annasChat }, 'too-fast'));
  expect(refused()).toEqual([]);

  await desk.press(anna, annasChat, randomUUID(), 'withdraw-ticket', never);
  await desk.press(anna, { ...annasChat, id: 'a:other' }, request.id, 'withdraw-ticket', never);
  await desk.press(speakerOf(ben), channel, card.id, 'add-note', never, { ...thread, nonce: 'invented' });
  await desk.turn((turn) => refusePress(turn, { speaker: anna, chat: annasChat }, 'not-understood'));
  expect(refused().map(({ reason }) => reason)).toEqual([
    'unknown-card',
    'unknown-card',
    'not-ours',
    'not-understood',
  ]);
});

describe('a card is no key', () => {
  it('one of a thread is as absent in another thread, and in the channel itself', async () => {
    const card = await cardOf('ticket');
    const threadId = threadOf(ticket);
    await desk.turn(({ store }) => store.cards.delivered(card.tenantId, card.id, threadId, 'activity-1'));
    const places = [{ threadId: `${channel.id};messageid=9` }, {}];
    for (const place of places) {
      const answer = await desk.press(speakerOf(ben), channel, card.id, 'claim-ticket', never, place);
      expect(refusal(answer.notice)).toBe('card-outdated');
    }
    await desk.press(speakerOf(ben), channel, card.id, 'claim-ticket', claiming, { threadId });
    expect((await ticketNow(desk, ticket)).assigneeName).toBe('Ben Carter');
  });

  it('an unknown card, one of another chat, one of another tenant: the same answer', async () => {
    const request = await cardOf('request');
    const stranger = { ...anna, personId: 'mallory' };
    const otherTenant = { ...stranger, tenantId: '5b6e0c8d-13f4-4f0e-8a5d-9e2b7d4c1f03' };
    const answers = [
      await desk.press(anna, annasChat, randomUUID(), 'withdraw-ticket', never),
      await desk.press(stranger, personalChat(stranger), request.id, 'withdraw-ticket', never),
      await desk.press(otherTenant, personalChat(otherTenant), request.id, 'withdraw-ticket', never),
    ];
    expect(answers.map((a) => refusal(a.notice))).toEqual([
      'card-outdated',
      'card-outdated',
      'card-outdated',
    ]);
  });

  const denials = () => desk.turn(async ({ store }) => (await store.audit.head()).sequence);

  it('a requester who sends an agent’s verb is shown the card, nothing happens, and it is on record', async () => {
    const request = await cardOf('request');
    const before = await denials();
    const answer = await desk.press(anna, annasChat, request.id, 'solve-ticket', never);
    expect(answer.moment.flash?.reason).toBe('not-allowed');
    expect(await denials()).toBe(before + 1);
  });

  it('a requester’s verb is not for an agent, whatever the role', async () => {
    const card = await cardOf('ticket');
    const before = await denials();
    for (const staff of [ben, mei]) {
      const thread = { threadId: threadOf(ticket) };
      const answer = await desk.press(speakerOf(staff), channel, card.id, 'withdraw-ticket', never, thread);
      expect(answer.moment.flash?.reason).toBe('not-allowed');
    }
    expect(await denials()).toBe(before + 2);
  });

  it('being in the channel is no role', async () => {
    const card = await cardOf('ticket');
    const guest = { ...speakerOf(ben), personId: 'guest', name: 'Guest' };
    const answer = await desk.press(guest, channel, card.id, 'claim-ticket', never);
    expect(refusal(answer.notice)).toBe('not-staff');
    expect(await denials()).toBeGreaterThan(0);
    expect((await ticketNow(desk, ticket)).state).toBe('new');
  });

  it('and nothing is kept of whoever asks for what is not theirs to see', async () => {
    const request = await cardOf('request');
    const unknown = { ...anna, personId: 'nobody-yet', clientLocale: 'ru' as const };
    const [nowhere, elsewhere] = [personalChat(unknown), { ...personalChat(unknown), id: 'a:elsewhere' }];
    const answers = [
      await desk.press(unknown, nowhere, randomUUID(), 'withdraw-ticket', never),
      await desk.press(unknown, elsewhere, request.id, 'withdraw-ticket', never),
      await desk.turn((turn) => refusePress(turn, { speaker: unknown, chat: nowhere }, 'not-understood')),
    ];
    expect(answers.map((a) => refusal(a.notice))).toEqual([
      'card-outdated',
      'card-outdated',
      'not-understood',
    ]);
    expect(answers.map((a) => a.facts.recipient.locale)).toEqual(['ru', 'ru', 'ru']);
    await desk.turn(async ({ store }) => {
      expect(await store.people.get(unknown.tenantId, unknown.personId)).toBeUndefined();
      expect(await store.chats.get(nowhere.tenantId, nowhere.id)).toBeUndefined();
      expect(await store.chats.get(elsewhere.tenantId, elsewhere.id)).toBeUndefined();
    });
    expect(await desk.words()).toEqual([]);
  });

  it('a card that never was and one of somebody else cost the same reads', async () => {
    const request = await cardOf('request');
    const otherTenant = { ...anna, tenantId: '5b6e0c8d-13f4-4f0e-8a5d-9e2b7d4c1f03' };
    const reads = async (speaker: typeof anna, cardId: string) => {
      const read: string[] = [];
      await desk.turn((turn) => {
        const watched = { ...turn, store: watchedStore(turn.store, read) };
        const press = { ...{ speaker, chat: personalChat(speaker) }, verb: 'withdraw-ticket' as const };
        const more = { activityId: randomUUID(), cardId, nonce: 'n', key: 'k' };
        return pressCard(watched, { ...press, ...more }, never);
      });
      return read;
    };
    const absent = await reads(anna, randomUUID());
    expect(absent).toEqual(['cards.get', 'people.get']);
    expect(await reads({ ...anna, personId: 'mallory' }, request.id)).toEqual(absent);
    expect(await reads(otherTenant, request.id)).toEqual(absent);
  });

  it('an unserved tenant is told so', async () => {
    const eve = { tenantId: 'ffffffff-0000-4000-8000-000000000000', personId: 'p', name: 'Eve' };
    const answer = await desk.press(eve, personalChat(eve), randomUUID(), 'set-language', never);
    expect(answer.notice.kind).toBe('not-served');
  });
});

onPostgres(() => {
  describe('two things at once about words that wait for their ticket', () => {
    let place: Place;
    let beside: Desk;
    let cardId: string;
    let activityId: string;
    beforeEach(async () => {
      place = await freshPlace('postgres');
      beside = await openDesk({ url: place.url });
      await openedTicket(beside);
      await beside.says(anna, 'new question', { command: { name: 'new-question', rest: '' } });
      await beside.says(anna, 'Outlook again');
      await beside.says(anna, 'person', { command: { name: 'person', rest: '' } });
      beside.advance(31 * 60_000);
      await beside.leaving();
      activityId = await beside.says(anna, 'any news?');
      cardId = (await beside.leaving())[0]?.cardId ?? '';
    });
    afterEach(async () => {
      await beside.close();
      await place.remove();
    });

    const chooses = (n: number) =>
      beside.press(anna, annasChat, cardId, 'choose-ticket', async (turn, pressed) => {
        const flash = await chooseTicket(turn, pressed, n);
        return flash && { flash };
      });
    const relayed = async () => {
      const open = await beside.turn(({ store }) => store.tickets.openOf(anna.tenantId, anna.personId));
      const said = await Promise.all(
        open.map(({ tenantId, id }) => beside.turn(({ store }) => store.messages.latest(tenantId, id, 9))),
      );
      return said.flat().filter(({ text }) => text === 'any news?');
    };

    it('pressed for one ticket and for another, they go to one', async () => {
      await Promise.all([chooses(0), chooses(1)]);
      expect(await relayed()).toHaveLength(1);
    });

    it('pressed and deleted, they go to none, or are taken back', async () => {
      const deletes = beside.happens(anna, annasChat, { type: 'deleted' }, { activityId });
      await Promise.all([deletes, chooses(0)]);
      expect(await relayed()).toEqual([]);
    });
  });
});
