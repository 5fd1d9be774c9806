// Who may send which message now. States are written out in the SQL: only then do the partial indexes apply.
import { type Selectable, sql } from 'kysely';
import type { DeliveryPriority } from '../domain/delivery.ts';
import type { Notice } from '../domain/notice.ts';
import type { ClaimedRows, Destination, OutboxClaim, OutboxRow } from '../flows/outbox-ports.ts';
import { decode } from './codec.ts';
import type { Engine } from './engine.ts';
import type { OutboxTable, Tx } from './schema.ts';
import { everything, spend, tenantKey } from './send-budgets.ts';
import { statement, upTo } from './statement.ts';

/**
 * A lease that ran out means that the sender died, perhaps before sending and perhaps after. What is owed goes
 * again, once for each death, for loss is worse; a notice, and what has outlived five senders, become
 * `ambiguous` and the lane goes on: these are returned.
 */
export async function endLostLeases(
  tx: Tx,
  engine: Engine,
  now: number,
  inHand: readonly string[],
): Promise<OutboxRow[]> {
  const lost = await tx
    .updateTable('outbox')
    .set({
      state: sql`case
        when class in ('update', 'owed') and lost_leases < 5 then 'pending'
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
        .$if(inHand.length > 0, (rows) => rows.where('id', 'not in', inHand))
        .$if(engine === 'postgres', (rows) => rows.forUpdate().skipLocked()),
    )
    .returningAll()
    .execute();
  const ended = lost.filter((row) => row.state === 'ambiguous').map(rowOf);
  // Nothing of a tenant that is not served is kept.
  const strangers = ended.filter((row) => row.destination.to === 'address').map((row) => row.id);
  if (strangers.length > 0) await tx.deleteFrom('outbox').where('id', 'in', strangers).execute();
  return ended;
}

/** True of a row that nothing in its lane has to leave before. Ambiguous and dead rows hold nobody up. */
const isHead = sql<boolean>`not exists (
  select 1 from outbox as earlier
  where earlier.lane = outbox.lane and earlier.sequence < outbox.sequence
  and earlier.state in ('pending', 'sending', 'parked'))`;

/**
 * True of a row whose conversation, tenant or everything has to wait for its budget. A difference, because SQLite
 * would plan the statement anew for each moment to see whether an index of what is above zero serves.
 */
const isHeldBack = (now: number) => sql<boolean>`exists (
  select 1 from send_budgets
  where key in (outbox.lane, ${tenantKey('')} || outbox.tenant_id, ${everything}) and free_at - ${now} > 0)`;

/** Each round may find a budget spent; what it holds back is left out of the next. */
const maxRounds = 4;

export async function claimRows(tx: Tx, engine: Engine, claim: OutboxClaim): Promise<ClaimedRows> {
  const rows: OutboxRow[] = [];
  const due = dueHeads[engine][claim.freshOnly ? 'fresh' : 'all'];
  let held = false;
  for (let round = 1; round <= maxRounds && rows.length < claim.limit; round += 1) {
    const heads = await due.all(tx, { now: claim.now, limit: claim.limit - rows.length });
    if (heads.length === 0) break;
    const taken = await spend(tx, engine, heads, claim.now);
    rows.push(...(await lease(tx, engine, taken, claim)));
    if (taken.length === heads.length) break;
    held = true;
  }
  return { rows, held };
}

interface Due {
  readonly now: number;
  readonly limit: number;
}

/**
 * On PostgreSQL several dispatchers claim side by side. The snapshot behind `isHead` may be old, but not
 * wrong: a row that no longer waits never waits again, and an earlier one is never committed later.
 */
const dueOn = (engine: Engine, freshOnly: boolean) =>
  statement<Due, Selectable<OutboxTable>>((tx, given) =>
    tx
      .selectFrom('outbox')
      .selectAll()
      .where(sql<boolean>`state = 'pending'`)
      .where('due_at', '<=', given('now'))
      .where(isHead)
      .where(sql<boolean>`not ${isHeldBack(given('now'))}`)
      .$if(freshOnly, (query) => query.where('attempts', '=', 0))
      .orderBy('priority')
      .orderBy('due_at')
      .orderBy('position')
      .limit(upTo(given('limit')))
      .$if(engine === 'postgres', (query) => query.forUpdate().skipLocked()),
  );

const dueHeads = {
  sqlite: { all: dueOn('sqlite', false), fresh: dueOn('sqlite', true) },
  postgres: { all: dueOn('postgres', false), fresh: dueOn('postgres', true) },
};

interface Lease {
  readonly owner: string;
  readonly until: number;
}

const leasing = (tx: Tx, owner: string, until: number) =>
  tx
    .updateTable('outbox')
    .set({ state: 'sending', attempts: sql`attempts + 1`, lease_owner: owner, lease_until: until });

const leaseOne = statement<Lease & { position: number }>((tx, given) =>
  leasing(tx, given('owner'), given('until')).where('position', '=', given('position')),
);

const leaseAll = statement<Lease & { positions: string }>((tx, given) =>
  leasing(tx, given('owner'), given('until')).where(
    sql<boolean>`position in (select value::bigint from json_array_elements_text(${given('positions')}::json))`,
  ),
);

async function lease(
  tx: Tx,
  engine: Engine,
  heads: readonly Selectable<OutboxTable>[],
  claim: OutboxClaim,
): Promise<OutboxRow[]> {
  const { owner, leaseUntil: until } = claim;
  const positions = heads.map(({ position }) => position);
  if (engine === 'sqlite')
    for (const position of positions) await leaseOne.run(tx, { position, owner, until });
  else if (positions.length > 0) {
    await leaseAll.run(tx, { positions: JSON.stringify(positions), owner, until });
  }
  return heads.map((row) =>
    rowOf({ ...row, attempts: row.attempts + 1, lease_owner: claim.owner, lease_until: claim.leaseUntil }),
  );
}

/**
 * The next head that falls due, the next budget that is free again, or the next lease to run out: a row behind
 * its head is not due, whatever its time.
 */
export async function nextDueAt(tx: Tx, now: number): Promise<number | undefined> {
  const head = await tx
    .selectFrom('outbox')
    .select('due_at as at')
    .where(sql<boolean>`state = 'pending'`)
    .where(isHead)
    .where(sql<boolean>`not ${isHeldBack(now)}`)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  const budget = await tx
    .selectFrom('send_budgets')
    .select('free_at as at')
    .where(sql<boolean>`free_at > 0`)
    .where('free_at', '>', now)
    .orderBy('free_at')
    .limit(1)
    .executeTakeFirst();
  const lease = await tx
    .selectFrom('outbox')
    .select('lease_until as at')
    .where(sql<boolean>`state = 'sending'`)
    .orderBy('lease_until')
    .limit(1)
    .executeTakeFirst();
  const times = [head?.at, budget?.at, lease?.at].filter((at) => typeof at === 'number');
  return times.length > 0 ? Math.min(...times) : undefined;
}

function rowOf(row: Selectable<OutboxTable>): OutboxRow {
  return {
    id: row.id,
    lane: row.lane,
    tenantId: row.tenant_id,
    sequence: row.sequence,
    class: row.class,
    priority: row.priority as DeliveryPriority,
    destination: decode<Destination>(row.destination),
    notice: decode<Notice>(row.notice),
    ...(row.card_id !== null && { cardId: row.card_id }),
    ...(row.reply_to_id !== null && { replyToId: row.reply_to_id }),
    createdAt: row.created_at,
    attempts: row.attempts,
    leaseOwner: row.lease_owner ?? '',
    leaseUntil: row.lease_until ?? 0,
    ...(row.reason !== null && { reason: row.reason }),
    lostAnswers: row.lost_leases,
    part: row.part,
  };
}
