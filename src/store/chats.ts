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
      const row = await one(tenantId, id)
        .$if(engine === 'postgres', (query) => query.forUpdate())
        .executeTakeFirst();
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
