// Who may send which message now. States are written out in the SQL: only then do the partial indexes apply.
import { type Selectable, sql } from 'kysely';
import type { Notice } from '../domain/notice.ts';
import type { Destination, Outbox, OutboxRow } from '../flows/ports.ts';
import { decode } from './codec.ts';
import type { Engine } from './engine.ts';
import type { OutboxTable, Tx } from './schema.ts';

type Claim = Parameters<Outbox['claim']>[0];

/**
 * A lease that ran out means that the sender died, perhaps after sending. An update is sent again freely, a
 * what is owed once; a notice, and what was lost twice, become `ambiguous` and the lane goes on: these
 * are returned.
 */
export async function recoverLostLeases(tx: Tx, engine: Engine, now: number): Promise<OutboxRow[]> {
  const lost = await tx
    .updateTable('outbox')
    .set({
      state: sql`case
        when class = 'update' or (class = 'owed' and lost_leases = 0) then 'pending'
        else 'ambiguous' end`,
      lost_leases: sql`lost_leases + 1`,
      reason: 'lease-lost',
      lease_owner: null,
      lease_until: null,
    })
    .where('position', 'in', (query) =>
      query
        .selectFrom('outbox')
        .select('position')
        .where(sql<boolean>`state = 'sending'`)
        .where('lease_until', '<=', now)
        .$if(engine === 'postgres', (rows) => rows.forUpdate().skipLocked()),
    )
    .returningAll()
    .execute();
  return lost.filter((row) => row.state === 'ambiguous').map((row) => rowOf(row, ''));
}

/** True of a row that nothing in its lane has to leave before. Ambiguous and dead rows hold nobody up. */
const isHead = sql<boolean>`not exists (
  select 1 from outbox as earlier
  where earlier.lane = outbox.lane and earlier.sequence < outbox.sequence
  and earlier.state in ('pending', 'sending', 'parked'))`;

/**
 * On PostgreSQL several dispatchers claim side by side. The snapshot behind `isHead` may be old, but not
 * wrong: a row that no longer waits never waits again, and an earlier one is never committed later.
 */
export async function claimHeads(tx: Tx, engine: Engine, claim: Claim): Promise<OutboxRow[]> {
  const heads = await tx
    .selectFrom('outbox')
    .selectAll()
    .where(sql<boolean>`state = 'pending'`)
    .where('due_at', '<=', claim.now)
    .where(isHead)
    .orderBy('due_at')
    .orderBy('position')
    .limit(claim.limit)
    .$if(engine === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  if (heads.length === 0) return [];
  await tx
    .updateTable('outbox')
    .set({
      state: 'sending',
      attempts: sql`attempts + 1`,
      lease_owner: claim.owner,
      lease_until: claim.leaseUntil,
    })
    .where(
      'position',
      'in',
      heads.map((row) => row.position),
    )
    .execute();
  return heads.map((row) => ({ ...rowOf(row, claim.owner), attempts: row.attempts + 1 }));
}

/** The next due head, or the next lease to run out: a row behind its head is not due, whatever its time. */
export async function nextDueAt(tx: Tx): Promise<number | undefined> {
  const head = await tx
    .selectFrom('outbox')
    .select('due_at as at')
    .where(sql<boolean>`state = 'pending'`)
    .where(isHead)
    .orderBy('due_at')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  const lease = await tx
    .selectFrom('outbox')
    .select('lease_until as at')
    .where(sql<boolean>`state = 'sending'`)
    .orderBy('lease_until')
    .limit(1)
    .executeTakeFirst();
  const times = [head?.at, lease?.at].filter((at) => typeof at === 'number');
  return times.length > 0 ? Math.min(...times) : undefined;
}

function rowOf(row: Selectable<OutboxTable>, leaseOwner: string): OutboxRow {
  return {
    id: row.id,
    lane: row.lane,
    sequence: row.sequence,
    class: row.class,
    destination: decode<Destination>(row.destination),
    notice: decode<Notice>(row.notice),
    ...(row.card_id !== null && { cardId: row.card_id }),
    ...(row.reply_to_id !== null && { replyToId: row.reply_to_id }),
    createdAt: row.created_at,
    attempts: row.attempts,
    leaseOwner,
  };
}
