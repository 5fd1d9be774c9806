import { sql } from 'kysely';
import type { Chat } from '../domain/chat.ts';
import type { Chats } from '../flows/ports.ts';
import { decode, encode, type Json } from './codec.ts';
import type { Engine } from './engine.ts';
import { remembered } from './remembered.ts';
import type { Tx } from './schema.ts';
import { statement } from './statement.ts';

const selectOne = statement<{ tenantId: string; id: string }, { body: Json }>((tx, given) =>
  tx
    .selectFrom('chats')
    .select('body')
    .where('tenant_id', '=', given('tenantId'))
    .where('id', '=', given('id')),
);

const upsert = statement<{ tenantId: string; id: string; body: Json }>((tx, given) =>
  tx
    .insertInto('chats')
    .values({ tenant_id: given('tenantId'), id: given('id'), body: given('body') })
    .onConflict((known) => known.columns(['tenant_id', 'id']).doUpdateSet({ body: given('body') })),
);

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
      await sql`select pg_advisory_xact_lock(hashtextextended(${`chat ${tenantId} ${id}`}, 0))`.execute(tx);
      const chat = await read(tenantId, id);
      seen.set(tenantId, id, chat);
      return chat;
    },

    async ofTenant(tenantId) {
      const rows = await tx.selectFrom('chats').select('body').where('tenant_id', '=', tenantId).execute();
      return rows.map((row) => decode<Chat>(row.body));
    },

    async save(chat) {
      await upsert.run(tx, { tenantId: chat.tenantId, id: chat.id, body: encode(chat) });
      seen.set(chat.tenantId, chat.id, chat);
    },
  };
}
