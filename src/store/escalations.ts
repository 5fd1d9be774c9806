import { sql } from 'kysely';
import type { Escalation } from '../domain/escalation.ts';
import type { Escalations } from '../flows/ports.ts';
import { decode, encode } from './codec.ts';
import { conflict } from './failures.ts';
import type { Tx } from './schema.ts';

export function escalationsIn(tx: Tx): Escalations {
  return {
    async get(tenantId, id) {
      const row = await tx
        .selectFrom('escalations')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && decode<Escalation>(row.body);
    },

    async latestOf(tenantId, ticketId) {
      const row = await tx
        .selectFrom('escalations')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('ticket_id', '=', ticketId)
        .orderBy(sql`case state when 'ended' then 1 else 0 end`)
        .orderBy('position', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && decode<Escalation>(row.body);
    },

    /** The first save inserts; each later one raises the version, and is refused with an old one as a ticket's is. */
    async save(escalation) {
      const { version } = escalation;
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('escalations')
        .values({ tenant_id: escalation.tenantId, id: escalation.id, ...columnsOf(escalation) })
        .onConflict((known) =>
          known
            .columns(['tenant_id', 'id'])
            .doUpdateSet(columnsOf({ ...escalation, version: version + 1 }))
            .where('escalations.version', '=', version),
        )
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) throw conflict(`escalation ${escalation.id}`);
    },
  };
}

function columnsOf(escalation: Escalation) {
  return {
    ticket_id: escalation.ticketId,
    state: escalation.state,
    version: escalation.version,
    body: encode(escalation),
  };
}
