// Messages on their way out: one after the other within a lane, lanes side by side.
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { Notice } from '../domain/notice.ts';
import type { Backlog, DeliveryResult, NewOutboxRow, Outbox, OutboxRow } from '../flows/outbox-ports.ts';
import { decode, encode } from './codec.ts';
import type { Engine } from './engine.ts';
import { claimRows, endLostLeases, nextDueAt } from './outbox-claim.ts';
import { outcomeColumns } from './outbox-outcome.ts';
import type { Tx } from './schema.ts';
import { noteThrottling, pauseEverything } from './send-budgets.ts';
import { statement } from './statement.ts';

const takeNumber = statement<{ lane: string }, { last_sequence: number }>((tx, given) =>
  tx
    .insertInto('outbox_lanes')
    .values({ lane: given('lane'), last_sequence: 1 })
    .onConflict((known) =>
      known.column('lane').doUpdateSet({ last_sequence: sql`outbox_lanes.last_sequence + 1` }),
    )
    .returning('last_sequence'),
);

const insertOne = statement<ReturnType<typeof newColumns>>((tx, given) =>
  tx.insertInto('outbox').values({
    id: given('id'),
    lane: given('lane'),
    sequence: given('sequence'),
    tenant_id: given('tenant_id'),
    priority: given('priority'),
    class: given('class'),
    destination: given('destination'),
    notice: given('notice'),
    card_id: given('card_id'),
    reply_to_id: given('reply_to_id'),
    created_at: given('created_at'),
    state: given('state'),
    due_at: given('due_at'),
    attempts: given('attempts'),
    lost_leases: given('lost_leases'),
    part: given('part'),
  }),
);

interface SentColumns {
  readonly id: string;
  readonly leaseOwner: string;
  readonly attempts: number;
  readonly activityId: string | null;
  readonly sentAt: number;
}

/** Whether a row of its lane waits to leave, which becomes the head with this row's end. */
const hasNext = sql<boolean | number>`exists (
  select 1 from outbox as later
  where later.lane = outbox.lane and later.sequence > outbox.sequence and later.state = 'pending')`;

interface Ended {
  /** SQLite has no booleans. */
  readonly hasNext: boolean | number;
}

const setSent = statement<SentColumns, Ended>((tx, given) =>
  tx
    .updateTable('outbox')
    .set({
      state: 'sent',
      activity_id: given('activityId'),
      sent_at: given('sentAt'),
      reason: null,
      lease_owner: null,
      lease_until: null,
    })
    .where('id', '=', given('id'))
    .where(sql<boolean>`state = 'sending'`)
    .where('lease_owner', '=', given('leaseOwner'))
    .where('attempts', '=', given('attempts'))
    .returning(hasNext.as('hasNext')),
);

/** `added` is told of each new row, before the commit. */
export function outboxIn(tx: Tx, engine: Engine, added: () => void): Outbox {
  return {
    async add(row) {
      const sequence = await nextOfLane(tx, row.lane);
      await insertOne.run(tx, newColumns(row, sequence));
      added();
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

    claim: (claim) => claimRows(tx, engine, claim),

    endLostLeases: (now, inHand) => endLostLeases(tx, engine, now, inHand),

    async complete(row, result) {
      const ended = await end(tx, row, result);
      return ended && { hasNext: Boolean(ended.hasNext) };
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

    async waitingIn(lane) {
      const rows = await tx
        .selectFrom('outbox')
        .select(['id', 'notice', 'class', 'part'])
        .where('lane', '=', lane)
        .where(sql<boolean>`state in ('pending', 'parked')`)
        .orderBy('sequence')
        .$if(engine === 'postgres', (query) => query.forUpdate())
        .execute();
      return rows.map(({ notice, ...row }) => ({ ...row, notice: decode<Notice>(notice) }));
    },

    async putBehind(lane, cardId) {
      // First of all: with the lane's row locked nothing newer can come in between.
      let sequence = await nextOfLane(tx, lane);
      const rows = await tx
        .selectFrom('outbox')
        .select('id')
        .where('lane', '=', lane)
        .where(sql<boolean>`state in ('pending', 'sending', 'parked')`)
        .where(sql<boolean>`(card_id is null or card_id <> ${cardId})`)
        .orderBy('sequence')
        .$if(engine === 'postgres', (query) => query.forUpdate())
        .execute();
      for (const { id } of rows) {
        await tx.updateTable('outbox').set({ sequence }).where('id', '=', id).execute();
        sequence = await nextOfLane(tx, lane);
      }
    },

    async drop(id, reason) {
      await tx
        .updateTable('outbox')
        .set({ state: 'dead', reason })
        .where('id', '=', id)
        .where(sql<boolean>`state in ('pending', 'parked')`)
        .execute();
    },

    async backlog() {
      const rows = await tx
        .selectFrom('outbox')
        .select((row) => [
          'state',
          row.fn.countAll<number | string>().as('rows'),
          row.fn.min('created_at').as('oldestAt'),
        ])
        .where(sql<boolean>`state in ('pending', 'sending', 'parked')`)
        .groupBy('state')
        .execute();
      return rows.map(({ state, ...counted }) => ({
        state: state as Backlog['state'],
        // PostgreSQL counts in 64 bits, which it gives as text.
        rows: Number(counted.rows),
        oldestAt: Number(counted.oldestAt),
      }));
    },

    nextDueAt: (now) => nextDueAt(tx, now),

    throttled: (row, until, now) => noteThrottling(tx, engine, row, until, now),

    pauseAll: (until) => pauseEverything(tx, engine, until),
  };
}

async function end(tx: Tx, row: OutboxRow, result: DeliveryResult): Promise<Ended | undefined> {
  const { id, leaseOwner, attempts } = row;
  // Nothing of a tenant that is not served is kept: its row goes with its message.
  if (row.destination.to === 'address' && result.state !== 'pending') {
    return tx
      .deleteFrom('outbox')
      .where('id', '=', id)
      .where('lease_owner', '=', leaseOwner)
      .where('attempts', '=', attempts)
      .returning(hasNext.as('hasNext'))
      .executeTakeFirst();
  }
  if (result.state === 'sent') {
    const sent = { activityId: result.activityId ?? null, sentAt: Date.now() };
    return setSent.first(tx, { id, leaseOwner, attempts, ...sent });
  }
  return tx
    .updateTable('outbox')
    .set({ ...outcomeColumns(result), lease_owner: null, lease_until: null })
    .where('id', '=', id)
    .where(sql<boolean>`state = 'sending'`)
    .where('lease_owner', '=', leaseOwner)
    .where('attempts', '=', attempts)
    .returning(hasNext.as('hasNext'))
    .executeTakeFirst();
}

/**
 * The lane's row stays locked until the commit, so a lower number is always committed before a higher one
 * and none is missing. Without that lock a message could be overtaken by one that was written after it.
 */
async function nextOfLane(tx: Tx, lane: string): Promise<number> {
  const row = await takeNumber.first(tx, { lane });
  if (!row) throw new AppError('unexpected', 'the lane gave no number');
  return row.last_sequence;
}

function newColumns(row: NewOutboxRow, sequence: number) {
  return {
    id: row.id,
    lane: row.lane,
    sequence,
    tenant_id: row.tenantId,
    priority: row.priority,
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
    part: 0,
  };
}
