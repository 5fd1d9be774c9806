// Messages on their way out: one after the other within a lane, lanes side by side.
import { sql } from 'kysely';
import type { NewOutboxRow, Outbox, OutboxRow } from '../flows/ports.ts';
import { encode } from './codec.ts';
import type { Engine } from './engine.ts';
import { claimHeads, nextDueAt, recoverLostLeases } from './outbox-claim.ts';
import { outcomeColumns } from './outbox-outcome.ts';
import type { Tx } from './schema.ts';

export function outboxIn(tx: Tx, engine: Engine): Outbox {
  return {
    async add(row) {
      const sequence = await nextOfLane(tx, row.lane);
      await tx.insertInto('outbox').values(newColumns(row, sequence)).execute();
    },

    async hasPendingUpdate(cardId) {
      // Locked, so that it cannot leave before this transaction is visible and show what was true before.
      const row = await tx
        .selectFrom('outbox')
        .select('id')
        .where('card_id', '=', cardId)
        .where(sql<boolean>`class = 'update' and state in ('pending', 'parked')`)
        .limit(1)
        .$if(engine === 'postgres', (query) => query.forUpdate())
        .executeTakeFirst();
      return row !== undefined;
    },

    async claim(claim) {
      const lapsed = await recoverLostLeases(tx, engine, claim.now);
      return { rows: await claimHeads(tx, engine, claim), lapsed };
    },

    async complete(row, result) {
      if (row.destination.to === 'address' && result.state !== 'pending') return forgetStranger(tx, row);
      const { numUpdatedRows } = await tx
        .updateTable('outbox')
        .set({ ...outcomeColumns(result), lease_owner: null, lease_until: null })
        .where('id', '=', row.id)
        .where('state', '=', 'sending')
        .where('lease_owner', '=', row.leaseOwner)
        .where('attempts', '=', row.attempts)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    async unpark(lanes, dueAt) {
      if (lanes.length === 0) return;
      await tx
        .updateTable('outbox')
        .set({ state: 'pending', due_at: dueAt })
        .where('lane', 'in', lanes)
        .where(sql<boolean>`state = 'parked'`)
        .execute();
    },

    nextDueAt: () => nextDueAt(tx),
  };
}

/** Nothing of a tenant that is not served is kept: its row goes with its message. */
async function forgetStranger(tx: Tx, row: OutboxRow): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('outbox')
    .where('id', '=', row.id)
    .where('lease_owner', '=', row.leaseOwner)
    .where('attempts', '=', row.attempts)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

/**
 * The lane's row stays locked until the commit, so a lower number is always committed before a higher one
 * and none is missing. Without that lock a message could be overtaken by one that was written after it.
 */
async function nextOfLane(tx: Tx, lane: string): Promise<number> {
  const { last_sequence } = await tx
    .insertInto('outbox_lanes')
    .values({ lane, last_sequence: 1 })
    .onConflict((known) =>
      known.column('lane').doUpdateSet({ last_sequence: sql`outbox_lanes.last_sequence + 1` }),
    )
    .returning('last_sequence')
    .executeTakeFirstOrThrow();
  return last_sequence;
}

function newColumns(row: NewOutboxRow, sequence: number) {
  return {
    id: row.id,
    lane: row.lane,
    sequence,
    class: row.class,
    destination: encode(row.destination),
    notice: encode(row.notice),
    card_id: row.cardId ?? null,
    reply_to_id: row.replyToId ?? null,
    created_at: row.createdAt,
    state: 'pending' as const,
    due_at: row.createdAt,
    attempts: 0,
    lost_leases: 0,
  };
}
