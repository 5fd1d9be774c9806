import { sql } from 'kysely';
import type { HealthCheck, ServiceIssue } from '../domain/service-issue.ts';
import type { ServiceHealth } from '../flows/ports.ts';
import { decode, encode } from './codec.ts';
import type { Tx } from './schema.ts';

const rowsAtOnce = 100;

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
      // A statement must not name a row twice.
      const each = [...new Map(issues.map((issue) => [issue.id, issue])).values()];
      for (let from = 0; from < each.length; from += rowsAtOnce) {
        const some = each.slice(from, from + rowsAtOnce);
        await tx
          .insertInto('service_issues')
          .values(
            some.map((issue) => ({
              tenant_id: tenantId,
              id: issue.id,
              seen_at: seenAt,
              body: encode(issue),
            })),
          )
          .onConflict((known) =>
            known.columns(['tenant_id', 'id']).doUpdateSet(({ ref }) => ({
              seen_at: ref('excluded.seen_at'),
              body: ref('excluded.body'),
            })),
          )
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

    /**
     * Looked at first, and without a lock: while Microsoft's answer is being written, who asks need not wait for
     * that to be over. Then one statement: of two at the same moment the second finds the row as the first left it.
     */
    async claim(tenantId, now, until) {
      const known = await tx
        .selectFrom('health_checks')
        .select('next_at')
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst();
      if (known && known.next_at > now) return false;
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
