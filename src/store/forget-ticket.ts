// A ticket ends for good, with everything that exists because of it.
import { sql } from 'kysely';
import type { Notice } from '../domain/notice.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Destination } from '../flows/outbox-ports.ts';
import type { TicketRef } from '../flows/ports.ts';
import { laneOf, toRequester } from '../flows/post-notice.ts';
import { decode } from './codec.ts';
import type { Engine } from './engine.ts';
import type { Tables, Tx } from './schema.ts';
import { forgetThrottling } from './send-budgets.ts';

/** Called for each table from which rows were deleted. */
export type Count = (table: keyof Tables, rows: bigint | number) => void;

/**
 * Deletes the ticket, what was said on it, what it was handed on with, its threads, cards and question, and
 * what still waits to be sent of it: nobody could put that into words any more. Locks the ticket first, as the
 * flows do. Its timers stay: they fire and find nothing.
 */
export async function forgetTicket(tx: Tx, engine: Engine, ref: TicketRef, count: Count): Promise<void> {
  const row = await tx
    .selectFrom('tickets')
    .select('body')
    .where('tenant_id', '=', ref.tenantId)
    .where('id', '=', ref.ticketId)
    .$if(engine === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) return;
  const ticket = decode<Ticket>(row.body);
  await forgetWaiting(tx, laneOf(toRequester(ticket)), ref, count);
  await forgetLanes(tx, await lanesOf(tx, ref), count);
  await forgetCards(tx, await cardsOf(tx, ref), count);
  await forgetParts(tx, ref, count);
}

/** In the requester's chat other tickets wait too: only what names this one goes. */
async function forgetWaiting(tx: Tx, lane: string, ref: TicketRef, count: Count): Promise<void> {
  const waiting = await tx
    .selectFrom('outbox')
    .select(['position', 'notice'])
    .where('lane', '=', lane)
    .where(sql<boolean>`state in ('pending', 'sending', 'parked')`)
    .execute();
  const ours = waiting.filter(({ notice }) => {
    const about = decode<Notice>(notice);
    return 'ticketId' in about && about.ticketId === ref.ticketId;
  });
  if (ours.length === 0) return;
  const positions = ours.map(({ position }) => position);
  const { numDeletedRows } = await tx
    .deleteFrom('outbox')
    .where('position', 'in', positions)
    .executeTakeFirstOrThrow();
  count('outbox', numDeletedRows);
}

/** Every thread that the ticket has or will have was opened by a card of it. */
async function lanesOf(tx: Tx, ref: TicketRef): Promise<string[]> {
  const cards = await ofTicket(tx, ref).select('destination').execute();
  const threads = await tx
    .selectFrom('threads')
    .select(['tenant_id', 'thread_id'])
    .where('ticket_tenant_id', '=', ref.tenantId)
    .where('ticket_id', '=', ref.ticketId)
    .execute();
  const own = cards
    .map(({ destination }) => decode<Destination>(destination))
    .filter((destination) => destination.to === 'thread');
  const answered = threads.map(
    ({ tenant_id: tenantId, thread_id: id }): Destination => ({ to: 'chat', tenantId, chatId: id }),
  );
  return [...new Set([...own, ...answered].map(laneOf))];
}

/** A lane without rows may begin again at one; it is locked first, so that nobody adds a row meanwhile. */
export async function forgetLanes(tx: Tx, lanes: readonly string[], count: Count): Promise<void> {
  if (lanes.length === 0) return;
  const locked = await tx
    .updateTable('outbox_lanes')
    .set({ last_sequence: sql`last_sequence` })
    .where('lane', 'in', lanes)
    .returning('lane')
    .execute();
  const rows = await tx.deleteFrom('outbox').where('lane', 'in', lanes).executeTakeFirstOrThrow();
  count('outbox', rows.numDeletedRows);
  await tx.deleteFrom('outbox_lanes').where('lane', 'in', lanes).execute();
  count('outbox_lanes', locked.length);
  const budgets = await tx.deleteFrom('send_budgets').where('key', 'in', lanes).executeTakeFirstOrThrow();
  count('send_budgets', budgets.numDeletedRows);
  count('send_budgets', await forgetThrottling(tx, sql`throttled_by in (${sql.join(lanes)})`));
}

/** For who must leave no trace at once; before the ticket, while its escalations are known. */
export async function forgetTimers(tx: Tx, ref: TicketRef, count: Count): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('timers')
    .where('tenant_id', '=', ref.tenantId)
    .where((timer) =>
      timer.or([
        timer('subject_id', '=', ref.ticketId),
        timer('subject_id', 'in', (query) =>
          query
            .selectFrom('escalations')
            .select('id')
            .where('tenant_id', '=', ref.tenantId)
            .where('ticket_id', '=', ref.ticketId),
        ),
      ]),
    )
    .executeTakeFirstOrThrow();
  count('timers', numDeletedRows);
}

/** Those that show the ticket, and what is left of the question that it was. */
async function cardsOf(tx: Tx, ref: TicketRef): Promise<FoundCard[]> {
  const shown = await ofTicket(tx, ref).select(['position', 'id']).execute();
  const asked = await tx
    .selectFrom('cards')
    .select(['position', 'id'])
    .where('tenant_id', '=', ref.tenantId)
    .where('question_id', 'in', (query) =>
      query
        .selectFrom('questions')
        .select('id')
        .where('tenant_id', '=', ref.tenantId)
        .where('ticket_id', '=', ref.ticketId),
    )
    .execute();
  return [...shown, ...asked];
}

function ofTicket(tx: Tx, ref: TicketRef) {
  return tx
    .selectFrom('cards')
    .where('ticket_tenant_id', '=', ref.tenantId)
    .where('ticket_id', '=', ref.ticketId);
}

export interface FoundCard {
  readonly position: number;
  readonly id: string;
}

export async function forgetCards(tx: Tx, found: readonly FoundCard[], count: Count): Promise<void> {
  if (found.length === 0) return;
  const ids = found.map(({ id }) => id);
  const positions = found.map(({ position }) => position);
  const presses = await tx.deleteFrom('card_presses').where('card_id', 'in', ids).executeTakeFirstOrThrow();
  count('card_presses', presses.numDeletedRows);
  const cards = await tx.deleteFrom('cards').where('position', 'in', positions).executeTakeFirstOrThrow();
  count('cards', cards.numDeletedRows);
}

async function forgetParts(tx: Tx, ref: TicketRef, count: Count): Promise<void> {
  for (const table of ['messages', 'escalations', 'questions'] as const) {
    const { numDeletedRows } = await tx
      .deleteFrom(table)
      .where('tenant_id', '=', ref.tenantId)
      .where('ticket_id', '=', ref.ticketId)
      .executeTakeFirstOrThrow();
    count(table, numDeletedRows);
  }
  const threads = await tx
    .deleteFrom('threads')
    .where('ticket_tenant_id', '=', ref.tenantId)
    .where('ticket_id', '=', ref.ticketId)
    .executeTakeFirstOrThrow();
  count('threads', threads.numDeletedRows);
  const tickets = await tx
    .deleteFrom('tickets')
    .where('tenant_id', '=', ref.tenantId)
    .where('id', '=', ref.ticketId)
    .executeTakeFirstOrThrow();
  count('tickets', tickets.numDeletedRows);
}
