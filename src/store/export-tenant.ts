// Everything that is stored of one tenant, row by row: what the law lets them ask for.
import { sql } from 'kysely';
import { recordOperator } from './audit.ts';
import { decode, type Json } from './codec.ts';
import type { OpenEngine } from './engine.ts';
import { holdings } from './holdings.ts';
import type { Tables } from './schema.ts';

export interface ExportedRow {
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}

type Row = Readonly<Record<string, unknown>>;

const rowsAtOnce = 500;

/**
 * Page by page, so that neither memory nor the service feels it; the pages are not of one moment. People in
 * the audit are there by the pseudonyms that the export names as well. The audit has the export itself first.
 */
export async function* exportTenant(
  opened: OpenEngine,
  tenantId: string,
  at: number,
): AsyncGenerator<ExportedRow> {
  const { kysely, engine } = opened;
  await kysely.transaction().execute((tx) => recordOperator(tx, engine, 'export', { tenantId, at }));
  for (const table of Object.keys(holdings) as (keyof Tables)[]) {
    const { kind, key, ofTenant } = holdings[table];
    if (!ofTenant) continue;
    let after: Row | undefined;
    do {
      const rows = await pageOf(opened, table, key, ofTenant(tenantId, engine), after);
      for (const row of rows) yield { kind, data: dataOf(row) };
      after = rows.length === rowsAtOnce ? rows.at(-1) : undefined;
    } while (after);
  }
}

async function pageOf(
  { kysely }: OpenEngine,
  table: keyof Tables,
  key: readonly string[],
  condition: ReturnType<NonNullable<(typeof holdings)[keyof Tables]['ofTenant']>>,
  after: Row | undefined,
): Promise<Row[]> {
  const columns = sql.join(key.map((name) => sql.ref(name)));
  const further = after ? sql`(${columns}) > (${sql.join(key.map((name) => after[name]))})` : sql`1 = 1`;
  const { rows } = await sql<Row>`
    select * from ${sql.table(table)} where ${condition} and ${further}
    order by ${columns} limit ${rowsAtOnce}`.execute(kysely);
  return rows;
}

/** A body says all that its columns say. */
function dataOf(row: Row): Row {
  if (typeof row.body === 'string') return decode<Row>(row.body as Json);
  const there = Object.entries(row).filter(([, value]) => value !== null);
  return Object.fromEntries(there.map(([name, value]) => [camelCase(name), decoded(name, value)]));
}

const camelCase = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function decoded(column: string, value: unknown): unknown {
  return column === 'notice' || column === 'destination' ? decode(value as Json) : value;
}
