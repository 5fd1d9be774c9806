// Sweeps run beside people's turns, on SQLite on the same thread: none may read a table that grows from end to end.
import { type CompiledQuery, Kysely, type LogEvent, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RetentionDays } from '../../src/domain/settings.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Engine } from '../../src/store/engine.ts';
import { holdings } from '../../src/store/holdings.ts';
import { loadSqlite } from '../../src/store/open-sqlite.ts';
import { retentionIn } from '../../src/store/retention.ts';
import type { Tables, Tx } from '../../src/store/schema.ts';
import { sqliteDialect } from '../../src/store/sqlite-dialect.ts';
import { freshPlace, onEachEngine, type Place, quietLog } from '../support/databases.ts';
import { plant } from '../support/planted.ts';
import { card, chat, ourTenant, person, question } from './samples.ts';

const at = 1000;
const days: RetentionDays = { tickets: 180, messages: 90, questions: 60, technical: 7 };

/** Read from end to end, and why that is less than an index would cost. */
const readWhole: Readonly<Partial<Record<keyof Tables, string>>> = {
  send_budgets: 'a row for each conversation of the week; an index would be written with every message',
  timers: 'a few rows for each open ticket; an index would be written with every timer',
  service_issues: 'what Microsoft reported in a week',
  health_checks: 'a row for each customer',
  issue_watchers: 'who waits for news of a disturbance',
};

onEachEngine((engine) => {
  let place: Place;
  let statements: CompiledQuery[];
  let kysely: Kysely<Tables>;
  beforeEach(async () => {
    place = await freshPlace(engine);
    await fill(place);
    statements = [];
    kysely = kyselyOn(place, engine, (event) => statements.push(event.query));
  });
  afterEach(async () => {
    await kysely.destroy();
    await place.remove();
  });

  const plansOfSweep = () =>
    kysely.transaction().execute(async (tx) => {
      await retentionIn(tx, engine).sweep({ now: Date.now() + 1000 * 86_400_000, days, limit: 200 });
      const seen = new Map(statements.map((query) => [query.sql, query]));
      const swept = [...seen.values()].filter((query) => /^(?:select|update|delete)/.test(query.sql.trim()));
      if (engine === 'postgres') await sql`set local enable_seqscan = off`.execute(tx);
      return Promise.all(swept.map(async (query) => ({ sql: query.sql, plan: await planOf(tx, query) })));
    });

  it('find what they look for by an index', async () => {
    const plans = await plansOfSweep();
    const swept = (table: string) => plans.some((plan) => plan.sql.includes(`delete from "${table}"`));
    const byAge = Object.entries(holdings).filter(([, { ends }]) => typeof ends === 'object');
    expect(byAge.map(([table]) => table).filter((table) => !swept(table))).toEqual([]);
    expect(swept('chats')).toBe(true);
    expect(plans.filter(({ plan }) => readIn(plan).some((table) => !(table in readWhole)))).toEqual([]);
  });

  it('find the cards of a chat without looking at all of its tenant', async () => {
    const ofChat = (await plansOfSweep()).filter((plan) =>
      plan.sql.includes('question_id is null and ticket_id is null'),
    );
    expect(ofChat.map(({ plan }) => plan.join())).toEqual([expect.stringContaining('cards_of_chat')]);
  });

  async function planOf(tx: Tx, query: CompiledQuery): Promise<string[]> {
    const explain = engine === 'sqlite' ? 'explain query plan' : 'explain';
    const { rows } = await tx.executeQuery<Readonly<Record<string, unknown>>>({
      ...query,
      sql: `${explain} ${query.sql}`,
    });
    return rows.map((row) => String(row.detail ?? row['QUERY PLAN']));
  }
});

/** Which tables are read from end to end, be it through an index. */
function readIn(plan: readonly string[]): string[] {
  return plan.flatMap((line) => /(?:^SCAN|Seq Scan on) (\w+)/.exec(line)?.[1] ?? []);
}

/** Something old of each kind, and a chat that nobody is in any more. */
async function fill(place: Place): Promise<void> {
  const database = await openDatabase({ url: place.url, log: quietLog });
  const agent = { id: 'agent-ben', name: 'Ben' };
  await plant(database, { tenantId: ourTenant, word: 'old', agent, number: 1001, at, ended: true });
  await database.transaction(async ({ people, chats, cards, questions }) => {
    await questions.save(question({ id: 'asked', chatId: 'chat-2', askedAt: at }));
    await people.save(person({ chatId: 'chat-1' }));
    await chats.save(chat({ personId: 'person-1', unreachable: 'blocked' }));
    await cards.insert(card({ notice: { kind: 'welcome', tenantId: ourTenant } }));
  });
  await database.close();
}

function kyselyOn(place: Place, engine: Engine, log: (event: LogEvent) => void): Kysely<Tables> {
  const dialect =
    engine === 'sqlite'
      ? sqliteDialect(new (loadSqlite().DatabaseSync)(place.url.slice('file:'.length)))
      : new PostgresDialect({ pool: new Pool({ connectionString: place.url }) });
  return new Kysely<Tables>({ dialect, log });
}
