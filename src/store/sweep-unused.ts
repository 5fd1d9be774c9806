// Chats that the app has left long ago go with their people, once nothing else is left of them.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Chat } from '../domain/chat.ts';
import { laneOf } from '../flows/post-notice.ts';
import { tryLockChat } from './chats.ts';
import { decode } from './codec.ts';
import type { Engine } from './engine.ts';
import { type Count, forgetCards, forgetLanes } from './forget-ticket.ts';
import { jsonText } from './json-text.ts';
import { ownCardsOf } from './own-cards.ts';
import type { Tx } from './schema.ts';

/** Answers whether it found as much as it was allowed to take. A chat in which something happens is left for later. */
export async function sweepUnused(
  tx: Tx,
  engine: Engine,
  before: number,
  limit: number,
  count: Count,
): Promise<boolean> {
  const isUnused = unused(engine, before);
  const found = await tx
    .selectFrom('chats')
    .select(['tenant_id', 'id'])
    .where(isUnused)
    .orderBy('left_at')
    .limit(limit)
    .execute();
  for (const { tenant_id: tenantId, id } of found) {
    if (!(await tryLockChat(tx, engine, tenantId, id))) continue;
    const gone = await tx
      .deleteFrom('chats')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where(isUnused)
      .returning('body')
      .executeTakeFirst();
    if (!gone) continue;
    count('chats', 1);
    await forgetRest(tx, engine, decode<Chat>(gone.body), count);
  }
  return found.length === limit;
}

/** Channels are the desk's own. */
function unused(engine: Engine, before: number): RawBuilder<SqlBool> {
  return sql<SqlBool>`(
    left_at <= ${before} and ${jsonText(engine, 'body', 'kind')} <> 'channel'
    and not exists (select 1 from questions
      where questions.tenant_id = chats.tenant_id and questions.chat_id = chats.id)
    and not exists (select 1 from tickets
      where tickets.tenant_id = chats.tenant_id
      and tickets.requester_id = ${jsonText(engine, 'chats.body', 'personId')})
    and not exists (select 1 from outbox
      where outbox.lane = 'chat:' || chats.id and outbox.state in ('pending', 'sending', 'parked')))`;
}

async function forgetRest(tx: Tx, engine: Engine, chat: Chat, count: Count): Promise<void> {
  const { tenantId, id: chatId, personId } = chat;
  // Nothing is left that was asked here, and so no card that shows it.
  await forgetCards(tx, await ownCardsOf(tx, engine, { tenantId, chatId }), count);
  await forgetLanes(tx, [laneOf({ to: 'chat', tenantId, chatId })], count);
  const timers = await tx
    .deleteFrom('timers')
    .where('tenant_id', '=', tenantId)
    .where('subject_id', '=', chatId)
    .executeTakeFirstOrThrow();
  count('timers', timers.numDeletedRows);
  if (personId !== undefined) await forgetPerson(tx, engine, { tenantId, chatId, personId }, count);
}

/** The partner's people stay: by their rows it is known who left the desk. Threads stand in the partner's tenant. */
async function forgetPerson(
  tx: Tx,
  engine: Engine,
  { tenantId, chatId, personId }: { tenantId: string; chatId: string; personId: string },
  count: Count,
): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('people')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', personId)
    .where(jsonText(engine, 'body', 'chatId'), '=', chatId)
    .where(sql<boolean>`${jsonText(engine, 'body', 'memberships')} is null`)
    .where(sql<boolean>`not exists (select 1 from threads where threads.tenant_id = people.tenant_id)`)
    .executeTakeFirstOrThrow();
  count('people', numDeletedRows);
}
