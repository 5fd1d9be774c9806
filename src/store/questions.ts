import { sql } from 'kysely';
import type { Question } from '../domain/question.ts';
import { type Lack, lackOf } from '../domain/unanswered.ts';
import type { Questions } from '../flows/ports.ts';
import { decode, encode, type Json } from './codec.ts';
import type { Engine } from './engine.ts';
import { saidAs } from './said-as.ts';
import type { Tx } from './schema.ts';
import { statement, upTo } from './statement.ts';

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
    .limit(upTo(1)),
);

interface Columns {
  readonly tenantId: string;
  readonly id: string;
  readonly chatId: string;
  readonly askedAt: number;
  readonly ticketId: string | null;
  readonly lacks: Lack | null;
  readonly body: Json;
}

const upsert = statement<Columns>((tx, given) => {
  const changing = {
    asked_at: given('askedAt'),
    ticket_id: given('ticketId'),
    lacks: given('lacks'),
    body: given('body'),
  };
  return tx
    .insertInto('questions')
    .values({ tenant_id: given('tenantId'), id: given('id'), chat_id: given('chatId'), ...changing })
    .onConflict((known) => known.columns(['tenant_id', 'id']).doUpdateSet(changing));
});

export function questionsIn(tx: Tx, engine: Engine): Questions {
  return {
    async get(tenantId, id) {
      const row = await selectOne.first(tx, { tenantId, id });
      return row && decode<Question>(row.body);
    },

    async lock(tenantId, id) {
      // SQLite has one writer at a time: the transaction itself is the lock.
      const row = await tx
        .selectFrom('questions')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .$if(engine === 'postgres', (query) => query.forUpdate())
        .executeTakeFirst();
      return row && decode<Question>(row.body);
    },

    async latest(tenantId, chatId) {
      const row = await selectLatest.first(tx, { tenantId, chatId });
      return row && decode<Question>(row.body);
    },

    saidAs: (tenantId, chatId, activityId) => saidAs(tx, engine, { tenantId, chatId, activityId }),

    async askedSince(tenantId, since, limit) {
      const rows = await tx
        .selectFrom('questions')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('asked_at', '>=', since)
        .orderBy('asked_at', 'desc')
        .orderBy('position', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ body }) => decode<Question>(body));
    },

    async unanswered(since, limit) {
      const rows = await tx
        .selectFrom('questions')
        .select('body')
        .where(sql<boolean>`lacks is not null`)
        .where('asked_at', '>=', since)
        .orderBy('asked_at', 'desc')
        .orderBy('position', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ body }) => decode<Question>(body));
    },

    async save(question) {
      const { tenantId, id, chatId, askedAt, ticketId = null } = question;
      const lacks = lackOf(question) ?? null;
      await upsert.run(tx, { tenantId, id, chatId, askedAt, ticketId, lacks, body: encode(question) });
    },
  };
}
