// A channel is archived or deleted: its tickets are seen in another one, and none is lost when there is none.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/chat.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { claimDeliveries, deliver } from '../../src/flows/deliver-outbox.ts';
import { loseChannel } from '../../src/flows/lose-channel.ts';
import type { Sending, SendResult } from '../../src/flows/outbox-ports.ts';
import { postNotice, toThread } from '../../src/flows/post-notice.ts';
import { confirmSolved, notSolved, solveTicket } from '../../src/flows/resolve-ticket.ts';
import { transferTicket } from '../../src/flows/transfer-ticket.ts';
import {
  anna,
  ben,
  channel,
  channelId,
  type Desk,
  fireDue,
  mei,
  openDesk,
  openedTicket,
  personalChat,
  refTo,
  settings,
  speakerOf,
  threadOf,
  ticketNow,
} from '../support/desk.ts';

let desk: Desk;
let ticket: Ticket;
/** In a team of its own. */
const billing = { ...channel, id: '19:billing@thread.tacv2', teamId: '19:billing-team' };

beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
  await desk.happens(speakerOf(ben), billing, { type: 'installed' });
  await desk.happens(speakerOf(mei), personalChat(speakerOf(mei)), { type: 'installed' });
  await desk.leaving();
});
afterEach(() => desk.close());

const happens = (kind: Inbound['kind'], more: Partial<Inbound> = {}, chat = channel) =>
  desk.happens(speakerOf(mei), chat, kind, more);
const closes = (more: Partial<Inbound> = {}, chat = channel) =>
  happens({ type: 'channel-closed', reason: 'archived' }, more, chat);
const reopens = (more: Partial<Inbound> = {}, chat = channel) =>
  happens({ type: 'channel-reopened' }, more, chat);
const channelNow = (id = channelId) =>
  desk.turn(({ store }) => store.chats.get(settings.partner.tenantId, id));
const threadNow = (one: Ticket = ticket) =>
  desk.turn(({ store }) => store.threads.find(refTo(one), one.queueId));

interface Said {
  readonly kind: Notice['kind'];
  readonly sending: Sending;
}

/** What reaches Teams now: new threads get ids like Teams gives them. */
async function delivered(answer?: (sending: Sending) => SendResult | undefined): Promise<Said[]> {
  const said: Said[] = [];
  for (let isHeld = false; ; ) {
    const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 200 };
    const present = (notice: Notice) => ({ activity: { kind: notice.kind } });
    const { deliveries, unsent, held } = await desk.turn((turn) => claimDeliveries(turn, present, claim));
    isHeld ||= held;
    if (deliveries.length + unsent.length === 0 && !(isHeld && (await desk.untilDue()))) return said;
    for (const delivery of deliveries) {
      const send = async (sending: Sending): Promise<SendResult> => {
        said.push({ kind: delivery.row.notice.kind, sending });
        const { target } = sending;
        const id = String(said.length);
        return (
          answer?.(sending) ??
          (target.type === 'new-thread'
            ? { outcome: 'sent', activityId: id, conversationId: `${target.channelId};messageid=${id}` }
            : { outcome: 'sent', activityId: id })
        );
      };
      await deliver(
        { runTurn: desk.turn, send, now: desk.now, random: () => 0, pause: async () => {} },
        delivery,
      );
    }
  }
}

const isRelay = ({ kind }: Said) => kind === 'relay';
const placeOf = ({ sending: { target } }: Said) =>
  target.type === 'new-thread' ? target.channelId : (target.conversationId.split(';')[0] ?? '');

describe('a channel is archived', () => {
  it('its tickets stand in another one, card first, with a line that says where they came from', async () => {
    await closes();
    await fireDue(desk);
    const said = await delivered();
    expect(said.map((one) => [one.kind, placeOf(one)])).toEqual([
      ['ticket', billing.id],
      ['moved-here', billing.id],
    ]);
    expect(said[0]?.sending.target.type).toBe('new-thread');
    expect(await threadNow()).toBe(`${billing.id};messageid=1`);
    await desk.says(anna, 'any news?');
    expect((await delivered()).filter(isRelay).map(placeOf)).toEqual([billing.id]);
  });

  it('nothing more is sent to it, not even what waited', async () => {
    await desk.says(anna, 'any news?');
    await closes();
    await fireDue(desk);
    const said = await delivered();
    expect(said.map(placeOf)).not.toContain(channelId);
    expect(said.map(({ kind }) => kind)).toContain('relay');
  });

  it('new tickets go to the other one, and to their own again once it is back', async () => {
    await closes();
    const arrives = async (n: number) => {
      const next = { ...(await ticketNow(desk, ticket)), id: `next-${n}`, number: 3000 + n, version: 1 };
      await desk.turn(async (turn) => {
        await turn.store.tickets.insert(next);
        await postNotice(turn, toThread(next), { kind: 'ticket', ...refTo(next) });
      });
      return (await delivered()).filter(({ kind }) => kind === 'ticket').map(placeOf);
    };
    expect(await arrives(1)).toEqual([billing.id]);
    await reopens();
    expect(await arrives(2)).toEqual([channelId]);
  });

  it('what an agent writes in the old thread, once it is back, still reaches the requester', async () => {
    await closes();
    await fireDue(desk);
    await delivered();
    await reopens();
    await desk.says(speakerOf(ben), 'Try again, please', { threadId: threadOf(ticket) });
    expect((await delivered()).map((one) => [one.kind, placeOf(one)])).toEqual(
      expect.arrayContaining([
        ['relay', 'a:person-anna'],
        ['delivery', billing.id],
      ]),
    );
  });

  it('back before the timer fired: nothing moves', async () => {
    await closes();
    await reopens();
    await fireDue(desk);
    expect(await delivered()).toEqual([]);
    expect(await threadNow()).toBe(threadOf(ticket));
  });

  it('told in the wrong order: what was sent last counts', async () => {
    await reopens({ sentAt: desk.now() + 2 });
    await closes({ sentAt: desk.now() + 1 });
    expect((await channelNow())?.installedAt).toBeDefined();
    await closes({ sentAt: desk.now() + 4 });
    await reopens({ sentAt: desk.now() + 3 });
    expect((await channelNow())?.installedAt).toBeUndefined();
  });

  it('an addition of the app elsewhere in the partner’s Teams does not bring it back', async () => {
    await closes();
    await happens({ type: 'installed' }, {}, { ...channel, id: '19:general' });
    expect((await channelNow())?.installedAt).toBeUndefined();
  });
});

describe('only what was lost moves', () => {
  it('a deleted channel, and no other of its team', async () => {
    const second = { ...channel, id: '19:second@thread.tacv2' };
    await desk.happens(speakerOf(ben), second, { type: 'installed' });
    await happens({ type: 'channel-closed', reason: 'deleted', channelId: second.id });
    expect((await channelNow(second.id))?.installedAt).toBeUndefined();
    expect((await channelNow())?.installedAt).toBeDefined();
    await fireDue(desk);
    expect(await delivered()).toEqual([]);
  });

  it('all channels of a team, and none of another', async () => {
    await closes();
    expect((await channelNow())?.installedAt).toBeUndefined();
    expect((await channelNow(billing.id))?.installedAt).toBeDefined();
  });

  it('a ticket that was transferred away stays where it is', async () => {
    await desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'billing'));
    await delivered();
    await closes();
    await fireDue(desk);
    expect(await delivered()).toEqual([]);
  });

  it('an ended ticket does not move, and begins a new thread when it is opened again', async () => {
    await desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'done'));
    const person = await desk.turn(({ store }) => store.people.get(anna.tenantId, anna.personId));
    if (!person) throw new Error('Anna is unknown');
    await desk.turn((turn) => confirmSolved(turn, person, refTo(ticket)));
    await delivered();
    await closes();
    await fireDue(desk);
    expect(await delivered()).toEqual([]);
    await desk.turn((turn) => notSolved(turn, person, refTo(ticket)));
    const said = await delivered();
    expect(said.filter(({ kind }) => kind === 'ticket').map(placeOf)).toEqual([billing.id]);
  });

  it('a customer’s own channel is of no concern to the desk', async () => {
    const theirs = { ...channel, tenantId: anna.tenantId, id: '19:contoso', teamId: '19:contoso' };
    await desk.happens(anna, theirs, { type: 'installed' });
    await desk.leaving();
    await desk.happens(anna, theirs, { type: 'channel-closed', reason: 'deleted' });
    expect(await fireDue(desk)).toBe(0);
    const chat = await desk.turn(({ store }) => store.chats.get(anna.tenantId, theirs.id));
    expect(chat?.installedAt).toBeUndefined();
  });
});

describe('a ticket that was transferred away when its first channel was lost', () => {
  beforeEach(async () => {
    await desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'billing'));
    await delivered();
    await closes();
    await fireDue(desk);
  });

  it('and comes back to that queue stands in the channel that stands in', async () => {
    await desk.turn((turn) => transferTicket(turn, ben, refTo(ticket), 'first-line'));
    const cards = (await delivered()).filter(({ kind }) => kind === 'ticket');
    expect(new Set(cards.map(placeOf))).toEqual(new Set([billing.id]));
    expect(cards.map(({ sending }) => sending.target.type)).toContain('new-thread');
    await desk.says(anna, 'any news?');
    expect((await delivered()).filter(isRelay).map(placeOf)).toEqual([billing.id]);
  });

  it('and stays away is updated where it lives, and begins no second thread', async () => {
    await desk.turn((turn) => solveTicket(turn, ben, refTo(ticket), 'done'));
    const cards = (await delivered()).filter(({ kind }) => kind === 'ticket');
    expect(cards.map(({ sending }) => sending.target.type)).toEqual(['put']);
  });
});

describe('lost while something is on its way', () => {
  it('a thread that begins in it: the ticket moves after all', async () => {
    const next = { ...(await ticketNow(desk, ticket)), id: 'next', number: 3001, version: 1 };
    await desk.turn(async (turn) => {
      await turn.store.tickets.insert(next);
      await postNotice(turn, toThread(next), { kind: 'ticket', ...refTo(next) });
    });
    await duringSend(async () => {
      await closes();
      await fireDue(desk);
    });
    expect(await threadNow(next)).toBe(`${channelId};messageid=77`);
    await fireDue(desk);
    const said = await delivered();
    expect(said.map(({ kind }) => kind).sort()).toEqual(['moved-here', 'moved-here', 'ticket', 'ticket']);
    expect(new Set(said.map(placeOf))).toEqual(new Set([billing.id]));
    expect(await threadNow(next)).toContain(billing.id);
  });

  it('by a removal that may be an update of the app: only if it stays away', async () => {
    const next = { ...(await ticketNow(desk, ticket)), id: 'next', number: 3001, version: 1 };
    await desk.turn(async (turn) => {
      await turn.store.tickets.insert(next);
      await postNotice(turn, toThread(next), { kind: 'ticket', ...refTo(next) });
    });
    await duringSend(() => happens({ type: 'removed' }));
    desk.advance(29_000);
    expect(await fireDue(desk)).toBe(0);
    desk.advance(2_000);
    await fireDue(desk);
    await delivered();
    expect(await threadNow(next)).toContain(billing.id);
  });

  /** What leaves next is accepted, and this happens before the answer is there. */
  async function duringSend(happening: () => Promise<unknown>): Promise<void> {
    const claim = { owner: 'test', now: desk.now(), leaseUntil: desk.now() + 30_000, limit: 1 };
    const present = (notice: Notice) => ({ activity: { kind: notice.kind } });
    const { deliveries } = await desk.turn((turn) => claimDeliveries(turn, present, claim));
    for (const delivery of deliveries) {
      const send = async (): Promise<SendResult> => {
        await happening();
        return { outcome: 'sent', activityId: '77', conversationId: `${channelId};messageid=77` };
      };
      await deliver(
        { runTurn: desk.turn, send, now: desk.now, random: () => 0, pause: async () => {} },
        delivery,
      );
    }
  }
});

describe('words that wait for the new place', () => {
  const kindsOf = (said: readonly Said[]) => said.map((one) => [one.kind, one.sending.target.type]);

  it('stand behind the ticket’s card, in their order', async () => {
    for (const words of ['any news?', 'hello?']) await desk.says(anna, words);
    await closes();
    await fireDue(desk);
    expect(kindsOf(await delivered()).filter(([kind]) => kind !== 'ticket-noted')).toEqual([
      ['ticket', 'new-thread'],
      ['relay', 'post'],
      ['relay', 'post'],
      ['moved-here', 'post'],
    ]);
  });

  it('leave without it when Teams takes the card in no size', async () => {
    await desk.says(anna, 'any news?');
    await closes();
    await fireDue(desk);
    let cards = 0;
    const isCard = ({ content }: Sending) => content.activity.kind === 'ticket';
    const said = await delivered((sending) => {
      if (!isCard(sending)) return undefined;
      cards += 1;
      if (cards > 20) throw new Error('the card is tried for ever');
      return { outcome: 'too-big', reason: 'too-big' };
    });
    expect(said.filter(isRelay).map(placeOf)).toEqual([billing.id]);
  });

  it('also when it is the thread alone that Teams does not find', async () => {
    await desk.says(anna, 'any news?');
    const gone = { outcome: 'gone', reason: 'conversation-not-found' } as const;
    const isOld = ({ target }: Sending) =>
      target.type === 'post' && target.conversationId === threadOf(ticket);
    const said: Said[] = [];
    for (let round = 0; round < 4; round += 1) {
      said.push(...(await delivered((sending) => (isOld(sending) ? gone : undefined))));
      desk.advance(5_000);
    }
    expect(kindsOf(said.filter(({ kind, sending }) => kind !== 'ticket-noted' && !isOld(sending)))).toEqual([
      ['ticket', 'new-thread'],
      ['relay', 'post'],
    ]);
  });
});

describe('the app is removed from the team', () => {
  it('and added again at once, as an update does: nothing moves', async () => {
    await happens({ type: 'removed' });
    desk.advance(5_000);
    await fireDue(desk);
    await happens({ type: 'installed' });
    desk.advance(60_000);
    await fireDue(desk);
    expect(await delivered()).toEqual([]);
  });

  it('for good: the tickets stand in the other channel within a minute', async () => {
    await happens({ type: 'removed' });
    desk.advance(59_000);
    await fireDue(desk);
    expect((await delivered()).map((one) => [one.kind, placeOf(one)])).toEqual([
      ['ticket', billing.id],
      ['moved-here', billing.id],
    ]);
  });

  it('also a channel that is linked and not named in the settings', async () => {
    const linked = { ...channel, id: '19:linked@thread.tacv2' };
    await desk.happens(speakerOf(mei), linked, {
      type: 'text',
      text: 'link queue billing',
      files: [],
      command: { name: 'link-queue', rest: 'billing' },
    });
    await desk.leaving();
    await happens({ type: 'removed' });
    expect((await channelNow(linked.id))?.installedAt).toBeUndefined();
  });
});

describe('Teams does not find the channel any more', () => {
  const gone = () => desk.turn((turn) => loseChannel(turn, channel.tenantId, channelId, 'gone'));

  it('its tickets move as well', async () => {
    await gone();
    await fireDue(desk);
    expect((await delivered()).map(placeOf)).toEqual([billing.id, billing.id]);
  });

  it('saying it twice moves nothing twice', async () => {
    await gone();
    await gone();
    await fireDue(desk);
    expect(await delivered()).toHaveLength(2);
    await gone();
    await fireDue(desk);
    expect(await delivered()).toEqual([]);
  });

  it('words in it prove that it is there after all', async () => {
    await gone();
    await desk.says(speakerOf(ben), 'help', { command: { name: 'help', rest: '' } });
    expect((await channelNow())?.installedAt).toBeDefined();
    expect((await delivered()).map(placeOf)).toEqual([channelId]);
  });

  it('an old card that is pressed in it proves nothing', async () => {
    await gone();
    const cards = await desk.turn(({ store }) => store.cards.ofTicket(refTo(ticket)));
    const card = cards.find(({ notice }) => notice.kind === 'ticket');
    const press = { threadId: threadOf(ticket) };
    const answer = await desk.press(
      speakerOf(ben),
      channel,
      card?.id ?? '',
      'claim-ticket',
      async () => undefined,
      press,
    );
    expect(answer.notice.kind).toBe('ticket');
    expect((await channelNow())?.installedAt).toBeUndefined();
  });
});

describe('no channel is left', () => {
  const toMei = (said: readonly Said[]) =>
    said.filter((one) => placeOf(one) === personalChat(speakerOf(mei)).id).map(({ kind }) => kind);
  const losesAll = async () => {
    await closes();
    await closes({}, billing);
    await fireDue(desk);
  };

  it('the leads are told once, and everything waits', async () => {
    await losesAll();
    await desk.says(anna, 'any news?');
    const said = await delivered();
    expect(toMei(said)).toEqual(['no-channel']);
    expect(said.map(({ kind }) => kind)).not.toContain('relay');
    for (let minutes = 0; minutes < 5; minutes += 1) {
      desk.advance(60_000);
      await fireDue(desk);
      expect(await delivered()).toEqual([]);
    }
    expect(await threadNow()).toBe(threadOf(ticket));
  });

  it('back again: what waited arrives in the old thread', async () => {
    await losesAll();
    await desk.says(anna, 'any news?');
    await delivered();
    await reopens();
    desk.advance(60_000);
    await fireDue(desk);
    expect((await delivered()).map((one) => [one.kind, placeOf(one)])).toEqual([['relay', channelId]]);
  });

  it('or another one is added: everything moves there', async () => {
    await losesAll();
    await desk.says(anna, 'any news?');
    await delivered();
    const fresh = { ...channel, id: '19:fresh@thread.tacv2', teamId: '19:fresh-team' };
    await desk.happens(speakerOf(mei), fresh, {
      type: 'text',
      text: 'link queue first-line',
      files: [],
      command: { name: 'link-queue', rest: 'first-line' },
    });
    desk.advance(60_000);
    await fireDue(desk);
    const said = (await delivered()).filter(({ kind }) => kind !== 'queue-linked');
    expect(new Set(said.map(placeOf))).toEqual(new Set([fresh.id]));
    expect(said.map(({ kind }) => kind).sort()).toEqual(['moved-here', 'relay', 'ticket']);
  });

  it('and lost again: the leads are told again', async () => {
    await losesAll();
    expect(toMei(await delivered())).toEqual(['no-channel']);
    await reopens();
    desk.advance(60_000);
    await fireDue(desk);
    expect(toMei(await delivered())).toEqual([]);
    await closes();
    await fireDue(desk);
    expect(toMei(await delivered())).toEqual(['no-channel']);
  });
});

describe('many tickets', () => {
  it('move some at a time, each once', async () => {
    const first = await ticketNow(desk, ticket);
    await desk.turn(async ({ store }) => {
      for (let n = 1; n <= 130; n += 1) {
        const one = { ...first, id: `many-${n}`, number: 5000 + n, version: 1 };
        await store.tickets.insert(one);
        await store.threads.save(channel.tenantId, `${channelId};messageid=${n}`, refTo(one), one.queueId);
      }
    });
    await closes();
    // Three rounds, and one for the other channel of the team, in which nothing stands.
    expect(await fireDue(desk)).toBe(4);
    const said = await delivered();
    const opened = said.filter(({ sending }) => sending.target.type === 'new-thread');
    expect(opened).toHaveLength(131);
    expect(said.filter(({ kind }) => kind === 'moved-here')).toHaveLength(131);
    expect(new Set(said.map(placeOf))).toEqual(new Set([billing.id]));
  });
});
