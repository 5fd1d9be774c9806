import type { Message } from '../domain/message.ts';
import type { Messages } from '../flows/ports.ts';
import { decode, encode } from './codec.ts';
import type { Tx } from './schema.ts';

export function messagesIn(tx: Tx): Messages {
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

    // Without a tenant: an agent types in the partner's tenant what belongs to a customer's. The conversation
    // comes from a verified activity.
    async bySource(conversationId, activityId) {
      const row = await tx
        .selectFrom('messages')
        .select('body')
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

    async save(message) {
      const columns = {
        ticket_id: message.ticketId,
        source_conversation_id: message.sourceConversationId ?? null,
        source_activity_id: message.sourceActivityId ?? null,
        body: encode(message),
      };
      await tx
        .insertInto('messages')
        .values({ tenant_id: message.tenantId, id: message.id, ...columns })
        .onConflict((known) => known.columns(['tenant_id', 'id']).doUpdateSet(columns))
        .execute();
    },
  };
}
