// An administrator switches the app off for everybody and on again: bounded steps, and what was heard last counts.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createNonces, newNonceKey } from '../../src/card-nonces.ts';
import type { Chat, Speaker } from '../../src/domain/chat.ts';
import { claimDeliveries, type Delivery, deliver } from '../../src/flows/deliver-outbox.ts';
import { fireTimer } from '../../src/flows/fire-timer.ts';
import type { SendResult } from '../../src/flows/outbox-ports.ts';
import type { ClaimedTimer, Store, Turn } from '../../src/flows/ports.ts';
import { postNotice, toChat } from '../../src/flows/post-notice.ts';
import { receiveMessage } from '../../src/flows/receive-message.ts';
import { mentionsOf } from '../../src/knowledge/mentions.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { anna, personalChat, settings } from '../support/desk.ts';
import { now } from '../support/samples.ts';

const knowledge: Turn['knowledge'] = {
  search: () => {
    throw new Error('nobody asks');
  },
  candidates: () => [],
  article: () => undefined,
  terms: () => new Map(),
  mentions: mentionsOf,
};
const disabled: SendResult = { outcome: 'unreachable', reason: 'disabled' };
const arrived: SendResult = { outcome: 'sent', activityId: '1' };
/** Two full steps, and one that is not. */
const people: readonly Speaker[] = Array.from({ length: 120 }, (_, n) => ({
  ...anna,
  personId: `person-${String(n).padStart(3, '0')}`,
}));
/** A step's worth, and the chat that the turn itself is about. */
const mostAtOnce = 52;

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const nonces = createNonces(newNonceKey());
  let at: number;
  /** Of each transaction since the start: how many chats it touched. */
  let touched: number[];
  /** How often a chat was asked for that somebody else may have, and how often all of a tenant's were looked at. */
  let locks: number;
  let scans: number;

  const turn = <Result>(work: (turn: Turn) => Promise<Result>): Promise<Result> =>
    database().transaction(async (given) => {
      const counted = countingChats(given, {
        locks: () => {
          locks += 1;
        },
        scans: () => {
          scans += 1;
        },
      });
      const result = await work({
        now: at,
        settings,
        store: counted.store,
        knowledge,
        newId: randomUUID,
        nonces,
        remark: () => {},
      });
      touched.push(counted.chats.size);
      return result;
    });

  const chats = () => database().transaction(({ chats }) => chats.ofTenant(anna.tenantId));
  const marked = async () => (await chats()).filter(({ unreachable }) => unreachable === 'disabled').length;
  const reachable = async () => (await chats()).filter(({ installedAt }) => installedAt !== undefined).length;

  const said = (n: number): Speaker => people[n] ?? anna;
  const chatOf = (n: number) => personalChat(said(n));
  const hears = (n: number) => {
    const kind = { type: 'text', text: 'hello', files: [], command: { name: 'greeting', rest: '' } } as const;
    const inbound = { speaker: said(n), chat: chatOf(n), activityId: randomUUID(), kind };
    return turn((one) => receiveMessage(one, inbound));
  };
  /** Something that shows a card, which leaves whenever it can. */
  const owe = (n: number) => {
    const { tenantId, personId } = said(n);
    const list = { kind: 'request-list', tenantId, personId, ticketIds: [] } as const;
    return turn((one) => postNotice(one, toChat(chatOf(n)), list));
  };

  async function takeOff(): Promise<{ deliveries: readonly Delivery[]; states: string[] }> {
    const claim = { owner: 'test', now: at, leaseUntil: at + 30_000, limit: 200 };
    const { deliveries, unsent } = await turn((one) => claimDeliveries(one, () => ({ activity: {} }), claim));
    // What the desk is told has no channel to go to.
    const states = unsent
      .filter(({ row }) => row.destination.to === 'chat')
      .map(({ result }) => result.state);
    return { deliveries, states };
  }
  const land = async (delivery: Delivery, answer: SendResult) => {
    const deps = { runTurn: turn, now: () => at, random: () => 0, pause: async () => {} };
    const { result } = await deliver({ ...deps, send: async () => answer }, delivery);
    return result.state;
  };
  /** All that is due leaves, and is answered like this. */
  async function leaves(answer: SendResult = arrived): Promise<string[]> {
    const states: string[] = [];
    for (;;) {
      const taken = await takeOff();
      states.push(...taken.states);
      if (taken.deliveries.length === 0) return states;
      for (const delivery of taken.deliveries) states.push(await land(delivery, answer));
    }
  }
  const due = () =>
    turn(({ store }) => store.timers.claim({ owner: 'test', now: at, leaseUntil: at + 30_000, limit: 20 }));
  const fire = (timer: ClaimedTimer) => turn((one) => fireTimer(one, timer));
  /** `times` rounds of what is due, or all of it. */
  async function fireDue(times = 1_000): Promise<number> {
    for (let round = 0; round < times; round += 1) {
      const timers = await due();
      if (timers.length === 0) return round;
      for (const timer of timers) await fire(timer);
    }
    return times;
  }
  /** What the desk is told of it. */
  const told = () =>
    turn(async ({ store }) => {
      const [queue] = settings.queues;
      const waiting = await store.outbox.waitingIn(`queue:${queue?.id}`);
      return waiting.filter(({ notice }) => notice.kind === 'app-disabled').length;
    });

  async function startWith(count: number, more: Partial<Chat> = {}): Promise<void> {
    at = now;
    touched = [];
    locks = 0;
    scans = 0;
    await database().transaction(async (store) => {
      for (const person of people.slice(0, count)) {
        await store.chats.save({
          ...personalChat(person),
          personId: person.personId,
          ...(more.unreachable === undefined && { installedAt: now - 1_000, welcomedAt: now - 1_000 }),
          ...more,
        });
      }
    });
  }

  describe('switched off', () => {
    it('nobody is tried any more, the desk is told once, and no transaction touches all chats', async () => {
      await startWith(120);
      await owe(7);
      expect(await leaves(disabled)).toEqual(['parked']);
      await fireDue();
      expect([await marked(), await reachable(), await told()]).toEqual([120, 0, 1]);
      expect(Math.max(...touched)).toBeLessThanOrEqual(mostAtOnce);
      await owe(80);
      expect(await leaves()).toEqual(['parked']);
    });

    it('many refusals that were on their way at once: told once, and each costs little', async () => {
      await startWith(120);
      for (const n of [3, 60, 110, 111]) await owe(n);
      const { deliveries } = await takeOff();
      const [first, ...others] = deliveries;
      if (!first) throw new Error('nothing leaves');
      await land(first, disabled);
      expect(await fireDue(1)).toBe(1);
      for (const delivery of others) await land(delivery, disabled);
      expect(touched.slice(-others.length).every((count) => count <= 2)).toBe(true);
      expect(scans).toBe(1);
      await fireDue();
      expect([await marked(), await told()]).toEqual([120, 1]);
    });

    it('a process that dies in the middle: another one goes on where it stopped', async () => {
      await startWith(120);
      await owe(7);
      await leaves(disabled);
      await fireDue(1);
      const [claimed] = await due();
      expect(claimed).toBeDefined();
      // Killed before and within the step: nothing of it is written.
      if (!claimed) return;
      const dies = turn(async (one) => {
        await fireTimer(one, claimed);
        throw new Error('killed');
      });
      await expect(dies).rejects.toThrow('killed');
      expect(await marked()).toBeLessThan(120);
      expect(await fireDue()).toBe(0);
      at += 30_001;
      await fireDue();
      expect([await marked(), await reachable()]).toEqual([120, 0]);
    });
  });

  describe('switched on again', () => {
    it('one is heard: all come back some at a time, and what was parked leaves', async () => {
      await startWith(120, { unreachable: 'disabled' });
      for (const n of [5, 118]) await owe(n);
      expect(await leaves()).toEqual(['parked', 'parked']);
      at += 1_000;
      await hears(60);
      await fireDue();
      expect([await marked(), await reachable()]).toEqual([0, 120]);
      expect(Math.max(...touched)).toBeLessThanOrEqual(mostAtOnce);
      expect((await leaves()).filter((state) => state !== 'sent')).toEqual([]);
      expect(await waitingOf(5, 118)).toEqual([0, 0]);
    });

    it('a message sets one timer, however many chats there are', async () => {
      await startWith(120, { unreachable: 'disabled' });
      await hears(60);
      expect(await due()).toHaveLength(1);
    });

    it('who comes when nobody was switched off sets none', async () => {
      await startWith(3);
      await hears(60);
      await hears(1);
      expect(await due()).toEqual([]);
    });

    it('a process that dies in the middle: the others come back all the same', async () => {
      await startWith(120, { unreachable: 'disabled' });
      await owe(118);
      await leaves();
      at += 1_000;
      await hears(60);
      await fireDue(1);
      expect(await due()).toHaveLength(1);
      at += 30_001;
      await fireDue();
      expect([await marked(), await reachable()]).toEqual([0, 120]);
      await leaves();
      expect(await waitingOf(118)).toEqual([0]);
    });

    it('a timer of the version before, for one chat, brings back all', async () => {
      await startWith(60, { unreachable: 'disabled' });
      const { tenantId } = anna;
      const subjectId = chatOf(3).id;
      const id = `reach-again ${tenantId} ${subjectId}`;
      await turn(({ store }) =>
        store.timers.set({ id, kind: 'reach-again', tenantId, subjectId, dueAt: at }),
      );
      await fireDue();
      expect(await reachable()).toBe(60);
    });
  });

  describe('off and on in quick succession', () => {
    it('on while the others are still being marked, by one who is marked already', async () => {
      await startWith(120);
      for (const n of [0, 119]) await owe(n);
      const { deliveries } = await takeOff();
      for (const delivery of deliveries.slice(0, 1)) await land(delivery, disabled);
      await fireDue(1);
      expect(await marked()).toBeGreaterThan(0);
      at += 1_000;
      await hears(0);
      await fireDue();
      expect([await marked(), await reachable()]).toEqual([0, 120]);
    });

    it('by one who is not marked yet', async () => {
      await startWith(120);
      await owe(0);
      await leaves(disabled);
      await fireDue(1);
      at += 1_000;
      await hears(119);
      expect(await leaves()).not.toContain('parked');
      await fireDue();
      expect([await marked(), await reachable()]).toEqual([0, 120]);
      await leaves();
      expect(await waitingOf(0, 119)).toEqual([0, 0]);
    });

    it('a refusal of before, which comes after somebody was heard, changes nothing', async () => {
      await startWith(120);
      for (const n of [0, 119]) await owe(n);
      const { deliveries } = await takeOff();
      const [first, second] = deliveries;
      if (!first || !second) throw new Error('nothing leaves');
      await land(first, disabled);
      await fireDue(1);
      at += 1_000;
      await hears(118);
      expect(await land(second, disabled)).toBe('pending');
      await fireDue();
      expect([await marked(), await reachable()]).toEqual([0, 120]);
    });

    it('off again while they are coming back', async () => {
      await startWith(120, { unreachable: 'disabled' });
      await hears(60);
      await leaves();
      await fireDue(1);
      at += 1_000;
      await owe(60);
      expect(await leaves(disabled)).toEqual(['parked']);
      await fireDue();
      expect([await marked(), await reachable(), await told()]).toEqual([120, 0, 1]);
      at += 1_000;
      await hears(2);
      await fireDue();
      await leaves();
      expect([await reachable(), ...(await waitingOf(60))]).toEqual([120, 0]);
    });
  });

  describe('beside others', () => {
    it.skipIf(engine === 'sqlite')('a step waits for nobody who is in a turn of their own', async () => {
      await startWith(3);
      await owe(0);
      await leaves(disabled);
      const isHeld = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      const busy = turn(async ({ store }) => {
        await store.chats.lock(anna.tenantId, chatOf(1).id);
        isHeld.resolve();
        await released.promise;
      });
      await isHeld.promise;
      const markedMeanwhile = await fireDue(1).then(marked);
      released.resolve();
      await busy;
      expect(markedMeanwhile).toBe(2);
      at += 1_000;
      await fireDue();
      expect(await marked()).toBe(3);
    });

    it.skipIf(engine === 'sqlite')('two refusals at the same moment: told once', async () => {
      await startWith(10);
      for (const n of [0, 9]) await owe(n);
      const { deliveries } = await takeOff();
      expect(deliveries).toHaveLength(2);
      await Promise.all(deliveries.map((delivery) => land(delivery, disabled)));
      await fireDue();
      expect([await marked(), await told()]).toEqual([10, 1]);
    });

    it.skipIf(engine === 'sqlite')('who is heard while a step runs has the last word', async () => {
      await startWith(3);
      await owe(0);
      await leaves(disabled);
      const [timer] = await due();
      if (!timer) throw new Error('nothing is due');
      const isMarked = Promise.withResolvers<void>();
      const committed = Promise.withResolvers<void>();
      const step = turn(async (one) => {
        await fireTimer(one, timer);
        isMarked.resolve();
        await committed.promise;
      });
      await isMarked.promise;
      at += 1_000;
      const before = locks;
      const heard = hears(1);
      await expect.poll(() => locks).toBeGreaterThan(before);
      committed.resolve();
      await Promise.all([step, heard]);
      await fireDue();
      expect([await marked(), await reachable()]).toEqual([0, 3]);
    });
  });

  async function waitingOf(...persons: number[]): Promise<number[]> {
    return turn(async ({ store }) => {
      const counts: number[] = [];
      for (const n of persons) counts.push((await store.outbox.waitingIn(`chat:${chatOf(n).id}`)).length);
      return counts;
    });
  }
});

/** The same store, that knows which chats were locked or saved. */
function countingChats(
  store: Store,
  count: { locks(): void; scans(): void },
): { store: Store; chats: Set<string> } {
  const touchedChats = new Set<string>();
  const { chats } = store;
  const counted: Store['chats'] = {
    ...chats,
    lock: (tenantId, id) => {
      touchedChats.add(id);
      count.locks();
      return chats.lock(tenantId, id);
    },
    tryLock: (tenantId, id) => {
      touchedChats.add(id);
      return chats.tryLock(tenantId, id);
    },
    cameSince: (tenantId, since) => {
      count.scans();
      return chats.cameSince(tenantId, since);
    },
    save: (chat) => {
      touchedChats.add(chat.id);
      return chats.save(chat);
    },
  };
  return { store: { ...store, chats: counted }, chats: touchedChats };
}
