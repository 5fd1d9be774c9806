import type { Watcher } from '../domain/service-issue.ts';
import type { Watchers } from '../flows/ports.ts';
import { decode, encode } from './codec.ts';
import type { Tx } from './schema.ts';

export function watchersIn(tx: Tx): Watchers {
  const ofIssue = (tenantId: string, issueId: string) =>
    tx
      .selectFrom('issue_watchers')
      .select('body')
      .where('tenant_id', '=', tenantId)
      .where('issue_id', '=', issueId);
  return {
    async get(tenantId, issueId, personId) {
      const row = await ofIssue(tenantId, issueId).where('person_id', '=', personId).executeTakeFirst();
      return row && decode<Watcher>(row.body);
    },

    async save(watcher) {
      const { tenantId, issueId, personId, since, toldAt } = watcher;
      const changing = { since, told_at: toldAt, body: encode(watcher) };
      await tx
        .insertInto('issue_watchers')
        .values({ tenant_id: tenantId, issue_id: issueId, person_id: personId, ...changing })
        .onConflict((known) => known.columns(['tenant_id', 'issue_id', 'person_id']).doUpdateSet(changing))
        .execute();
    },

    async told({ tenantId, issueId, personId, ...others }, saidAt) {
      const body = encode({ tenantId, issueId, personId, ...others, toldAt: saidAt });
      const { numUpdatedRows } = await tx
        .updateTable('issue_watchers')
        .set({ told_at: saidAt, body })
        .where('tenant_id', '=', tenantId)
        .where('issue_id', '=', issueId)
        .where('person_id', '=', personId)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    async remove(tenantId, issueId, personId) {
      const { numDeletedRows } = await tx
        .deleteFrom('issue_watchers')
        .where('tenant_id', '=', tenantId)
        .where('issue_id', '=', issueId)
        .where('person_id', '=', personId)
        .executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },

    async ofPerson(tenantId, personId) {
      const rows = await tx
        .selectFrom('issue_watchers')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('person_id', '=', personId)
        .orderBy('told_at', 'desc')
        .orderBy('since', 'desc')
        .execute();
      return rows.map(({ body }) => decode<Watcher>(body));
    },

    async watched(tenantId) {
      const rows = await tx
        .selectFrom('issue_watchers')
        .select('issue_id')
        .distinct()
        .where('tenant_id', '=', tenantId)
        .orderBy('issue_id')
        .execute();
      return rows.map((row) => row.issue_id);
    },

    async untold(tenantId, issueId, toldBefore, limit) {
      const rows = await ofIssue(tenantId, issueId)
        .where('told_at', '<', toldBefore)
        .orderBy('told_at')
        .orderBy('person_id')
        .limit(limit)
        .execute();
      return rows.map(({ body }) => decode<Watcher>(body));
    },
  };
}
