import type { Message } from '../domain/message.ts';
import type { Messages } from '../flows/ports.ts';
import { decode, encode } from './codec.ts';
import type { Engine } from './engine.ts';
import { jsonText } from './json-text.ts';
import type { Tx } from './schema.ts';

export function messagesIn(tx: Tx, engine: Engine): Messages {
  return {
    async get(tenantId, id) {
      const row = await tx
        .selectFrom('messages')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && decode<Message>(row.body);
    },

    async bySource(tenantId, conversationId, activityId) {
      const row = await tx
        .selectFrom('messages')
        .select('body')
        .where('source_tenant_id', '=', tenantId)
        .where('source_conversation_id', '=', conversationId)
        .where('source_activity_id', '=', activityId)
        .orderBy('position', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && decode<Message>(row.body);
    },

    async latest(tenantId, ticketId, limit) {
      const rows = await tx
        .selectFrom('messages')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('ticket_id', '=', ticketId)
        .orderBy('position', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => decode<Message>(row.body));
    },

    async undelivered({ tenantId, ticketId }) {
      const rows = await tx
        .selectFrom('messages')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('ticket_id', '=', ticketId)
        .where(jsonText(engine, 'body', 'from'), '=', 'agent')
        .where(jsonText(engine, 'body', 'delivery'), 'in', ['not-delivered', 'unsure'])
        .orderBy('position')
        .execute();
      return rows.map((row) => decode<Message>(row.body));
    },

    async save(message) {
      const body = encode(message);
      await tx
        .insertInto('messages')
        .values({
          tenant_id: message.tenantId,
          id: message.id,
          ticket_id: message.ticketId,
          source_tenant_id: message.sourceTenantId ?? null,
          source_conversation_id: message.sourceConversationId ?? null,
          source_activity_id: message.sourceActivityId ?? null,
          body,
        })
        .onConflict((known) => known.columns(['tenant_id', 'id']).doUpdateSet({ body }))
        .execute();
    },
  };
}
