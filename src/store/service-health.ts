import { sql } from 'kysely';
import type { HealthCheck, ServiceIssue } from '../domain/service-issue.ts';
import type { ServiceHealth } from '../flows/ports.ts';
import { decode, encode } from './codec.ts';
import type { Tx } from './schema.ts';

export function serviceHealthIn(tx: Tx): ServiceHealth {
  const issuesOf = (tenantId: string) =>
    tx.selectFrom('service_issues').select('body').where('tenant_id', '=', tenantId);
  return {
    async issues(tenantId) {
      const rows = await issuesOf(tenantId).orderBy('id').execute();
      return rows.map(({ body }) => decode<ServiceIssue>(body));
    },

    async issue(tenantId, id) {
      const row = await issuesOf(tenantId).where('id', '=', id).executeTakeFirst();
      return row && decode<ServiceIssue>(row.body);
    },

    async keep(tenantId, issues, seenAt) {
      for (const issue of issues) {
        const changing = { seen_at: seenAt, body: encode(issue) };
        await tx
          .insertInto('service_issues')
          .values({ tenant_id: tenantId, id: issue.id, ...changing })
          .onConflict((known) => known.columns(['tenant_id', 'id']).doUpdateSet(changing))
          .execute();
      }
    },

    async check(tenantId) {
      const row = await tx
        .selectFrom('health_checks')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst();
      return row?.body ? decode<HealthCheck>(row.body) : undefined;
    },

    async saveCheck(check) {
      const changing = { next_at: check.nextAt, body: encode(check) };
      await tx
        .insertInto('health_checks')
        .values({ tenant_id: check.tenantId, ...changing })
        .onConflict((known) => known.column('tenant_id').doUpdateSet(changing))
        .execute();
    },

    /** One statement: of two that ask at the same moment the second finds the row as the first left it. */
    async claim(tenantId, now, until) {
      const { numInsertedOrUpdatedRows = 0n } = await tx
        .insertInto('health_checks')
        .values({ tenant_id: tenantId, next_at: until, body: null })
        .onConflict((known) =>
          known
            .column('tenant_id')
            .doUpdateSet({ next_at: until })
            .where(sql.ref('health_checks.next_at'), '<=', now),
        )
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
  };
}
