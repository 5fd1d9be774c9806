import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Inbound } from '../src/domain/chat.ts';
import { limits } from '../src/domain/rate-limit.ts';
import type { Ticket } from '../src/domain/ticket.ts';
import { createFloodGate } from '../src/flood-gate.ts';
import type { Turn } from '../src/flows/ports.ts';
import type { Answer } from '../src/flows/press-card.ts';
import type { RawPress } from '../src/teams/bot.ts';
import { actOnCard, presentAnswer } from '../src/teams/card-actions.ts';
import { createTurns, pressLimitMs } from '../src/turns.ts';
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
  settings,
  speakerOf,
  threadOf,
  ticketNow,
} from './support/desk.ts';

let desk: Desk;
let ticket: Ticket;
let seen: string[];
beforeEach(async () => {
  desk = await openDesk();
  ticket = await openedTicket(desk);
  seen = [];
});
afterEach(async () => {
  vi.useRealTimers();
  await desk.close();
});

type Act = (turn: Turn, press: RawPress) => Promise<Answer>;

function turns(act: Act = actOnCard, runTurn: Desk['turn'] = desk.turn) {
  return createTurns({
    runTurn,
    settings: () => settings,
    floods: createFloodGate({ now: desk.now, count: (limit) => seen.push(`limited ${limit}`) }),
    metrics: {
      turn: (kind, outcome) => seen.push(`${kind} ${outcome}`),
      latePress: () => seen.push('late'),
    },
    log: { error: ({ event }) => seen.push(String(event)) },
    act,
    show: presentAnswer,
  });
}

function says(text: string, change: Partial<Inbound> = {}): Inbound {
  const kind = { type: 'text', text, files: [] } as const;
  return { speaker: anna, chat: annasChat, activityId: randomUUID(), kind, ...change };
}

async function claims(): Promise<RawPress> {
  const cards = await desk.turn(({ store }) => store.cards.ofTicket(refTo(ticket)));
  const card = cards.find(({ notice }) => notice.kind === 'ticket')?.id ?? '';
  const nonce = await desk.turn(async ({ nonces }) => nonces.issue(card));
  return {
    speaker: speakerOf(ben),
    chat: channel,
    threadId: threadOf(ticket),
    activityId: randomUUID(),
    verb: 'claim-ticket',
    data: { card, nonce },
  };
}

describe('a flood', () => {
  it('is told of once, then nothing of it is taken; the partner is not held up', async () => {
    const { onInbound } = turns();
    const flood = limits.person.burst + 20;
    for (let i = 0; i < flood; i += 1) await onInbound(says('hello', { kind: { type: 'other' } }));
    const rows = await desk.leaving();
    expect(rows.map(({ notice }) => notice)).toEqual([{ kind: 'refused', flash: { reason: 'too-fast' } }]);
    expect(seen.filter((s) => s === 'limited person')).toHaveLength(20);
    await onInbound(says('still there?'));
    expect(await desk.words()).toEqual([]);

    const agent = { speaker: speakerOf(ben), chat: channel, threadId: threadOf(ticket) };
    for (let i = 0; i < flood; i += 1) await onInbound(says('x', { ...agent, kind: { type: 'other' } }));
    await onInbound(says('Hello Anna', agent));
    expect(await desk.words()).toContain('chat: relay');
  });

  it('of a guest in the partner’s tenant is one: only the staff is exempt', async () => {
    const { onInbound } = turns();
    const guest = { speaker: { ...speakerOf(ben), personId: 'guest' }, chat: channel };
    const kind = { type: 'other' } as const;
    for (let i = 0; i < limits.person.burst + 20; i += 1) await onInbound(says('x', { ...guest, kind }));
    expect(seen.filter((what) => what === 'limited person')).toHaveLength(20);
    const rows = await desk.leaving();
    expect(rows.map(({ notice }) => notice)).toEqual([{ kind: 'refused', flash: { reason: 'too-fast' } }]);
  });

  it('of reactions is one', async () => {
    const { onInbound } = turns();
    for (let i = 0; i < limits.person.burst + 20; i += 1)
      await onInbound(says('x', { kind: { type: 'other' } }));
    expect(seen.filter((what) => what === 'limited person')).toHaveLength(20);
  });

  it('of comings and goings is followed for a while; who leaves the desk’s team is always known', async () => {
    let taken = 0;
    const { onInbound } = turns(actOnCard, async () => {
      taken += 1;
      return undefined as never;
    });
    for (let i = 0; i < limits.changes.burst + 20; i += 1) {
      const heard = onInbound(says('', { kind: { type: 'installed' } }));
      // What Teams is told to send again is not lost.
      if (i < limits.changes.burst) await heard;
      else await expect(heard).rejects.toMatchObject({ code: 'too-busy', retryable: true });
    }
    expect(taken).toBe(limits.changes.burst);
    expect(seen.filter((what) => what === 'limited changes')).toHaveLength(20);
    const leaver = { type: 'members-removed', members: [{ personId: ben.id, teamsId: '29:ben' }] } as const;
    for (let i = 0; i < limits.changes.burst + 20; i += 1)
      await onInbound(says('', { chat: channel, kind: leaver }));
    expect(taken).toBe(2 * limits.changes.burst + 20);
  });

  it('of additions does not hide that the app was removed', async () => {
    const { onInbound } = turns();
    const chatNow = () => desk.turn(({ store }) => store.chats.get(annasChat.tenantId, annasChat.id));
    const added = { type: 'installed' } as const;
    for (let i = 0; i < limits.changes.burst; i += 1) await onInbound(says('', { kind: added }));
    await expect(onInbound(says('', { kind: added }))).rejects.toMatchObject({ retryable: true });
    expect(seen.filter((what) => what === 'limited changes')).toHaveLength(1);
    await onInbound(says('', { kind: { type: 'removed' } }));
    expect((await chatNow())?.installedAt).toBeUndefined();
    await desk.says(anna, 'hello');
    const left = { type: 'members-removed', members: [{ teamsId: '29:anna' }] } as const;
    await onInbound(says('', { kind: left }));
    expect((await chatNow())?.installedAt).toBeUndefined();
  });

  it('added, removed and added twenty times, each told twice: the last one counts', async () => {
    const { onInbound } = turns();
    for (let i = 0; i < 60; i += 1) {
      const kind = { type: i % 3 === 1 ? 'removed' : 'installed' } as const;
      for (let told = 0; told < 2; told += 1) await onInbound(says('', { kind, sentAt: desk.now() + i }));
    }
    const chat = await desk.turn(({ store }) => store.chats.get(annasChat.tenantId, annasChat.id));
    expect(chat).toMatchObject({ installationChangedAt: desk.now() + 59, installedAt: expect.any(Number) });
  });

  it('does not hide that the app was removed', async () => {
    const { onInbound } = turns();
    for (let i = 0; i <= limits.person.burst; i += 1) await onInbound(says('x', { kind: { type: 'other' } }));
    await onInbound(says('', { kind: { type: 'removed' } }));
    const chat = await desk.turn(({ store }) => store.chats.get(annasChat.tenantId, annasChat.id));
    expect(chat?.installedAt).toBeUndefined();
  });

  it('of presses is answered with the sentence, each time, without effect', async () => {
    const { onInbound, onPress } = turns();
    for (let i = 0; i < limits.person.burst; i += 1) await onInbound(says('x', { kind: { type: 'other' } }));
    const cards = await desk.turn(({ store }) => store.cards.ofTicket(refTo(ticket)));
    const card = cards.find(({ notice }) => notice.kind === 'request')?.id ?? '';
    const nonce = await desk.turn(async ({ nonces }) => nonces.issue(card));
    for (const verb of ['withdraw-ticket', 'withdraw-ticket']) {
      const press = { speaker: anna, chat: annasChat, activityId: randomUUID(), verb, data: { card, nonce } };
      expect(await onPress(press)).toEqual({ text: expect.stringContaining('three minutes') });
    }
    expect((await ticketNow(desk, ticket)).state).toBe('new');
  });
});

describe('an edit or a deletion', () => {
  const writesTooMuch = async (onInbound: (heard: Inbound) => Promise<void>) => {
    for (let i = 0; i < limits.person.burst + 20; i += 1)
      await onInbound(says('x', { kind: { type: 'other' } }));
    await desk.leaving();
  };
  const latest = async () =>
    (await desk.turn(({ store }) => store.messages.latest(ticket.tenantId, ticket.id, 1)))[0];

  it('by somebody who writes too much is followed', async () => {
    const { onInbound } = turns();
    const said = says('the PIN is blue', { sentAt: desk.now() });
    await onInbound(said);
    await writesTooMuch(onInbound);
    await onInbound({ ...said, sentAt: desk.now() + 1, kind: { type: 'edited', text: 'the door is blue' } });
    expect(await latest()).toMatchObject({ text: 'the door is blue', edited: true });
    await onInbound({ ...said, sentAt: desk.now() + 2, kind: { type: 'deleted' } });
    expect(await latest()).toMatchObject({ text: '', deleted: true });
    await onInbound(says('and this?'));
    expect(await latest()).toMatchObject({ text: '', deleted: true });
  });

  it('beyond its own limit is refused so that Teams sends it again; words are still heard', async () => {
    const { onInbound } = turns();
    const said = says('the PIN is blue');
    await onInbound(said);
    const deleted = { type: 'deleted' } as const;
    const flood = 1_000 - limits.corrections.burst;
    for (let i = 0; i < limits.corrections.burst; i += 1) await onInbound(says('', { kind: deleted }));
    for (let i = 0; i < flood; i += 1)
      await expect(onInbound(says('', { kind: deleted }))).rejects.toMatchObject({
        code: 'too-busy',
        retryable: true,
      });
    expect(seen.filter((what) => what.startsWith('limited'))).toEqual(
      Array(flood).fill('limited corrections'),
    );
    await expect(onInbound({ ...said, kind: deleted })).rejects.toMatchObject({ retryable: true });
    expect(await latest()).toMatchObject({ text: 'the PIN is blue' });
    // Asking in vain costs nothing: what comes again soon finds room.
    desk.advance(60_000);
    await onInbound({ ...said, kind: deleted });
    expect(await latest()).toMatchObject({ text: '', deleted: true });
    await onInbound(says('Something else'));
    expect(await latest()).toMatchObject({ text: 'Something else' });
  });

  it('of a tenant that is not served is dropped: nothing of it was kept', async () => {
    let taken = 0;
    const { onInbound } = turns(actOnCard, async () => {
      taken += 1;
      return undefined as never;
    });
    const stranger = { speaker: { ...anna, tenantId: 'unknown' } };
    for (let i = 0; i < limits.tenant.burst + 20; i += 1)
      await onInbound(says('', { ...stranger, kind: { type: 'deleted' } }));
    expect(taken).toBe(limits.tenant.burst);
  });
});

describe('too many turns at the same time', () => {
  it('are refused so that Teams sends them again, and make room when they end', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    let taken = 0;
    const { onInbound } = turns(actOnCard, async () => {
      taken += 1;
      await released;
      return undefined as never;
    });
    const other = (i: number) =>
      says('hello', { speaker: { ...anna, tenantId: `t${i % 10}`, personId: `p${i}` } });
    const held = Array.from({ length: limits.turnsInWork }, (_, i) => onInbound(other(i)));
    await expect(onInbound(says('hello'))).rejects.toMatchObject({ code: 'too-busy', retryable: true });
    expect(seen).toEqual(['limited turns']);
    release();
    await Promise.all(held);
    await onInbound(says('hello'));
    expect(taken).toBe(limits.turnsInWork + 1);
  });

  it('of one company leave room for the others', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { onInbound } = turns(actOnCard, async () => {
      await released;
      return undefined as never;
    });
    const other = (i: number) => says('hello', { speaker: { ...anna, personId: `p${i}` } });
    const held = Array.from({ length: limits.turnsOfTenant }, (_, i) => onInbound(other(i)));
    await expect(onInbound(says('hello'))).rejects.toMatchObject({ code: 'too-busy', retryable: true });
    const agents = onInbound(says('hello', { speaker: speakerOf(ben), chat: channel }));
    release();
    await Promise.all([...held, agents]);
    expect(seen.filter((what) => what.startsWith('limited'))).toEqual(['limited tenant-turns']);
  });
});

describe('a press that takes too long', () => {
  it('is answered in time; its effect reaches the card by an update', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { onPress } = turns(async (turn, press) => {
      await released;
      return actOnCard(turn, press);
    });
    const answer = onPress(await claims());
    await vi.advanceTimersByTimeAsync(pressLimitMs);
    expect(await answer).toBe('working');
    expect(seen).toEqual(['late']);
    vi.useRealTimers();
    release();
    await vi.waitFor(async () => expect((await ticketNow(desk, ticket)).state).toBe('assigned'));
    await vi.waitFor(async () => expect(await desk.words()).toContain('thread: update ticket'));
    expect(seen).toEqual(['late', 'press ok']);
  });

  it('is waited for when the service stops, and not for ever', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { onPress, drain } = turns(async (turn, press) => {
      await released;
      return actOnCard(turn, press);
    });
    await drain(1_000);
    const answer = onPress(await claims());
    await vi.advanceTimersByTimeAsync(pressLimitMs);
    expect(await answer).toBe('working');
    const impatient = drain(1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    await impatient;
    vi.useRealTimers();
    const drained = drain(10_000);
    release();
    await drained;
    expect((await ticketNow(desk, ticket)).state).toBe('assigned');
    expect(await desk.words()).toContain('thread: update ticket');
  });

  it('and fails after all is in the log, and nowhere else', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { onPress } = turns(async () => {
      await released;
      throw new Error('what the press said');
    });
    const answer = onPress(await claims());
    await vi.advanceTimersByTimeAsync(pressLimitMs);
    expect(await answer).toBe('working');
    vi.useRealTimers();
    release();
    await vi.waitFor(() => expect(seen).toEqual(['late', 'press failed', 'late-press-failed']));
    await vi.waitFor(async () => {
      const rows = await desk.leaving();
      expect(rows.map((row) => [row.destination, refusal(row.notice)])).toEqual([
        [
          { to: 'chat', tenantId: channel.tenantId, chatId: channel.id, threadId: threadOf(ticket) },
          'press-failed',
        ],
      ]);
    });
  });

  it('and cannot be told of either is in the log', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { onPress } = turns(actOnCard, async () => {
      await released;
      throw new Error('the store is away');
    });
    const answer = onPress(await claims());
    await vi.advanceTimersByTimeAsync(pressLimitMs);
    expect(await answer).toBe('working');
    vi.useRealTimers();
    release();
    await vi.waitFor(() => expect(seen.slice(-2)).toEqual(['late-press-failed', 'late-press-untold']));
  });

  it('in time is answered with the card', async () => {
    const { onPress } = turns();
    expect(await onPress(await claims())).toMatchObject({ card: { type: 'AdaptiveCard' } });
    expect(seen).toEqual(['press ok']);
  });
});
