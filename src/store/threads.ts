import { type Expression, type SqlBool, sql } from 'kysely';
import type { Threads } from '../flows/ports.ts';
import type { Engine } from './engine.ts';
import { jsonText } from './json-text.ts';
import type { Tx } from './schema.ts';

/** As it stands in the index of open tickets. */
const isOpen = sql<boolean>`tickets.state not in ('closed', 'withdrawn')`;

export function threadsIn(tx: Tx, engine: Engine): Threads {
  return {
    async find(ref, queueId) {
      const row = await tx
        .selectFrom('threads')
        .select('thread_id')
        .where('ticket_tenant_id', '=', ref.tenantId)
        .where('ticket_id', '=', ref.ticketId)
        .where('queue_id', '=', queueId)
        .where('forgotten', '=', 0)
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
      const ticket = {
        ticket_tenant_id: ref.tenantId,
        ticket_id: ref.ticketId,
        queue_id: queueId,
        forgotten: 0,
      };
      await tx
        .insertInto('threads')
        .values({ tenant_id: tenantId, thread_id: threadId, ...ticket })
        .onConflict((known) => known.columns(['tenant_id', 'thread_id']).doUpdateSet(ticket))
        .execute();
    },

    async forget(ref, queueId) {
      await tx
        .updateTable('threads')
        .set({ forgotten: 1 })
        .where('ticket_tenant_id', '=', ref.tenantId)
        .where('ticket_id', '=', ref.ticketId)
        .where('queue_id', '=', queueId)
        .execute();
    },

    async openIn(tenantId, channelId, limit) {
      return (
        tx
          .selectFrom('tickets')
          // Keeps SQLite from beginning with all threads that there ever were: open tickets are few.
          .crossJoin('threads')
          .select(['tickets.tenant_id as tenantId', 'tickets.id as ticketId', 'threads.queue_id as queueId'])
          .where(isOpen)
          .whereRef('threads.ticket_tenant_id', '=', 'tickets.tenant_id')
          .whereRef('threads.ticket_id', '=', 'tickets.id')
          // Where it was before it was transferred it does not live any more.
          .where('threads.queue_id', '=', jsonText(engine, 'tickets.body', 'queueId'))
          .where('threads.forgotten', '=', 0)
          .where('threads.tenant_id', '=', tenantId)
          .where(isIn(channelId))
          .orderBy('tickets.number')
          .limit(limit)
          .execute()
      );
    },

    async forgetOthers(tenantId, channelId, endedSince) {
      const forget = (whose: Expression<SqlBool>) =>
        tx
          .updateTable('threads')
          .set({ forgotten: 1 })
          .where('position', 'in', (query) =>
            query
              .selectFrom('tickets')
              .crossJoin('threads')
              .select('threads.position')
              .where(whose)
              .whereRef('threads.ticket_tenant_id', '=', 'tickets.tenant_id')
              .whereRef('threads.ticket_id', '=', 'tickets.id')
              .where('threads.tenant_id', '=', tenantId)
              .where(isIn(channelId)),
          )
          .execute();
      await forget(sql<boolean>`tickets.ended_at >= ${endedSince}`);
      await forget(
        sql<boolean>`${isOpen} and threads.queue_id <> ${jsonText(engine, 'tickets.body', 'queueId')}`,
      );
    },
  };
}

/** A thread's id begins with its channel's; no index helps, for PostgreSQL may sort by a language's rules. */
function isIn(channelId: string) {
  const start = `${channelId};`;
  return sql<boolean>`substr(threads.thread_id, 1, ${sql.lit(start.length)}) = ${start}`;
}
