// How much left lately, by conversation, by tenant and in all, so that several dispatchers share one budget.
import { type OnConflictBuilder, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
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
import type { SendBudgetTable, Tables, Tx } from './schema.ts';
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
  await save(tx, engine, [...budgets.values()]);
  return taken;
}

async function budgetsOf(
  tx: Tx,
  engine: Engine,
  rows: readonly Spender[],
  now: number,
): Promise<Map<string, Budget>> {
  const keys = new Set(rows.flatMap((row) => [row.lane, tenantKey(row.tenant_id)]));
  const budgets = await read(tx, engine, [...keys], now);
  for (const key of keys) if (!budgets.has(key)) budgets.set(key, fresh(key, now));
  return budgets;
}

/** On PostgreSQL they are nobody else's until the commit. */
async function read(
  tx: Tx,
  engine: Engine,
  keys: readonly string[],
  now: number,
): Promise<Map<string, Budget>> {
  const budgets = await select(tx, engine, keys);
  if (engine === 'sqlite') return budgets;
  const missing = keys.filter((key) => isShared(key) && !budgets.has(key));
  if (missing.length === 0) return budgets;
  // What is not there cannot be locked: two dispatchers would both begin it, and one forget what the other sent.
  await insertMissing.run(tx, { keys: JSON.stringify(missing), now });
  return new Map([...budgets, ...(await select(tx, engine, missing))]);
}

/** A lane is not: its rows leave one after the other, and one that somebody claims is skipped by others. */
const isShared = (key: string) => key === everything || key.startsWith(tenantKey(''));

async function select(tx: Tx, engine: Engine, keys: readonly string[]): Promise<Map<string, Budget>> {
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
  // In one order, so that two dispatchers seldom wait for one another: what the next round of a claim locks, or what
  // was missing, may come before it in that order. Then the server ends one of them, and its turn is run again.
  postgres: statement<{ keys: string }, Selectable<SendBudgetTable>>((tx, given) =>
    tx
      .selectFrom('send_budgets')
      .selectAll()
      .where(sql<boolean>`key in (select json_array_elements_text(${given('keys')}::json))`)
      .orderBy('key')
      .forUpdate(),
  ),
};

const insertMissing = statement<{ keys: string; now: number }>((tx, given) =>
  tx
    .insertInto('send_budgets')
    .columns(['key', ...changing])
    .expression(
      sql`select key, ${encode(emptyLog)}, 0, '', 0, 0, ${given('now')}::bigint
        from json_array_elements_text(${given('keys')}::json) as given(key) order by key`,
    )
    .onConflict((known) => known.doNothing()),
);

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

async function save(tx: Tx, engine: Engine, budgets: readonly Budget[]): Promise<void> {
  const inOrder = budgets.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const rows = inOrder.map((budget) => ({ ...budget, sends: encode(budget.sends) }));
  // SQLite takes longer to read rows out of JSON than to be asked for each; PostgreSQL is far away.
  if (engine === 'sqlite') for (const row of rows) await upsertOne.run(tx, row);
  else if (rows.length > 0) await upsertAll.run(tx, { rows: JSON.stringify(rows) });
}

const changing = [
  'sends',
  'slow_until',
  'throttled_by',
  'throttled_until',
  'free_at',
  'touched_at',
] as const satisfies readonly (keyof SendBudgetTable)[];

const asGiven = (known: OnConflictBuilder<Tables, 'send_budgets'>) =>
  known
    .column('key')
    .doUpdateSet((is) => Object.fromEntries(changing.map((name) => [name, is.ref(`excluded.${name}`)])));

const upsertOne = statement<Selectable<SendBudgetTable>>((tx, given) =>
  tx
    .insertInto('send_budgets')
    .values({
      key: given('key'),
      sends: given('sends'),
      slow_until: given('slow_until'),
      throttled_by: given('throttled_by'),
      throttled_until: given('throttled_until'),
      free_at: given('free_at'),
      touched_at: given('touched_at'),
    })
    .onConflict(asGiven),
);

const upsertAll = statement<{ rows: string }>((tx, given) =>
  tx
    .insertInto('send_budgets')
    .columns(['key', ...changing])
    .expression(
      sql`select ${sql.join(['key', ...changing].map((name) => sql.ref(name)))}
        from json_to_recordset(${given('rows')}::json) as given(key text, sends text, slow_until bigint,
          throttled_by text, throttled_until bigint, free_at bigint, touched_at bigint)`,
    )
    .onConflict(asGiven),
);

/** Makes its tenant slow for a while, and pauses the tenant or everything when it is not the only one. */
export async function noteThrottling(
  tx: Tx,
  engine: Engine,
  row: { readonly lane: string; readonly tenantId: string },
  until: number,
  now: number,
): Promise<void> {
  const tenant = tenantKey(row.tenantId);
  const budgets = await read(tx, engine, [everything, tenant], now);
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
  await save(tx, engine, changed);
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
  const budgets = await read(tx, engine, [everything], until);
  const budget = budgetIn(budgets, everything, until);
  await save(tx, engine, [{ ...budget, free_at: Math.max(budget.free_at, until) }]);
}
