// A customer has left: every row that says anything of their tenant goes, but for the audit.
import { type SqlBool, sql } from 'kysely';
import type { OpenEngine } from './engine.ts';
import { type ErasedCounts, type Erasing, eraseUntilGone } from './erasing.ts';
import { type Holding, holdings, ofItsLanes } from './holdings.ts';
import type { Tables } from './schema.ts';
import { forgetThrottling, tenantKey } from './send-budgets.ts';

const rowsAtOnce = 200;

/** Can be repeated at any time. While the settings still name the customer, new rows may come. */
export async function eraseTenant(opened: OpenEngine, tenantId: string, at: number): Promise<ErasedCounts> {
  return eraseUntilGone(opened, { tenantId, at }, async (erasing) => {
    // First, while lanes can be told to be theirs.
    await forgetPauses(erasing, tenantId);
    for (const table of Object.keys(holdings) as (keyof Tables)[]) {
      const holding = holdings[table];
      if (holding.ends === 'never') continue;
      while (await eraseSome(erasing, table, holding, tenantId));
    }
  });
}

/** The budgets of all and of the partner stay, and name them no more. */
async function forgetPauses({ opened, step }: Erasing, tenantId: string): Promise<void> {
  const theirs = ofItsLanes('throttled_by', tenantId, opened.engine);
  const naming = sql<SqlBool>`(throttled_by = ${tenantKey(tenantId)} or ${theirs})`;
  await step(async (tx, count) => count('send_budgets', await forgetThrottling(tx, naming)));
}

/** Answers whether there may be more. */
async function eraseSome(
  { opened, step }: Erasing,
  table: keyof Tables,
  { key, ofTenant }: Holding,
  tenantId: string,
): Promise<boolean> {
  if (!ofTenant) return false;
  const columns = sql.join(key.map((name) => sql.ref(name)));
  return step(async (tx, count) => {
    const { numAffectedRows = 0n } = await sql`delete from ${sql.table(table)} where (${columns}) in (
      select ${columns} from ${sql.table(table)}
      where ${ofTenant(tenantId, opened.engine)} limit ${rowsAtOnce})`.execute(tx);
    count(table, numAffectedRows);
    return numAffectedRows === BigInt(rowsAtOnce);
  });
}
