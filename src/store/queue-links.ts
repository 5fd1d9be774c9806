import type { QueueLinks } from '../flows/ports.ts';
import type { Tx } from './schema.ts';

export function queueLinksIn(tx: Tx): QueueLinks {
  return {
    async get(queueId) {
      const row = await tx
        .selectFrom('queue_links')
        .select(['tenant_id', 'chat_id'])
        .where('queue_id', '=', queueId)
        .executeTakeFirst();
      return row && { tenantId: row.tenant_id, chatId: row.chat_id };
    },

    async save(queueId, tenantId, chatId) {
      const channel = { tenant_id: tenantId, chat_id: chatId };
      await tx
        .insertInto('queue_links')
        .values({ queue_id: queueId, ...channel })
        .onConflict((known) => known.column('queue_id').doUpdateSet(channel))
        .execute();
    },
  };
}
