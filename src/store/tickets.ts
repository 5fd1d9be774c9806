import { sql } from 'kysely';
import type { Ticket } from '../domain/ticket.ts';
import type { Tickets } from '../flows/ports.ts';
import { decode, encode } from './codec.ts';
import type { Engine } from './engine.ts';
import { conflict } from './failures.ts';
import type { Tx } from './schema.ts';

const firstNumber = 1001;

export function ticketsIn(tx: Tx, engine: Engine): Tickets {
  const one = (tenantId: string, id: string) =>
    tx.selectFrom('tickets').select('body').where('tenant_id', '=', tenantId).where('id', '=', id);
  const ofRequester = (tenantId: string, requesterId: string) =>
    tx
      .selectFrom('tickets')
      .select('body')
      .where('tenant_id', '=', tenantId)
      .where('requester_id', '=', requesterId);

  return {
    async get(tenantId, id) {
      const row = await one(tenantId, id).executeTakeFirst();
      return row && decode<Ticket>(row.body);
    },

    async lock(tenantId, id) {
      // SQLite has one writer at a time: the transaction itself is the lock.
      const row = await one(tenantId, id)
        .$if(engine === 'postgres', (query) => query.forUpdate())
        .executeTakeFirst();
      return row && decode<Ticket>(row.body);
    },

    async openOf(tenantId, requesterId) {
      const rows = await ofRequester(tenantId, requesterId)
        .where('state', 'not in', ['closed', 'withdrawn'])
        .orderBy('number')
        .execute();
      return rows.map((row) => decode<Ticket>(row.body));
    },

    async latestOf(tenantId, requesterId, limit) {
      const rows = await ofRequester(tenantId, requesterId).orderBy('number', 'desc').limit(limit).execute();
      return rows.map((row) => decode<Ticket>(row.body));
    },

    async nextNumber() {
      const { value } = await tx
        .insertInto('counters')
        .values({ name: 'ticket', value: firstNumber })
        .onConflict((known) => known.column('name').doUpdateSet({ value: sql`counters.value + 1` }))
        .returning('value')
        .executeTakeFirstOrThrow();
      return value;
    },

    async insert(ticket) {
      await tx.insertInto('tickets').values(rowOf(ticket)).execute();
    },

    async save(ticket) {
      const { numUpdatedRows } = await tx
        .updateTable('tickets')
        .set(rowOf({ ...ticket, version: ticket.version + 1 }))
        .where('tenant_id', '=', ticket.tenantId)
        .where('id', '=', ticket.id)
        .where('version', '=', ticket.version)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows !== 1n) throw conflict(`ticket ${ticket.number}`);
    },
  };
}

function rowOf(ticket: Ticket) {
  return {
    tenant_id: ticket.tenantId,
    id: ticket.id,
    number: ticket.number,
    requester_id: ticket.requesterId,
    state: ticket.state,
    version: ticket.version,
    body: encode(ticket),
  };
}
