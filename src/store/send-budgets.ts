// How much left lately, by conversation, by tenant and in all, so that several dispatchers share one budget.
import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import {
  conversationLimits,
  emptyLog,
  freeAt,
  pauseAfter,
  type SendLog,
  slowAfterThrottlingMs,
  tenantLimits,
  withSend,
} from '../domain/send-budget.ts';
import { decode, encode } from './codec.ts';
import type { Engine } from './engine.ts';
import type { SendBudgetTable, Tx } from './schema.ts';
import { statement } from './statement.ts';

type Budget = Omit<Selectable<SendBudgetTable>, 'sends'> & { readonly sends: SendLog };

/** What every message spends besides its conversation's and its tenant's budget. */
export const everything = 'all';
export const tenantKey = (tenantId: string): string => `tenant:${tenantId}`;

interface Spender {
  readonly lane: string;
  readonly tenant_id: string;
}

/**
 * Those of the rows that may leave now, counted as sent. Budgets that are spent are marked with the moment
 * at which they are free again: the next claim leaves out what they hold back.
 */
export async function spend<Row extends Spender>(
  tx: Tx,
  engine: Engine,
  rows: readonly Row[],
  now: number,
): Promise<Row[]> {
  const budgets = await budgetsOf(tx, engine, rows, now);
  const taken: Row[] = [];
  for (const row of rows) {
    const lane = budgetIn(budgets, row.lane, now);
    const tenant = budgetIn(budgets, tenantKey(row.tenant_id), now);
    const laneFreeAt = Math.max(lane.free_at, freeAt(lane.sends, conversationLimits, now));
    const limits = tenantLimits(tenant.slow_until > now);
    const tenantFreeAt = Math.max(tenant.free_at, freeAt(tenant.sends, limits, now));
    if (laneFreeAt > now) budgets.set(lane.key, { ...lane, free_at: laneFreeAt });
    if (tenantFreeAt > now) budgets.set(tenant.key, { ...tenant, free_at: tenantFreeAt });
    if (laneFreeAt > now || tenantFreeAt > now) continue;
    taken.push(row);
    budgets.set(lane.key, { ...lane, sends: withSend(lane.sends, now), touched_at: now });
    budgets.set(tenant.key, { ...tenant, sends: withSend(tenant.sends, now), touched_at: now });
  }
  await save(tx, [...budgets.values()]);
  return taken;
}

async function budgetsOf(
  tx: Tx,
  engine: Engine,
  rows: readonly Spender[],
  now: number,
): Promise<Map<string, Budget>> {
  const keys = new Set(rows.flatMap((row) => [row.lane, tenantKey(row.tenant_id)]));
  const budgets = await read(tx, engine, [...keys]);
  for (const key of keys) if (!budgets.has(key)) budgets.set(key, fresh(key, now));
  return budgets;
}

async function read(tx: Tx, engine: Engine, keys: readonly string[]): Promise<Map<string, Budget>> {
  const rows = await selectBudgets[engine].all(tx, { keys: JSON.stringify(keys) });
  return new Map(rows.map((row) => [row.key, { ...row, sends: decode<SendLog>(row.sends) }]));
}

const selectBudgets = {
  sqlite: statement<{ keys: string }, Selectable<SendBudgetTable>>((tx, given) =>
    tx
      .selectFrom('send_budgets')
      .selectAll()
      .where(sql<boolean>`key in (select value from json_each(${given('keys')}))`),
  ),
  // Locked in one order, so that two dispatchers never wait for one another.
  postgres: statement<{ keys: string }, Selectable<SendBudgetTable>>((tx, given) =>
    tx
      .selectFrom('send_budgets')
      .selectAll()
      .where(sql<boolean>`key in (select json_array_elements_text(${given('keys')}::json))`)
      .orderBy('key')
      .forUpdate(),
  ),
};

const fresh = (key: string, now: number): Budget => ({
  key,
  sends: emptyLog,
  slow_until: 0,
  throttled_by: '',
  throttled_until: 0,
  free_at: 0,
  touched_at: now,
});

const budgetIn = (budgets: ReadonlyMap<string, Budget>, key: string, now: number): Budget =>
  budgets.get(key) ?? fresh(key, now);

async function save(tx: Tx, budgets: readonly Budget[]): Promise<void> {
  const inOrder = budgets.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  for (const budget of inOrder) await upsert.run(tx, { ...budget, sends: encode(budget.sends) });
}

const upsert = statement<Selectable<SendBudgetTable>>((tx, given) => {
  const columns = {
    sends: given('sends'),
    slow_until: given('slow_until'),
    throttled_by: given('throttled_by'),
    throttled_until: given('throttled_until'),
    free_at: given('free_at'),
    touched_at: given('touched_at'),
  };
  return tx
    .insertInto('send_budgets')
    .values({ key: given('key'), ...columns })
    .onConflict((known) => known.column('key').doUpdateSet(columns));
});

/** Makes its tenant slow for a while, and pauses the tenant or everything when it is not the only one. */
export async function noteThrottling(
  tx: Tx,
  engine: Engine,
  row: { readonly lane: string; readonly tenantId: string },
  until: number,
  now: number,
): Promise<void> {
  const tenant = tenantKey(row.tenantId);
  const budgets = await read(tx, engine, [everything, tenant]);
  const ofTenant = budgetIn(budgets, tenant, now);
  const tenantUntil = pauseOf(ofTenant, row.lane, until, now);
  const changed = [
    {
      ...ofTenant,
      slow_until: now + slowAfterThrottlingMs,
      throttled_by: row.lane,
      throttled_until: until,
      free_at: Math.max(ofTenant.free_at, tenantUntil ?? 0),
    },
  ];
  if (tenantUntil !== undefined) {
    const ofAll = budgetIn(budgets, everything, now);
    const allUntil = pauseOf(ofAll, tenant, tenantUntil, now);
    changed.push({
      ...ofAll,
      throttled_by: tenant,
      throttled_until: tenantUntil,
      free_at: Math.max(ofAll.free_at, allUntil ?? 0),
    });
  }
  await save(tx, changed);
}

function pauseOf(last: Budget, by: string, until: number, now: number): number | undefined {
  const { throttled_by, throttled_until } = last;
  return pauseAfter({ by: throttled_by, until: throttled_until }, { by, until }, now);
}

/** A pause goes on; who it was that Teams asked to wait is forgotten. Answers how many budgets named them. */
export async function forgetThrottling(tx: Tx, naming: RawBuilder<SqlBool>): Promise<bigint> {
  const { numUpdatedRows } = await tx
    .updateTable('send_budgets')
    .set({ throttled_by: '', throttled_until: 0 })
    .where(naming)
    .executeTakeFirstOrThrow();
  return numUpdatedRows;
}

/** Nothing at all leaves until then. */
export async function pauseEverything(tx: Tx, engine: Engine, until: number): Promise<void> {
  const budgets = await read(tx, engine, [everything]);
  const budget = budgetIn(budgets, everything, until);
  await save(tx, [{ ...budget, free_at: Math.max(budget.free_at, until) }]);
}
