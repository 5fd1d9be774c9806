// After an erasure nobody finds the person again: not in a table, not in a byte of the files.
import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import type { Destination } from '../../src/flows/outbox-ports.ts';
import { laneOf } from '../../src/flows/post-notice.ts';
import { verifyChain } from '../../src/store/audit-chain.ts';
import { type Database, openBeside, openDatabase } from '../../src/store/database.ts';
import type { OpenEngine } from '../../src/store/engine.ts';
import { erasePerson } from '../../src/store/erase-person.ts';
import { eraseTenant } from '../../src/store/erase-tenant.ts';
import { holdings } from '../../src/store/holdings.ts';
import { readAudit } from '../../src/store/read-audit.ts';
import type { Tables } from '../../src/store/schema.ts';
import { freshPlace, onEachEngine, type Place, quietLog } from '../support/databases.ts';
import { type Planted, partnerTenant, plant } from '../support/planted.ts';
import { card, chat, message, otherTenant, ourTenant, outboxRow, person, ticket } from './samples.ts';

const at = 1_800_000_000_000;
const agent = { id: 'agent-canarybird', name: 'Alex Canarybird' };
const other = { id: 'agent-mei', name: 'Mei' };
const tables = Object.keys(holdings) as (keyof Tables)[];

onEachEngine((engine) => {
  let place: Place;
  let database: Database;
  let beside: OpenEngine;
  let anna: Planted;
  beforeEach(async () => {
    place = await freshPlace(engine);
    database = await openDatabase({ url: place.url, log: quietLog });
    beside = await openBeside({ url: place.url, log: quietLog });
    anna = await plant(database, { tenantId: ourTenant, word: 'canaryanna', agent, number: 1001, at });
    await plant(database, { tenantId: ourTenant, word: 'colleague', agent: other, number: 1002, at });
    await plant(database, { tenantId: otherTenant, word: 'elsewhere', agent, number: 1003, at });
  });
  afterEach(async () => {
    await beside.close();
    await database.close();
    await place.remove();
  });

  const dump = async (): Promise<[keyof Tables, string][]> => {
    const all: [keyof Tables, string][] = [];
    for (const table of tables) {
      const { rows } = await sql`select * from ${sql.table(table)}`.execute(beside.kysely);
      for (const row of rows) all.push([table, JSON.stringify(row)]);
    }
    return all;
  };
  const tablesNaming = async (word: string) => [
    ...new Set((await dump()).filter(([, row]) => row.includes(word)).map(([table]) => table)),
  ];
  const rowsOf = async (word: string) => (await dump()).filter(([, row]) => row.includes(word)).length;
  /** The database, its write-ahead log, and whatever else lies beside them. */
  const filesNaming = (word: string) =>
    globSync(`${dirname(place.url.slice('file:'.length))}/**/*`, { withFileTypes: true })
      .filter((file) => file.isFile() && readFileSync(`${file.parentPath}/${file.name}`).includes(word))
      .map((file) => file.name);

  const eraseAnna = () =>
    erasePerson(
      beside,
      { tenantId: anna.tenantId, personId: anna.personId, names: [], replacement: '', isPartners: false },
      at,
    );
  const eraseAgent = () =>
    erasePerson(
      beside,
      {
        tenantId: partnerTenant,
        personId: agent.id,
        names: [agent.name],
        replacement: 'Northwind',
        isPartners: true,
      },
      at,
    );

  describe('a requester', () => {
    it('was known to every table that says something of people, and is to none afterwards', async () => {
      const named = await tablesNaming('canaryanna');
      const holdNobody: (keyof Tables)[] = [
        'queue_links',
        'stranger_tenants',
        'stranger_chats',
        'service_issues',
        'health_checks',
        'audit',
      ];
      const expected = tables.filter((table) => holdings[table].ofTenant && !holdNobody.includes(table));
      expect(named.sort()).toEqual(expected.sort());

      const counts = await eraseAnna();

      expect(await tablesNaming('canaryanna')).toEqual([]);
      expect(counts).toMatchObject({ tickets: 1, messages: 2, questions: 2, cards: 9, people: 1, chats: 1 });
      expect(Object.keys(counts).sort()).toEqual(named.sort());
    });

    it('is forgotten under the id of before Teams told their object id, too', async () => {
      const before = { tenantId: ourTenant, word: 'canarytwin', agent: other, number: 1004, at };
      const twin = await plant(database, before);
      await database.transaction(async ({ people }) => {
        const known = await people.get(ourTenant, anna.personId);
        if (known) await people.save({ ...known, teamsId: twin.personId });
      });
      await eraseAnna();
      expect(await tablesNaming('canarytwin')).toEqual([]);
      expect(await tablesNaming('canaryanna')).toEqual([]);
      expect(await rowsOf('colleague')).toBeGreaterThan(0);
    });

    it.runIf(engine === 'sqlite')('is in no byte of the files', async () => {
      expect(filesNaming('canaryanna').length).toBeGreaterThan(0);
      await eraseAnna();
      expect(filesNaming('canaryanna')).toEqual([]);
    });

    it('takes nothing of anybody else along', async () => {
      const colleagues = await rowsOf('colleague');
      const elsewhere = await rowsOf('elsewhere');
      await eraseAnna();
      expect(await rowsOf('colleague')).toBe(colleagues);
      expect(await rowsOf('elsewhere')).toBe(elsewhere);
    });

    it('can be erased again, and is not heard again by what was sent before', async () => {
      await eraseAnna();
      expect(await eraseAnna()).toEqual({});
      const key = {
        tenantId: anna.tenantId,
        conversationId: anna.chatId,
        type: 'text',
        activityId: 'said-canaryanna',
      };
      expect(await database.transaction(({ inbox }) => inbox.take(key, at))).toBe(false);
    });

    it.runIf(engine === 'postgres')('loses what turns under way still write', async () => {
      const talk = async (n: number) =>
        database.transaction(async (store) => {
          const locked = await store.tickets.lock(ourTenant, 'ticket-1001');
          if (!locked) return false;
          const said = { tenantId: ourTenant, ticketId: 'ticket-1001', text: `canaryanna ${n}` };
          await store.messages.save(message({ ...said, id: `late-${n}` }));
          const destination = { to: 'chat', tenantId: ourTenant, chatId: anna.chatId } as const;
          await store.outbox.add(outboxRow({ id: `late-${n}`, lane: `chat:${anna.chatId}`, destination }));
          return true;
        });
      let erased = false;
      const begun = Promise.withResolvers<void>();
      const talking = Promise.all(
        Array.from({ length: 8 }, async (_, speaker) => {
          let taken = 0;
          for (let n = 0; !erased; n += 1) {
            if (await talk(speaker + 8 * n)) taken += 1;
            begun.resolve();
          }
          return taken;
        }),
      );
      await begun.promise;
      await eraseAnna();
      erased = true;
      expect((await talking).reduce((sum, taken) => sum + taken, 0)).toBeGreaterThan(0);
      expect(await tablesNaming('canaryanna')).toEqual([]);
    });

    it('loses every card of the chat, also one whose question or ticket is gone', async () => {
      const destination = { to: 'chat', tenantId: ourTenant, chatId: anna.chatId } as const;
      const about = { tenantId: ourTenant };
      await database.transaction(async ({ cards }) => {
        const answer = { kind: 'answer', ...about, questionId: 'gone' } as const;
        await cards.insert(card({ id: 'orphan-1', destination, notice: answer }));
        const request = { kind: 'request', ...about, ticketId: 'gone' } as const;
        await cards.insert(card({ id: 'orphan-2', destination, notice: request }));
      });
      expect(await eraseAnna()).toMatchObject({ cards: 11 });
      expect(await rowsOf('orphan')).toBe(0);
    });

    it('leaves the audit whole, with a row about the erasure', async () => {
      await eraseAnna();
      const rows = await beside.kysely.selectFrom('audit').selectAll().orderBy('sequence').execute();
      expect(await verifyChain(readAudit(beside))).not.toHaveProperty('fault');
      expect(rows.at(-1)).toMatchObject({ act: 'erase', actor: 'operator', tenant_id: ourTenant });
      expect(rows.filter((row) => row.act === 'withdraw-ticket')).toHaveLength(3);
    });

    it('is not erased while the audit cannot record it', async () => {
      await sql`drop table audit`.execute(beside.kysely);
      await expect(eraseAnna()).rejects.toThrow();
      expect(await database.transaction(({ people }) => people.get(ourTenant, anna.personId))).toBeDefined();
    });
  });

  describe("one of the partner's people", () => {
    beforeEach(() =>
      database.transaction(async (store) => {
        const id = agent.id;
        await store.people.save(person({ tenantId: partnerTenant, id, name: agent.name, chatId: 'a:own' }));
        await store.chats.save(chat({ tenantId: partnerTenant, id: 'a:own', personId: id }));
      }),
    );

    it('is named nowhere afterwards, in no tenant', async () => {
      expect((await tablesNaming('anarybird')).sort()).toEqual(
        ['tickets', 'messages', 'escalations', 'outbox', 'people', 'chats', 'pseudonyms'].sort(),
      );
      await eraseAgent();
      expect(await tablesNaming('anarybird')).toEqual([]);
      if (engine === 'sqlite') expect(filesNaming('anarybird')).toEqual([]);
    });

    it('leaves words under the name of the partner, and free tickets', async () => {
      await eraseAgent();
      await database.transaction(async (store) => {
        const read = await store.tickets.get(ourTenant, 'ticket-1001');
        expect(read).toMatchObject({ state: 'new', requesterName: 'Name canaryanna' });
        expect(read).not.toHaveProperty('assigneeId');
        expect(read?.solvedByName).toBe('Northwind');
        const said = await store.messages.latest(ourTenant, 'ticket-1001', 9);
        expect(said.map((m) => [m.authorName, m.text])).toEqual([
          ['Northwind', 'Done'],
          ['Name canaryanna', 'Please canaryanna'],
        ]);
        const handed = await store.escalations.get(ourTenant, 'escalation-canaryanna');
        expect(handed?.answers).toEqual({ englishSummary: 'Broken canaryanna' });
        const kept = await store.tickets.get(ourTenant, 'ticket-1002');
        expect(kept).toMatchObject({ assigneeName: 'Mei', state: 'assigned' });
      });
    });

    it('leaves an ended ticket ended', async () => {
      const ended = ticket({ id: 'ended', number: 9, state: 'closed', endedAt: at, assigneeId: agent.id });
      await database.transaction(({ tickets }) => tickets.insert(ended));
      await eraseAgent();
      const read = await database.transaction(({ tickets }) => tickets.get(ourTenant, 'ended'));
      expect(read).toMatchObject({ state: 'closed', endedAt: at });
    });
  });

  describe('who was throttled', () => {
    const until = at + 60_000;
    /** Their chat and the thread of their ticket, so that the tenants' budgets and that of all name them. */
    beforeEach(() =>
      database.transaction(async ({ outbox }) => {
        const destination = { to: 'chat', tenantId: ourTenant, chatId: anna.chatId } as const;
        const inThread = { to: 'thread', ticketTenantId: ourTenant, ticketId: 'ticket-1001' } as const;
        const thread: Destination = { ...inThread, queueId: 'support' };
        const rows = [
          outboxRow({ id: 'pause-1', lane: laneOf(thread), tenantId: partnerTenant, destination: thread }),
          outboxRow({ id: 'pause-2', lane: 'chat:other', tenantId: ourTenant, destination }),
          outboxRow({ id: 'pause-3', lane: laneOf(destination), tenantId: ourTenant, destination }),
        ];
        for (const row of rows) {
          const leased = { ...row, sequence: 1, attempts: 1, leaseOwner: '', leaseUntil: 0, part: 0 };
          await outbox.throttled({ ...leased, lostAnswers: 0 }, until, at);
        }
      }),
    );
    const throttled = async () => {
      const columns = ['key', 'throttled_by', 'free_at'] as const;
      const found = await beside.kysely.selectFrom('send_budgets').select(columns).orderBy('key').execute();
      return found.filter((row) => row.free_at === until || row.throttled_by !== '');
    };

    it('is forgotten with the person, and the pause goes on', async () => {
      expect((await throttled()).map((row) => row.throttled_by)).toEqual(
        expect.arrayContaining([laneOf({ to: 'chat', tenantId: ourTenant, chatId: anna.chatId })]),
      );
      await eraseAnna();
      expect(await throttled()).toEqual([
        { key: 'all', throttled_by: `tenant:${ourTenant}`, free_at: 0 },
        { key: `tenant:${ourTenant}`, throttled_by: '', free_at: until },
      ]);
    });

    it('is forgotten with the customer', async () => {
      const ticketLane = 'thread:ticket-1001:support';
      expect((await throttled()).map((row) => row.throttled_by)).toContain(ticketLane);
      await eraseTenant(beside, ourTenant, at);
      expect(await throttled()).toEqual([]);
      expect(await tablesNaming(ourTenant)).toEqual(['audit']);
    });
  });

  describe('what is sent to others', () => {
    const noticeOf = async (id: string) => {
      const row = await beside.kysely.selectFrom('outbox').select('notice').where('id', '=', id).execute();
      return JSON.parse(row[0]?.notice ?? '{}') as Readonly<Record<string, unknown>>;
    };
    const waiting = (notices: Readonly<Record<string, Notice>>) =>
      database.transaction(async ({ outbox }) => {
        for (const [id, notice] of Object.entries(notices)) {
          await outbox.add(outboxRow({ id, lane: `chat:${id}`, tenantId: otherTenant, notice }));
        }
      });
    const about = { tenantId: otherTenant, ticketId: 'ticket-1003' };

    it.each(['thread-event', 'claimed', otherTenant, 'ticket-1003', '%'])(
      'stays as it is when a requester is called %s',
      async (name) => {
        const notice = { kind: 'thread-event', ...about, event: 'claimed', by: name } as const;
        await waiting({ event: notice, clock: { kind: 'clock', ...about, state: 'warning' } });
        await database.transaction(({ people }) =>
          people.save(person({ tenantId: ourTenant, id: anna.personId, name })),
        );
        await eraseAnna();
        expect(await noticeOf('event')).toEqual(notice);
        expect(await noticeOf('clock')).toEqual({ kind: 'clock', ...about, state: 'warning' });
      },
    );

    it('names the partner instead of its person, whatever they are called, and keeps all other words', async () => {
      const name = 'C:\\100%_"claimed"';
      const event = { kind: 'thread-event', ...about, event: 'claimed' } as const;
      const list = {
        kind: 'request-list',
        tenantId: partnerTenant,
        personId: agent.id,
        ticketIds: [name],
      } as const;
      await waiting({
        event: { ...event, by: name },
        longer: { ...event, by: `${name}s` },
        refused: { kind: 'refused', flash: { reason: 'claimed-by-other', by: name } },
        moved: { kind: 'refused', flash: { reason: 'ticket-moved', queue: name } },
        list,
        linked: { kind: 'queue-linked', queueId: name },
      });
      await erasePerson(
        beside,
        {
          tenantId: partnerTenant,
          personId: agent.id,
          names: [name],
          replacement: 'Northwind',
          isPartners: true,
        },
        at,
      );
      expect(await noticeOf('event')).toEqual({ ...event, by: 'Northwind' });
      expect(await noticeOf('longer')).toEqual({ ...event, by: `${name}s` });
      expect(await noticeOf('refused')).toMatchObject({ flash: { by: 'Northwind' } });
      expect(await noticeOf('moved')).toMatchObject({ flash: { reason: 'ticket-moved', queue: name } });
      expect(await noticeOf('list')).toEqual({ ...list, personId: 'erased' });
      expect(await noticeOf('linked')).toEqual({ kind: 'queue-linked', queueId: name });
    });
  });

  it("ends when one of the partner's people is called like the partner", async () => {
    const by = 'Northwind';
    const event = { kind: 'thread-event', tenantId: otherTenant, ticketId: 't', event: 'claimed' } as const;
    await database.transaction(({ outbox }) => outbox.add(outboxRow({ notice: { ...event, by } })));
    const agentsPerson = { tenantId: partnerTenant, personId: 'agent-northwind', isPartners: true };
    const opened = endingAfter(1000, beside);
    expect(await erasePerson(opened, { ...agentsPerson, names: [by], replacement: by }, at)).toEqual({});
  });

  describe('a whole customer', () => {
    it('leaves nothing but its rows in the audit, and takes nothing of another along', async () => {
      const elsewhere = await rowsOf('elsewhere');
      await eraseTenant(beside, ourTenant, at);
      expect(await tablesNaming(ourTenant)).toEqual(['audit']);
      expect((await tablesNaming('canaryanna')).concat(await tablesNaming('colleague'))).toEqual([]);
      expect(await rowsOf('elsewhere')).toBe(elsewhere);
      if (engine === 'sqlite') expect(filesNaming('canaryanna')).toEqual([]);
      expect(await eraseTenant(beside, ourTenant, at)).toEqual({});
    });
  });
});

/** Fails at the statement after so many: what never ends on SQLite lets no timeout of a test be heard. */
function endingAfter(statements: number, opened: OpenEngine): OpenEngine {
  let left = statements;
  const kysely = opened.kysely.withPlugin({
    transformQuery({ node }) {
      left -= 1;
      if (left < 0) throw new Error(`more than ${statements} statements`);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { ...opened, kysely };
}
