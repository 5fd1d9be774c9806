import { type ClaimedTimer, jobKinds, type Timers } from '../flows/ports.ts';
import type { Engine } from './engine.ts';
import type { Tx } from './schema.ts';

/** `set` tells when a timer falls due: who looks for due ones need not wait for the next look. */
export function timersIn(tx: Tx, engine: Engine, set: (dueAt: number) => void): Timers {
  return {
    /** Inserts, or moves the timer of this id; moved while it is leased, it is nobody's again. */
    async set(timer) {
      const columns = {
        kind: timer.kind,
        tenant_id: timer.tenantId,
        subject_id: timer.subjectId,
        due_at: timer.dueAt,
        claimable_at: timer.dueAt,
        lease_owner: null,
      };
      await tx
        .insertInto('timers')
        .values({ id: timer.id, ...columns })
        .onConflict((known) => known.column('id').doUpdateSet(columns))
        .execute();
      set(timer.dueAt);
    },

    async claim({ owner, now, leaseUntil, limit, withoutJobs = false }) {
      const due = await tx
        .selectFrom('timers')
        .select(['id', 'kind', 'tenant_id', 'subject_id', 'due_at'])
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
      return due.map(
        (row): ClaimedTimer => ({
          id: row.id,
          kind: row.kind,
          tenantId: row.tenant_id,
          subjectId: row.subject_id,
          dueAt: row.due_at,
          leaseOwner: owner,
          leaseUntil,
        }),
      );
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
