// A chat's own cards: its welcome and its lists. Every other card goes with the question or the ticket that it shows.
import { sql } from 'kysely';
import type { Engine } from './engine.ts';
import type { FoundCard } from './forget-ticket.ts';
import { jsonText } from './json-text.ts';
import type { Tx } from './schema.ts';

/** By an index of their own: read one by one, the cards of a tenant would hold up everybody else. */
export async function ownCardsOf(
  tx: Tx,
  engine: Engine,
  { tenantId, chatId }: { readonly tenantId: string; readonly chatId: string },
): Promise<FoundCard[]> {
  return tx
    .selectFrom('cards')
    .select(['position', 'id'])
    .where('tenant_id', '=', tenantId)
    .where(jsonText(engine, 'destination', 'chatId'), '=', chatId)
    .where(sql<boolean>`question_id is null and ticket_id is null`)
    .execute();
}
