import { type ClaimedTimer, jobKinds, type Timer, type Timers } from '../flows/ports.ts';
import type { Engine } from './engine.ts';
import type { TimerTable, Tx } from './schema.ts';
import { statement } from './statement.ts';

const columnNames = ['id', 'kind', 'tenant_id', 'subject_id', 'due_at'] as const;
type Row = Pick<TimerTable, (typeof columnNames)[number]>;

/** Asked in many turns. */
const selectOne = statement<{ tenantId: string; id: string }, Row>((tx, given) =>
  tx
    .selectFrom('timers')
    .select(columnNames)
    .where('tenant_id', '=', given('tenantId'))
    .where('id', '=', given('id')),
);

/** `set` tells when a timer falls due: who looks for due ones need not wait for the next look. */
export function timersIn(tx: Tx, engine: Engine, set: (dueAt: number) => void): Timers {
  return {
    async set(timer) {
      const columns = columnsOf(timer);
      await tx
        .insertInto('timers')
        .values({ id: timer.id, ...columns })
        .onConflict((known) => known.column('id').doUpdateSet(columns))
        .execute();
      set(timer.dueAt);
    },

    async begin(timer) {
      const columns = columnsOf(timer);
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('timers')
        .values({ id: timer.id, ...columns })
        .onConflict((known) => known.column('id').doUpdateSet(columns).where('timers.kind', '<>', timer.kind))
        .executeTakeFirstOrThrow();
      const isNew = numInsertedOrUpdatedRows === 1n;
      if (isNew) set(timer.dueAt);
      return isNew;
    },

    async get(tenantId, id) {
      const row = await selectOne.first(tx, { tenantId, id });
      return row && timerOf(row);
    },

    async claim({ owner, now, leaseUntil, limit, withoutJobs = false }) {
      const due = await tx
        .selectFrom('timers')
        .select(columnNames)
        .where('claimable_at', '<=', now)
        .$if(withoutJobs, (query) => query.where('kind', 'not in', jobKinds))
        .orderBy('claimable_at')
        .orderBy('position')
        .limit(limit)
        .$if(engine === 'postgres', (query) => query.forUpdate().skipLocked())
        .execute();
      if (due.length === 0) return [];
      await tx
        .updateTable('timers')
        .set({ claimable_at: leaseUntil, lease_owner: owner })
        .where(
          'id',
          'in',
          due.map((row) => row.id),
        )
        .execute();
      return due.map((row): ClaimedTimer => ({ ...timerOf(row), leaseOwner: owner, leaseUntil }));
    },

    async take({ id, leaseOwner, leaseUntil }) {
      const { numDeletedRows } = await tx
        .deleteFrom('timers')
        .where('id', '=', id)
        .where('lease_owner', '=', leaseOwner)
        .where('claimable_at', '=', leaseUntil)
        .executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },

    async nextDueAt() {
      const row = await tx
        .selectFrom('timers')
        .select('claimable_at')
        .orderBy('claimable_at')
        .limit(1)
        .executeTakeFirst();
      return row?.claimable_at;
    },
  };
}

function columnsOf({ kind, tenantId, subjectId, dueAt }: Timer) {
  return {
    kind,
    tenant_id: tenantId,
    subject_id: subjectId,
    due_at: dueAt,
    claimable_at: dueAt,
    lease_owner: null,
  };
}

function timerOf({ id, kind, tenant_id, subject_id, due_at }: Row): Timer {
  return { id, kind, tenantId: tenant_id, subjectId: subject_id, dueAt: due_at };
}
