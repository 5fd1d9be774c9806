import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat } from '../../src/domain/chat.ts';
import type { RetentionDays } from '../../src/domain/settings.ts';
import type { Store } from '../../src/flows/ports.ts';
import { type Database, openBeside, openDatabase } from '../../src/store/database.ts';
import type { OpenEngine } from '../../src/store/engine.ts';
import { type Holding, holdings } from '../../src/store/holdings.ts';
import type { Tables } from '../../src/store/schema.ts';
import { freshPlace, onEachEngine, type Place, quietLog } from '../support/databases.ts';
import { plant } from '../support/planted.ts';
import { sampleIssue } from '../support/samples.ts';
import {
  card,
  chat,
  lesson,
  message,
  otherTenant,
  ourTenant,
  outboxRow,
  person,
  question,
  ticket,
  timer,
  watcher,
} from './samples.ts';

const dayMs = 86_400_000;
const now = 1_800_000_000_000;
const days: RetentionDays = { tickets: 180, messages: 90, questions: 60, technical: 7 };
const agent = { id: 'agent-ben', name: 'Ben' };
/** As if another process did it. */
const outsideOfTurns = AsyncLocalStorage.snapshot();
const tables = Object.keys(holdings) as (keyof Tables)[];

onEachEngine((engine) => {
  let place: Place;
  let database: Database;
  let beside: OpenEngine;
  beforeEach(async () => {
    place = await freshPlace(engine);
    database = await openDatabase({ url: place.url, log: quietLog });
    beside = await openBeside({ url: place.url, log: quietLog });
  });
  afterEach(async () => {
    await beside.close();
    await database.close();
    await place.remove();
  });

  const write = (work: (store: Store) => Promise<void>) => database.transaction(work);
  const sweep = (at = now, limit = 100) =>
    database.transaction(({ retention }) => retention.sweep({ now: at, days, limit }));
  const counts = async () => {
    const found: [keyof Tables, number][] = [];
    for (const table of tables) {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
        beside.kysely,
      );
      found.push([table, Number(rows[0]?.n)]);
    }
    return Object.fromEntries(found) as Record<keyof Tables, number>;
  };

  describe('a ticket that ended', () => {
    const endedAt = now - 1000 * dayMs;
    const planted = (ended: boolean) =>
      plant(database, { tenantId: ourTenant, word: 'old', agent, number: 1001, at: endedAt, ended });

    it('goes with everything of it on the day that its time is over, and not before', async () => {
      await planted(true);
      await sweep(endedAt + days.tickets * dayMs - 1);
      expect(await counts()).toMatchObject({ tickets: 1, threads: 1, escalations: 1, timers: 2 });
      await sweep(endedAt + days.tickets * dayMs);
      const left = await counts();
      const withIt = (holding: Holding) => holding.ends === 'with-its-ticket' || holding.kind === 'ticket';
      const gone = tables.filter((table) => withIt(holdings[table]) && table !== 'outbox_lanes');
      expect(gone.map((table) => [table, left[table]])).toEqual(gone.map((table) => [table, 0]));
      // What is left: the person, the chat with its lane, and its welcome.
      expect(left).toMatchObject({ people: 1, chats: 1, cards: 1, outbox_lanes: 1, questions: 0 });
      // Timers fire by themselves and find nothing.
      expect(left.timers).toBe(2);
      expect(left.audit).toBe(2);
    });

    it('loses what was said on it earlier', async () => {
      await planted(true);
      await sweep(endedAt + days.messages * dayMs - 1);
      expect((await counts()).messages).toBe(2);
      await sweep(endedAt + days.messages * dayMs);
      expect(await counts()).toMatchObject({ messages: 0, tickets: 1, escalations: 1 });
    });

    it('loses that once more when it was reopened meanwhile and ended again', async () => {
      await planted(true);
      await sweep(endedAt + days.messages * dayMs);
      const again = endedAt + 100 * dayMs;
      await write(async ({ tickets, messages }) => {
        const read = await tickets.lock(ourTenant, 'ticket-1001');
        if (!read) throw new Error('the ticket is gone');
        await tickets.save({ ...read, endedAt: again });
        await messages.save(message({ ticketId: 'ticket-1001' }));
      });
      await sweep(again + days.messages * dayMs - 1);
      expect((await counts()).messages).toBe(1);
      await sweep(again + days.messages * dayMs);
      expect(await counts()).toMatchObject({ messages: 0, tickets: 1 });
    });

    it('is not one that is still open, however old', async () => {
      await planted(false);
      await sweep(now + 1000 * dayMs);
      expect(await counts()).toMatchObject({
        tickets: 1,
        messages: 2,
        threads: 1,
        escalations: 1,
        timers: 2,
      });
    });

    it("takes only its own along from the requester's chat and from another tenant", async () => {
      await planted(true);
      const young = { tenantId: ourTenant, ticketId: 'young' };
      await write(async (store) => {
        await store.tickets.insert(ticket({ id: 'young', number: 2, requesterChatId: 'a:chat-old' }));
        await store.messages.save(message({ id: 'young', ticketId: 'young' }));
        await store.messages.save(message({ id: 'theirs', tenantId: otherTenant, ticketId: 'ticket-1001' }));
        await store.questions.save(question({ id: 'young', ticketId: 'young', chatId: 'a:chat-old' }));
        await store.cards.insert(card({ id: 'young', notice: { kind: 'request', ...young } }));
        await store.timers.set(timer({ id: 'young', subjectId: 'young' }));
        const notice = { kind: 'claimed', ...young } as const;
        await store.outbox.add(outboxRow({ id: 'young', lane: 'chat:a:chat-old', notice }));
      });
      await sweep();
      expect(await counts()).toMatchObject({ tickets: 1, messages: 2, questions: 1, timers: 3 });
      const { rows } = await sql<{ id: string }>`select id from outbox where state = 'pending'`.execute(
        beside.kysely,
      );
      expect(rows.map((row) => row.id)).toContain('young');
    });
  });

  describe('what waits', () => {
    it('stays, however old: messages to be sent and times to come', async () => {
      await write(async ({ outbox, timers }) => {
        for (const state of ['pending', 'sending', 'sent', 'dead', 'ambiguous']) {
          await outbox.add(outboxRow({ id: state, lane: `chat:${state}`, createdAt: 1000 }));
        }
        await timers.set(timer({ dueAt: 1000 }));
      });
      await sql`update outbox set state = id`.execute(beside.kysely);
      await sweep();
      const { rows } = await sql<{ state: string }>`select state from outbox order by state`.execute(
        beside.kysely,
      );
      expect(rows.map((row) => row.state)).toEqual(['pending', 'sending']);
      expect((await counts()).timers).toBe(1);
    });

    it('stays for somebody who is away as long as questions do', async () => {
      await write(({ outbox }) => outbox.add(outboxRow({ createdAt: now })));
      await sql`update outbox set state = 'parked'`.execute(beside.kysely);
      await sweep(now + days.questions * dayMs - 1);
      expect((await counts()).outbox).toBe(1);
      await sweep(now + days.questions * dayMs);
      expect((await counts()).outbox).toBe(0);
    });
  });

  describe('what Microsoft reported', () => {
    it('goes a week after it was heard last, and who wanted to know of it as questions do', async () => {
      await write(async ({ serviceHealth, watchers }) => {
        await serviceHealth.keep(ourTenant, [sampleIssue({ id: 'EX1' }), sampleIssue({ id: 'EX2' })], now);
        await serviceHealth.keep(ourTenant, [sampleIssue({ id: 'EX2' })], now + dayMs);
        await serviceHealth.saveCheck({ tenantId: ourTenant, triedAt: now, nextAt: now + dayMs });
        await watchers.save(watcher({ since: now }));
      });
      await sweep(now + days.technical * dayMs - 1);
      expect(await counts()).toMatchObject({ service_issues: 2, health_checks: 1, issue_watchers: 1 });
      await sweep(now + days.technical * dayMs);
      expect(await counts()).toMatchObject({ service_issues: 1, health_checks: 1, issue_watchers: 1 });
      await sweep(now + (days.technical + 1) * dayMs);
      expect(await counts()).toMatchObject({ service_issues: 0, health_checks: 0, issue_watchers: 1 });
      await sweep(now + days.questions * dayMs);
      expect((await counts()).issue_watchers).toBe(0);
    });
  });

  describe('a chat without the app', () => {
    /** Its age is counted from the moment it was saved so, by the clock of this machine. */
    const later = () => Date.now() + days.questions * dayMs;
    const known = { people: 1, chats: 1, cards: 1, outbox: 1, outbox_lanes: 1, timers: 1 };
    const leaves = (parts: Partial<Chat> = {}) =>
      write(async ({ chats, people, cards, outbox, timers }) => {
        await people.save(person({ chatId: 'chat-1' }));
        await chats.save(chat({ personId: 'person-1', installedAt: 1000 }));
        await chats.save(chat({ personId: 'person-1', unreachable: 'blocked', ...parts }));
        await cards.insert(card({ notice: { kind: 'welcome', tenantId: ourTenant } }));
        await outbox.add(outboxRow({ lane: 'chat:chat-1', createdAt: Date.now() + 1000 * dayMs }));
        await timers.set(timer({ subjectId: 'chat-1' }));
        const { rows } = await outbox.claim({ owner: 'test', now: later() * 2, leaseUntil: 0, limit: 1 });
        for (const row of rows) await outbox.complete(row, { state: 'sent' });
      });

    it('goes with its person and all that belongs to it once nothing else is left, and not before', async () => {
      const leftAt = Date.now();
      await leaves();
      await write(({ chats }) => chats.save(chat({ personId: 'person-1', unreachable: 'gone' })));
      await sweep(leftAt + days.questions * dayMs - 1);
      expect(await counts()).toMatchObject(known);
      await sweep(later());
      expect(await counts()).toMatchObject({
        people: 0,
        chats: 0,
        cards: 0,
        outbox: 0,
        outbox_lanes: 0,
        timers: 0,
      });
    });

    it('is as old as the first time that it was saved so', async () => {
      await leaves();
      await sql`update chats set left_at = 1000`.execute(beside.kysely);
      await write(({ chats }) => chats.save(chat({ personId: 'person-1', unreachable: 'gone' })));
      await sweep(1000 + days.questions * dayMs);
      expect((await counts()).chats).toBe(0);
    });

    it('stays when the app came back', async () => {
      await leaves();
      await write(({ chats }) => chats.save(chat({ personId: 'person-1', installedAt: 2000 })));
      await sweep(later());
      expect(await counts()).toMatchObject({ people: 1, chats: 1 });
    });

    const left: [string, (store: Store) => Promise<void>][] = [
      ['a question', ({ questions }) => questions.save(question({ askedAt: later() }))],
      ['an open ticket', ({ tickets }) => tickets.insert(ticket())],
      [
        'a message that waits',
        ({ outbox }) => outbox.add(outboxRow({ id: 'row-2', lane: 'chat:chat-1', createdAt: later() })),
      ],
    ];
    it.each(left)('stays with %s', async (_name, add) => {
      await leaves();
      await write(add);
      await sweep(later());
      expect(await counts()).toMatchObject({ people: 1, chats: 1 });
    });

    it('stays when it is a channel', async () => {
      await leaves({ kind: 'channel' });
      await sweep(later());
      expect(await counts()).toMatchObject({ chats: 1 });
    });

    it("leaves the partner's people, and whoever has another chat by now", async () => {
      await leaves();
      await write(({ people }) => people.save(person({ chatId: 'chat-2' })));
      await sweep(later());
      expect(await counts()).toMatchObject({ people: 1, chats: 0 });

      await leaves();
      const memberships = [{ teamId: '19:desk', isMember: false, changedAt: 1 }];
      await write(({ people }) => people.save(person({ chatId: 'chat-1', memberships })));
      await sweep(later());
      expect(await counts()).toMatchObject({ people: 1, chats: 0 });

      await write(({ chats, people, threads }) =>
        Promise.all([
          chats.save(chat({ personId: 'person-1' })),
          people.save(person({ chatId: 'chat-1' })),
          threads.save(ourTenant, '19:desk;messageid=1', { tenantId: otherTenant, ticketId: 't' }, 'support'),
        ]).then(() => undefined),
      );
      await sweep(later());
      expect(await counts()).toMatchObject({ people: 1, chats: 0 });
    });

    it.runIf(engine === 'postgres')('is left for later while a turn has it', async () => {
      await leaves();
      await write(async ({ chats }) => {
        await chats.lock(ourTenant, 'chat-1');
        await outsideOfTurns(() => sweep(later()));
      });
      expect((await counts()).chats).toBe(1);
      await sweep(later());
      expect((await counts()).chats).toBe(0);
    });
  });

  describe('by age', () => {
    const oldEnough: [keyof Tables, keyof RetentionDays, (store: Store, at: number) => Promise<unknown>][] = [
      [
        'taken',
        'technical',
        ({ inbox }, at) =>
          inbox.take({ tenantId: ourTenant, conversationId: 'c', type: 'text', activityId: String(at) }, at),
      ],
      ['card_presses', 'tickets', ({ cards }, at) => cards.press('card', String(at), at)],
      ['stranger_chats', 'technical', ({ strangers }, at) => strangers.knock('stranger', String(at), at)],
      [
        'questions',
        'questions',
        ({ questions }, at) => questions.save(question({ id: String(at), askedAt: at })),
      ],
      [
        'lessons',
        'questions',
        ({ lessons }, at) => lessons.save(lesson({ shownAt: at, changedAt: at + dayMs })),
      ],
      [
        'cards',
        'questions',
        ({ cards }, at) =>
          cards.insert(
            card({
              id: String(at),
              notice: { kind: 'weak-articles', tenantId: ourTenant },
              createdAt: at,
            }),
          ),
      ],
      [
        'cards',
        'questions',
        ({ cards }, at) =>
          cards.insert(
            card({
              id: String(at),
              notice: { kind: 'request-list', tenantId: ourTenant, personId: 'p', ticketIds: [] },
              createdAt: at,
            }),
          ),
      ],
    ];

    it.each(oldEnough)('%s goes after the days of %s, and not before', async (table, kept, add) => {
      const at = Math.floor(now / dayMs) * dayMs;
      await write(async (store) => void (await add(store, at)));
      await sweep(at + days[kept] * dayMs - 1);
      expect((await counts())[table]).toBe(1);
      await sweep(at + days[kept] * dayMs);
      expect((await counts())[table]).toBe(0);
    });

    it('a question goes with the cards that show it, and their presses', async () => {
      const notice = { kind: 'answer', tenantId: ourTenant, questionId: 'question-1' } as const;
      await write(async ({ questions, cards }) => {
        await questions.save(question({ askedAt: 1000 }));
        await cards.insert(card({ notice, createdAt: now }));
        await cards.insert(card({ id: 'other', notice: { ...notice, questionId: 'q' }, createdAt: now }));
        await cards.press('card-1', 'key', now);
      });
      await sweep();
      expect(await counts()).toMatchObject({ questions: 0, cards: 1, card_presses: 0 });
    });

    it('welcomes stay as long as the chat', async () => {
      await write(({ cards }) =>
        cards.insert(card({ notice: { kind: 'welcome', tenantId: ourTenant }, createdAt: 1000 })),
      );
      await sweep();
      expect((await counts()).cards).toBe(1);
    });
  });

  it('goes a little at a time, and says whether there is more', async () => {
    await write(async ({ inbox, tickets }) => {
      for (let i = 0; i < 25; i += 1) {
        const activityId = String(i);
        await inbox.take({ tenantId: ourTenant, conversationId: 'c', type: 'text', activityId }, 1000);
      }
      await tickets.insert(ticket({ state: 'closed', endedAt: 1000 }));
    });
    expect(await sweep(now, 10)).toEqual({ deleted: 11, more: true });
    expect(await sweep(now, 10)).toEqual({ deleted: 10, more: true });
    expect(await sweep(now, 10)).toEqual({ deleted: 5, more: false });
    expect(await sweep(now, 10)).toEqual({ deleted: 0, more: false });
  });

  it('can go on in two processes at once', async () => {
    await write(async ({ tickets, messages }) => {
      for (let i = 0; i < 20; i += 1) {
        await tickets.insert(ticket({ id: `t-${i}`, number: i, state: 'closed', endedAt: 1000 }));
        await messages.save(message({ id: `m-${i}`, ticketId: `t-${i}` }));
      }
    });
    await Promise.all([sweep(now, 200), sweep(now, 200), sweep(now, 200)]);
    // What one of them passed over because another held it is the next one's, as in the service.
    await sweep(now, 200);
    expect(await counts()).toMatchObject({ tickets: 0, messages: 0 });
  });
});
