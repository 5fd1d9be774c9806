import type { Question } from '../domain/question.ts';
import type { Questions } from '../flows/ports.ts';
import { decode, encode, type Json } from './codec.ts';
import type { Tx } from './schema.ts';
import { statement } from './statement.ts';

const selectOne = statement<{ tenantId: string; id: string }, { body: Json }>((tx, given) =>
  tx
    .selectFrom('questions')
    .select('body')
    .where('tenant_id', '=', given('tenantId'))
    .where('id', '=', given('id')),
);

const selectLatest = statement<{ tenantId: string; chatId: string }, { body: Json }>((tx, given) =>
  tx
    .selectFrom('questions')
    .select('body')
    .where('tenant_id', '=', given('tenantId'))
    .where('chat_id', '=', given('chatId'))
    .orderBy('position', 'desc')
    .limit(1),
);

interface Columns {
  readonly tenantId: string;
  readonly id: string;
  readonly chatId: string;
  readonly askedAt: number;
  readonly ticketId: string | null;
  readonly body: Json;
}

const upsert = statement<Columns>((tx, given) => {
  const changing = { asked_at: given('askedAt'), ticket_id: given('ticketId'), body: given('body') };
  return tx
    .insertInto('questions')
    .values({ tenant_id: given('tenantId'), id: given('id'), chat_id: given('chatId'), ...changing })
    .onConflict((known) => known.columns(['tenant_id', 'id']).doUpdateSet(changing));
});

export function questionsIn(tx: Tx): Questions {
  return {
    async get(tenantId, id) {
      const row = await selectOne.first(tx, { tenantId, id });
      return row && decode<Question>(row.body);
    },

    async latest(tenantId, chatId) {
      const row = await selectLatest.first(tx, { tenantId, chatId });
      return row && decode<Question>(row.body);
    },

    async save(question) {
      const { tenantId, id, chatId, askedAt, ticketId = null } = question;
      await upsert.run(tx, { tenantId, id, chatId, askedAt, ticketId, body: encode(question) });
    },
  };
}
