import { sql } from 'kysely';
import type { Chat } from '../domain/chat.ts';
import type { Chats } from '../flows/ports.ts';
import { decode, encode } from './codec.ts';
import type { Engine } from './engine.ts';
import type { Tx } from './schema.ts';

export function chatsIn(tx: Tx, engine: Engine): Chats {
  const one = (tenantId: string, id: string) =>
    tx.selectFrom('chats').select('body').where('tenant_id', '=', tenantId).where('id', '=', id);
  return {
    async get(tenantId, id) {
      const row = await one(tenantId, id).executeTakeFirst();
      return row && decode<Chat>(row.body);
    },

    async lock(tenantId, id) {
      // A row lock would hold nothing on first contact, when two events come at once and there is no row yet.
      if (engine === 'postgres') {
        await sql`select pg_advisory_xact_lock(hashtextextended(${`chat ${tenantId} ${id}`}, 0))`.execute(tx);
      }
      const row = await one(tenantId, id).executeTakeFirst();
      return row && decode<Chat>(row.body);
    },

    async save(chat) {
      const body = encode(chat);
      await tx
        .insertInto('chats')
        .values({ tenant_id: chat.tenantId, id: chat.id, body })
        .onConflict((known) => known.columns(['tenant_id', 'id']).doUpdateSet({ body }))
        .execute();
    },
  };
}
