import { sql } from 'kysely';
import type { Chat } from '../domain/chat.ts';
import type { Chats } from '../flows/ports.ts';
import { decode, encode, type Json } from './codec.ts';
import type { Engine } from './engine.ts';
import { jsonText } from './json-text.ts';
import { remembered } from './remembered.ts';
import type { Tx } from './schema.ts';
import { statement, upTo } from './statement.ts';

const selectOne = statement<{ tenantId: string; id: string }, { body: Json }>((tx, given) =>
  tx
    .selectFrom('chats')
    .select('body')
    .where('tenant_id', '=', given('tenantId'))
    .where('id', '=', given('id')),
);

interface Columns {
  readonly tenantId: string;
  readonly id: string;
  readonly body: Json;
  readonly leftAt: number | null;
}

const upsert = statement<Columns>((tx, given) =>
  tx
    .insertInto('chats')
    .values({ tenant_id: given('tenantId'), id: given('id'), body: given('body'), left_at: given('leftAt') })
    .onConflict((known) =>
      known.columns(['tenant_id', 'id']).doUpdateSet({
        body: given('body'),
        // The first time counts.
        left_at: sql`case when excluded.left_at is null then null else coalesce(chats.left_at, excluded.left_at) end`,
      }),
    ),
);

const lockKey = (tenantId: string, id: string) => sql`hashtextextended(${`chat ${tenantId} ${id}`}, 0)`;

export function chatsIn(tx: Tx, engine: Engine): Chats {
  const seen = remembered<Chat>();
  const read = async (tenantId: string, id: string) => {
    const row = await selectOne.first(tx, { tenantId, id });
    return row && decode<Chat>(row.body);
  };
  return {
    get: (tenantId, id) => seen.get(tenantId, id, () => read(tenantId, id)),

    async lock(tenantId, id) {
      // SQLite has one writer at a time: what was read in this transaction is still true.
      if (engine === 'sqlite') return seen.get(tenantId, id, () => read(tenantId, id));
      // A row lock would hold nothing on first contact, when two events come at once and there is no row yet.
      await sql`select pg_advisory_xact_lock(${lockKey(tenantId, id)})`.execute(tx);
      const chat = await read(tenantId, id);
      seen.set(tenantId, id, chat);
      return chat;
    },

    async tryLock(tenantId, id) {
      if (engine === 'sqlite') return { chat: await seen.get(tenantId, id, () => read(tenantId, id)) };
      if (!(await tryLockChat(tx, engine, tenantId, id))) return undefined;
      const chat = await read(tenantId, id);
      seen.set(tenantId, id, chat);
      return { chat };
    },

    async disabledIn(tenantId, limit) {
      const rows = await tx
        .selectFrom('chats')
        .select('id')
        .where('tenant_id', '=', tenantId)
        // Few of those who are there: asked first, it saves looking into their bodies.
        .where('left_at', 'is not', null)
        .where(sql<boolean>`${jsonText(engine, 'body', 'unreachable')} = 'disabled'`)
        .orderBy('id')
        .limit(upTo(limit))
        .execute();
      return rows.map(({ id }) => id);
    },

    async installedIn(tenantId, limit) {
      const rows = await tx
        .selectFrom('chats')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('left_at', 'is', null)
        .orderBy('id')
        .limit(upTo(limit))
        .execute();
      return rows.map(({ id }) => id);
    },

    async cameSince(tenantId, at) {
      const row = await tx
        .selectFrom('chats')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('left_at', 'is', null)
        .where(sql<boolean>`cast(${jsonText(engine, 'body', 'installedAt')} as bigint) > ${at}`)
        .limit(upTo(1))
        .executeTakeFirst();
      return row !== undefined;
    },

    async ofTenant(tenantId) {
      const rows = await tx.selectFrom('chats').select('body').where('tenant_id', '=', tenantId).execute();
      return rows.map((row) => decode<Chat>(row.body));
    },

    async save(chat) {
      const { tenantId, id, installedAt } = chat;
      const leftAt = installedAt === undefined ? Date.now() : null;
      await upsert.run(tx, { tenantId, id, body: encode(chat), leftAt });
      seen.set(tenantId, id, chat);
    },
  };
}

/** The same lock, if nobody has it. */
export async function tryLockChat(tx: Tx, engine: Engine, tenantId: string, id: string): Promise<boolean> {
  if (engine === 'sqlite') return true;
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(${lockKey(tenantId, id)}) as taken`.execute(tx);
  return rows[0]?.taken === true;
}
