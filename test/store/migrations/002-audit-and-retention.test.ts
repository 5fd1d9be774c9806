// What the first version wrote is found again by this one.
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openBeside, openDatabase } from '../../../src/store/database.ts';
import type { OpenEngine } from '../../../src/store/engine.ts';
import { start } from '../../../src/store/migrations/001-start.ts';
import { freshPlace, onEachEngine, openAsItIs, type Place, quietLog } from '../../support/databases.ts';
import { card, chat, message, otherTenant, ourTenant, question, ticket } from '../samples.ts';

const dayMs = 86_400_000;
const now = 1_800_000_000_000;
const days = { tickets: 180, messages: 90, questions: 60, technical: 7 };
const threadId = '19:desk;messageid=1';

/** In the columns of the first version. */
async function write({ kysely }: OpenEngine, table: string, row: Readonly<Record<string, unknown>>) {
  const names = sql.join(Object.keys(row).map((name) => sql.ref(name)));
  await sql`insert into ${sql.table(table)} (${names}) values (${sql.join(Object.values(row))})`.execute(
    kysely,
  );
}

async function writeAsBefore(opened: OpenEngine): Promise<void> {
  for (const statement of start(opened.engine)) await sql.raw(statement).execute(opened.kysely);
  await sql`create table migrations (name text primary key)`.execute(opened.kysely);
  await write(opened, 'migrations', { name: '001-start' });
  for (const [id, taken_at] of [
    ['yesterday', now - dayMs],
    ['long-ago', now - 30 * dayMs],
    ['today', now],
  ]) {
    const key = { tenant_id: ourTenant, conversation_id: 'chat-1', type: 'text', activity_id: id };
    await write(opened, 'inbox', { ...key, taken_at });
  }
  for (const body of [chat({ id: 'left' }), chat({ id: 'there', installedAt: now })]) {
    await write(opened, 'chats', { tenant_id: ourTenant, id: body.id, body: JSON.stringify(body) });
  }
  const ticketRow = (parts: Parameters<typeof ticket>[0]) => {
    const body = ticket(parts);
    const { tenantId: tenant_id, id, number, requesterId: requester_id, state, version } = body;
    return { tenant_id, id, number, requester_id, state, version, body: JSON.stringify(body) };
  };
  await write(opened, 'tickets', ticketRow({ id: 'open', number: 1 }));
  const endedAt = now - 200 * dayMs;
  await write(opened, 'tickets', ticketRow({ id: 'ended', number: 2, state: 'closed', endedAt }));
  const thread = { ticket_tenant_id: ourTenant, ticket_id: 'open', queue_id: 'technical' };
  await write(opened, 'threads', { tenant_id: otherTenant, thread_id: threadId, ...thread });
  for (const [id, chatId] of [
    ['in-thread', threadId],
    ['in-chat', 'chat-1'],
  ] as const) {
    const body = message({ id, ticketId: 'open', sourceConversationId: chatId, sourceActivityId: id });
    await write(opened, 'messages', {
      tenant_id: ourTenant,
      id,
      ticket_id: 'open',
      source_conversation_id: chatId,
      source_activity_id: id,
      body: JSON.stringify(body),
    });
  }
  for (const [id, ticketId] of [
    ['settled', undefined],
    ['opened', 'open'],
  ] as const) {
    const body = question({ id, askedAt: now - 100 * dayMs, ...(ticketId && { ticketId }) });
    const columns = { tenant_id: ourTenant, id, chat_id: 'chat-1' };
    await write(opened, 'questions', { ...columns, body: JSON.stringify(body) });
    const { notice, destination } = card({
      notice: { kind: 'answer', tenantId: ourTenant, questionId: id },
    });
    await write(opened, 'cards', {
      tenant_id: ourTenant,
      id: `card-${id}`,
      notice: JSON.stringify(notice),
      destination: JSON.stringify(destination),
      created_at: 1000,
    });
  }
}

onEachEngine((engine) => {
  let place: Place;
  let database: Database;
  let beside: OpenEngine;
  beforeEach(async () => {
    place = await freshPlace(engine);
    const before = await openAsItIs(engine, place);
    await writeAsBefore(before);
    await before.close();
    database = await openDatabase({ url: place.url, log: quietLog });
    beside = await openBeside({ url: place.url, log: quietLog });
  });
  afterEach(async () => {
    await beside.close();
    await database.close();
    await place.remove();
  });

  it.each([
    ['yesterday', false],
    ['today', false],
    ['long-ago', true],
    ['never', true],
  ])('knows of the activities of the last week that they were taken: %s', async (activityId, isNew) => {
    const key = { tenantId: ourTenant, conversationId: 'chat-1', type: 'text', activityId };
    expect(await database.transaction(({ inbox }) => inbox.take(key, now))).toBe(isNew);
  });

  it('finds messages by the tenant in which they were typed', async () => {
    await database.transaction(async ({ messages }) => {
      const source = (tenantId: string, chatId: string, id: string) =>
        messages.bySource(tenantId, chatId, id).then((found) => found?.id);
      expect(await source(otherTenant, threadId, 'in-thread')).toBe('in-thread');
      expect(await source(ourTenant, threadId, 'in-thread')).toBeUndefined();
      expect(await source(ourTenant, 'chat-1', 'in-chat')).toBe('in-chat');
    });
  });

  it('still finds such a message after it was saved again', async () => {
    await database.transaction(async ({ messages }) => {
      const old = await messages.get(ourTenant, 'in-thread');
      if (old) await messages.save({ ...old, edited: true });
      expect(await messages.bySource(otherTenant, threadId, 'in-thread')).toMatchObject({ edited: true });
    });
  });

  it('sweeps what is old, and keeps what is not', async () => {
    await database.transaction(({ retention }) => retention.sweep({ now, days, limit: 100 }));
    await database.transaction(async ({ tickets, questions, cards }) => {
      expect(await tickets.get(ourTenant, 'ended')).toBeUndefined();
      expect(await tickets.get(ourTenant, 'open')).toBeDefined();
      expect(await questions.get(ourTenant, 'settled')).toBeUndefined();
      expect(await cards.get(ourTenant, 'card-settled')).toBeUndefined();
      expect(await questions.get(ourTenant, 'opened')).toBeDefined();
      expect(await cards.get(ourTenant, 'card-opened')).toBeDefined();
    });
  });

  it('counts from the upgrade how long the app has been gone from a chat', async () => {
    const sweepAt = (at: number) =>
      database.transaction(({ retention }) => retention.sweep({ now: at, days, limit: 100 }));
    const chatNow = (id: string) => database.transaction(({ chats }) => chats.get(ourTenant, id));
    await sweepAt(Date.now() + 59 * dayMs);
    expect(await chatNow('left')).toBeDefined();
    await sweepAt(Date.now() + 60 * dayMs);
    expect([await chatNow('left'), (await chatNow('there'))?.id]).toEqual([undefined, 'there']);
  });

  it('begins the audit', async () => {
    const entry = {
      at: now,
      actor: 'operator',
      act: 'export',
      outcome: 'done',
      tenantId: ourTenant,
    } as const;
    await database.transaction(({ audit }) => audit.append(entry));
    expect(await beside.kysely.selectFrom('audit').select('sequence').execute()).toEqual([{ sequence: 1 }]);
  });
});
