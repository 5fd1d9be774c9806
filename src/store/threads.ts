import type { Threads } from '../flows/ports.ts';
import type { Tx } from './schema.ts';

export function threadsIn(tx: Tx): Threads {
  return {
    async find(ref, queueId) {
      const row = await tx
        .selectFrom('threads')
        .select('thread_id')
        .where('ticket_tenant_id', '=', ref.tenantId)
        .where('ticket_id', '=', ref.ticketId)
        .where('queue_id', '=', queueId)
        .orderBy('position', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.thread_id;
    },

    async ticketOf(tenantId, threadId) {
      const row = await tx
        .selectFrom('threads')
        .select(['ticket_tenant_id', 'ticket_id', 'queue_id'])
        .where('tenant_id', '=', tenantId)
        .where('thread_id', '=', threadId)
        .executeTakeFirst();
      return row && { tenantId: row.ticket_tenant_id, ticketId: row.ticket_id, queueId: row.queue_id };
    },

    async save(tenantId, threadId, ref, queueId) {
      const ticket = { ticket_tenant_id: ref.tenantId, ticket_id: ref.ticketId, queue_id: queueId };
      await tx
        .insertInto('threads')
        .values({ tenant_id: tenantId, thread_id: threadId, ...ticket })
        .onConflict((known) => known.columns(['tenant_id', 'thread_id']).doUpdateSet(ticket))
        .execute();
    },

    async forget(ref, queueId) {
      await tx
        .deleteFrom('threads')
        .where('ticket_tenant_id', '=', ref.tenantId)
        .where('ticket_id', '=', ref.ticketId)
        .where('queue_id', '=', queueId)
        .execute();
    },
  };
}
