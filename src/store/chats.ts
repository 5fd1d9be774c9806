import { sql } from 'kysely';
import type { Chat } from '../domain/chat.ts';
import type { Chats } from '../flows/ports.ts';
import { decode, encode, type Json } from './codec.ts';
import type { Engine } from './engine.ts';
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
  return {
    async get(tenantId, id) {
      const row = await selectOne.first(tx, { tenantId, id });
      return row && decode<Chat>(row.body);
    },

    async lock(tenantId, id) {
      // A row lock would hold nothing on first contact, when two events come at once and there is no row yet.
      if (engine === 'postgres') {
        await sql`select pg_advisory_xact_lock(hashtextextended(${`chat ${tenantId} ${id}`}, 0))`.execute(tx);
      }
      const row = await selectOne.first(tx, { tenantId, id });
      return row && decode<Chat>(row.body);
    },

    async ofTenant(tenantId) {
      const rows = await tx.selectFrom('chats').select('body').where('tenant_id', '=', tenantId).execute();
      return rows.map((row) => decode<Chat>(row.body));
    },

    async save(chat) {
      await upsert.run(tx, { tenantId: chat.tenantId, id: chat.id, body: encode(chat) });
    },
  };
}
