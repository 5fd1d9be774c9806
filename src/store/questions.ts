import type { Question } from '../domain/question.ts';
import type { Questions } from '../flows/ports.ts';
import { decode, encode } from './codec.ts';
import type { Tx } from './schema.ts';

export function questionsIn(tx: Tx): Questions {
  return {
    async get(tenantId, id) {
      const row = await tx
        .selectFrom('questions')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && decode<Question>(row.body);
    },

    async latest(tenantId, chatId) {
      const row = await tx
        .selectFrom('questions')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('chat_id', '=', chatId)
        .orderBy('position', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && decode<Question>(row.body);
    },

    async save(question) {
      const body = encode(question);
      await tx
        .insertInto('questions')
        .values({ tenant_id: question.tenantId, id: question.id, chat_id: question.chatId, body })
        .onConflict((known) => known.columns(['tenant_id', 'id']).doUpdateSet({ body }))
        .execute();
    },
  };
}
