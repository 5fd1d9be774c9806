import { sql } from 'kysely';
import type { Ticket } from '../domain/ticket.ts';
import type { Tickets } from '../flows/ports.ts';
import { decode, encode, type Json } from './codec.ts';
import type { Engine } from './engine.ts';
import { conflict } from './failures.ts';
import type { Tx } from './schema.ts';
import { statement } from './statement.ts';

const firstNumber = 1001;
/** Written out: only then do the partial indexes apply. */
const isOpen = sql<boolean>`state not in ('closed', 'withdrawn')`;

const selectOne = statement<{ tenantId: string; id: string }, { body: Json }>((tx, given) =>
  tx
    .selectFrom('tickets')
    .select('body')
    .where('tenant_id', '=', given('tenantId'))
    .where('id', '=', given('id')),
);

const selectOpenOf = statement<{ tenantId: string; requesterId: string }, { body: Json }>((tx, given) =>
  tx
    .selectFrom('tickets')
    .select('body')
    .where('tenant_id', '=', given('tenantId'))
    .where('requester_id', '=', given('requesterId'))
    .where(isOpen)
    .orderBy('number'),
);

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
      const row = await selectOne.first(tx, { tenantId, id });
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
      const rows = await selectOpenOf.all(tx, { tenantId, requesterId });
      return rows.map((row) => decode<Ticket>(row.body));
    },

    async hasOpen(tenantId) {
      const row = await tx
        .selectFrom('tickets')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where(isOpen)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    async latestOf(tenantId, requesterId, limit) {
      const rows = await ofRequester(tenantId, requesterId).orderBy('number', 'desc').limit(limit).execute();
      return rows.map((row) => decode<Ticket>(row.body));
    },

    async assignedTo(staffId) {
      return tx
        .selectFrom('tickets')
        .select(['tenant_id as tenantId', 'id as ticketId'])
        .where('assignee_id', '=', staffId)
        .where(isOpen)
        .orderBy('number')
        .execute();
    },

    async assignedToOthers(staffIds, limit) {
      return tx
        .selectFrom('tickets')
        .select(['tenant_id as tenantId', 'id as ticketId'])
        .where('assignee_id', 'is not', null)
        .$if(staffIds.length > 0, (query) => query.where('assignee_id', 'not in', staffIds))
        .where(isOpen)
        .orderBy('number')
        .limit(limit)
        .execute();
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
    assignee_id: ticket.assigneeId ?? null,
    ended_at: ticket.endedAt ?? null,
    words_gone: 0,
    body: encode(ticket),
  };
}
