// What is older than the settings allow goes, a little at a time.
import { sql } from 'kysely';
import type { RetentionDays } from '../domain/settings.ts';
import type { Retention } from '../flows/ports.ts';
import type { Engine } from './engine.ts';
import { type Count, forgetCards, forgetTicket } from './forget-ticket.ts';
import { type Aged, holdings } from './holdings.ts';
import type { Tables, Tx } from './schema.ts';
import { sweepUnused } from './sweep-unused.ts';

const dayMs = 86_400_000;
/** A ticket has many rows, and so has a chat; all others are rows of their own. */
const rowsPerTicket = 20;

export function retentionIn(tx: Tx, engine: Engine): Retention {
  return {
    async sweep({ now, days, limit }) {
      const counts: Partial<Record<keyof Tables, number>> = {};
      const count: Count = (table, rows) => {
        counts[table] = (counts[table] ?? 0) + Number(rows);
      };
      const before = (kept: keyof RetentionDays) => now - days[kept] * dayMs;
      const tickets = Math.ceil(limit / rowsPerTicket);
      const full = [
        await sweepTickets(tx, engine, before('tickets'), tickets, count),
        await sweepWords(tx, engine, before('messages'), tickets, count),
        await sweepQuestions(tx, before('questions'), limit, count),
      ];
      for (const [table, aged] of aloneByAge) {
        full.push(await sweepAged(tx, table, aged, before(aged.after), limit, count));
      }
      // Last: what is gone by now keeps nobody.
      full.push(await sweepUnused(tx, engine, before('questions'), tickets, count));
      const deleted = Object.values(counts).reduce((sum, rows) => sum + rows, 0);
      return { deleted, more: full.includes(true) };
    },
  };
}

/** Each answers whether it found as much as it was allowed to take. */
type Swept = Promise<boolean>;

/** Tickets and questions take others along. */
const aloneByAge = Object.entries(holdings).flatMap(([table, { ends }]) =>
  typeof ends === 'object' && table !== 'tickets' && table !== 'questions'
    ? ends.map((aged) => [table as keyof Tables, aged] as const)
    : [],
);

async function sweepTickets(tx: Tx, engine: Engine, before: number, limit: number, count: Count): Swept {
  const ended = await tx
    .selectFrom('tickets')
    .select(['tenant_id', 'id'])
    .where(sql<boolean>`ended_at is not null`)
    .where('ended_at', '<=', before)
    .orderBy('ended_at')
    .limit(limit)
    .$if(engine === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  for (const { tenant_id: tenantId, id: ticketId } of ended) {
    await forgetTicket(tx, engine, { tenantId, ticketId }, count);
  }
  return ended.length === limit;
}

async function sweepWords(tx: Tx, engine: Engine, before: number, limit: number, count: Count): Swept {
  const ended = await tx
    .selectFrom('tickets')
    .select(['tenant_id', 'id'])
    .where(sql<boolean>`ended_at is not null and words_gone = 0`)
    .where('ended_at', '<=', before)
    .orderBy('ended_at')
    .limit(limit)
    .$if(engine === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  for (const { tenant_id, id } of ended) {
    const { numDeletedRows } = await tx
      .deleteFrom('messages')
      .where('tenant_id', '=', tenant_id)
      .where('ticket_id', '=', id)
      .executeTakeFirstOrThrow();
    count('messages', numDeletedRows);
    await tx
      .updateTable('tickets')
      .set({ words_gone: 1 })
      .where('tenant_id', '=', tenant_id)
      .where('id', '=', id)
      .execute();
  }
  return ended.length === limit;
}

async function sweepQuestions(tx: Tx, before: number, limit: number, count: Count): Swept {
  const old = await tx
    .selectFrom('questions')
    .select(['position', 'tenant_id', 'id'])
    .where(sql<boolean>`ticket_id is null`)
    .where('asked_at', '<=', before)
    .orderBy('asked_at')
    .limit(limit)
    .execute();
  for (const { position, tenant_id, id } of old) {
    const cards = await tx
      .selectFrom('cards')
      .select(['position', 'id'])
      .where('tenant_id', '=', tenant_id)
      .where('question_id', '=', id)
      .execute();
    await forgetCards(tx, cards, count);
    await tx
      .deleteFrom('questions')
      .where('position', '=', position)
      .where('ticket_id', 'is', null)
      .execute();
  }
  count('questions', old.length);
  return old.length === limit;
}

async function sweepAged(
  tx: Tx,
  table: keyof Tables,
  { column, unit, where }: Aged,
  before: number,
  limit: number,
  count: Count,
): Swept {
  const key = sql.join(holdings[table].key.map((name) => sql.ref(name)));
  const oldest = unit === 'days' ? Math.floor(before / dayMs) : before;
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where (${key}) in (
      select ${key} from ${sql.table(table)}
      where ${sql.ref(column)} <= ${oldest} and ${sql.raw(where ?? '1 = 1')}
      order by ${sql.ref(column)} limit ${limit})`.execute(tx);
  count(table, numAffectedRows);
  return numAffectedRows === BigInt(limit);
}
