// A person is forgotten: a requester with all their tickets, one of the partner's people by name and id.
import type { Person } from '../domain/person.ts';
import { laneOf } from '../flows/post-notice.ts';
import { chatsIn } from './chats.ts';
import { decode } from './codec.ts';
import type { OpenEngine } from './engine.ts';
import { type ErasedCounts, type Erasing, eraseUntilGone, type PersonToErase } from './erasing.ts';
import {
  type Count,
  type FoundCard,
  forgetCards,
  forgetLanes,
  forgetTicket,
  forgetTimers,
} from './forget-ticket.ts';
import { jsonText } from './json-text.ts';
import { ownCardsOf } from './own-cards.ts';
import { replacePerson } from './replace-person.ts';
import type { Tx } from './schema.ts';

const rowsAtOnce = 200;

/**
 * Can be repeated at any time, also while the service runs. What stays: the hashes of activities taken, so that
 * none of theirs is taken again, and their acts in the audit under a pseudonym that nobody can resolve any more.
 */
export async function erasePerson(
  opened: OpenEngine,
  person: PersonToErase,
  at: number,
): Promise<ErasedCounts> {
  const known = await knownAs(opened, person);
  return eraseUntilGone(opened, { tenantId: person.tenantId, at }, async (erasing) => {
    for (const one of known) {
      await eraseTickets(erasing, one);
      for (const chatId of await chatsOf(erasing, one)) await eraseChat(erasing, one.tenantId, chatId);
      await replacePerson(erasing, one);
      await eraseNames(erasing, one);
    }
  });
}

/** Teams may have told somebody's object id only later: until then they stand here under the id that Teams gave. */
async function knownAs(
  { engine, kysely }: OpenEngine,
  person: PersonToErase,
): Promise<readonly PersonToErase[]> {
  const rows = await kysely
    .selectFrom('people')
    .select(['id', 'body'])
    .where('tenant_id', '=', person.tenantId)
    .where((is) =>
      is.or([is('id', '=', person.personId), is(jsonText(engine, 'body', 'teamsId'), '=', person.personId)]),
    )
    .execute();
  const ids = rows.flatMap(({ id, body }) => [id, decode<Person>(body).teamsId ?? id]);
  return [...new Set([person.personId, ...ids])].map((personId) => ({ ...person, personId }));
}

async function eraseTickets(erasing: Erasing, { tenantId, personId }: PersonToErase): Promise<void> {
  const eraseOne = async (tx: Tx, count: Count): Promise<boolean> => {
    const ticket = await tx
      .selectFrom('tickets')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('requester_id', '=', personId)
      .limit(1)
      .executeTakeFirst();
    if (!ticket) return false;
    const ref = { tenantId, ticketId: ticket.id };
    await forgetTimers(tx, ref, count);
    await forgetTicket(tx, erasing.opened.engine, ref, count);
    return true;
  };
  while (await erasing.step(eraseOne));
}

/** By what the chats, the person and the questions say: a row may be missing. */
async function chatsOf(erasing: Erasing, { tenantId, personId }: PersonToErase): Promise<string[]> {
  const { engine, kysely } = erasing.opened;
  const chats = await kysely
    .selectFrom('chats')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where(jsonText(engine, 'body', 'personId'), '=', personId)
    .execute();
  const questions = await kysely
    .selectFrom('questions')
    .select('chat_id as id')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where(jsonText(engine, 'body', 'personId'), '=', personId)
    .execute();
  const person = await kysely
    .selectFrom('people')
    .select('body')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', personId)
    .executeTakeFirst();
  const own = person && decode<Person>(person.body).chatId;
  return [...new Set([...chats, ...questions].map(({ id }) => id).concat(own ?? []))];
}

/** A personal chat; locked as a turn locks it, and its row goes last. */
async function eraseChat(erasing: Erasing, tenantId: string, chatId: string): Promise<void> {
  const { engine } = erasing.opened;
  await eraseCards(erasing, tenantId, chatId);
  await erasing.step(async (tx, count) => {
    await chatsIn(tx, engine).lock(tenantId, chatId);
    // What was added since: cards of a new ticket are found by the ticket.
    await forgetCards(tx, await askedCardsOf(tx, tenantId, chatId), count);
    await forgetCards(tx, await ownCardsOf(tx, engine, { tenantId, chatId }), count);
    const questions = await tx
      .deleteFrom('questions')
      .where('tenant_id', '=', tenantId)
      .where('chat_id', '=', chatId)
      .executeTakeFirstOrThrow();
    count('questions', questions.numDeletedRows);
    const lessons = await tx
      .deleteFrom('lessons')
      .where('tenant_id', '=', tenantId)
      .where('chat_id', '=', chatId)
      .executeTakeFirstOrThrow();
    count('lessons', lessons.numDeletedRows);
    const timers = await tx
      .deleteFrom('timers')
      .where('tenant_id', '=', tenantId)
      .where('subject_id', '=', chatId)
      .executeTakeFirstOrThrow();
    count('timers', timers.numDeletedRows);
    await forgetLanes(tx, [laneOf({ to: 'chat', tenantId, chatId })], count);
    const chats = await tx
      .deleteFrom('chats')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', chatId)
      .executeTakeFirstOrThrow();
    count('chats', chats.numDeletedRows);
  });
}

/** All that stand in the chat, whatever they show; every card of the tenant is looked at, outside of transactions. */
async function eraseCards(
  { opened: { kysely, engine }, step }: Erasing,
  tenantId: string,
  chatId: string,
): Promise<void> {
  const cards = await kysely
    .selectFrom('cards')
    .select(['position', 'id'])
    .where('tenant_id', '=', tenantId)
    .where(jsonText(engine, 'destination', 'chatId'), '=', chatId)
    .execute();
  for (let from = 0; from < cards.length; from += rowsAtOnce) {
    await step((tx, count) => forgetCards(tx, cards.slice(from, from + rowsAtOnce), count));
  }
}

function askedCardsOf(tx: Tx, tenantId: string, chatId: string): Promise<FoundCard[]> {
  return tx
    .selectFrom('cards')
    .select(['position', 'id'])
    .where('tenant_id', '=', tenantId)
    .where('question_id', 'in', (query) =>
      query
        .selectFrom('questions')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('chat_id', '=', chatId),
    )
    .execute();
}

/** The rows that are the person, and what still names them elsewhere. */
async function eraseNames(erasing: Erasing, { tenantId, personId }: PersonToErase): Promise<void> {
  await erasing.step(async (tx, count) => {
    const people = await tx
      .deleteFrom('people')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', personId)
      .executeTakeFirstOrThrow();
    count('people', people.numDeletedRows);
    const timers = await tx
      .deleteFrom('timers')
      .where('tenant_id', '=', tenantId)
      .where('subject_id', '=', personId)
      .executeTakeFirstOrThrow();
    count('timers', timers.numDeletedRows);
    const watched = await tx
      .deleteFrom('issue_watchers')
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    count('issue_watchers', watched.numDeletedRows);
    const pseudonyms = await tx
      .deleteFrom('pseudonyms')
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    count('pseudonyms', pseudonyms.numDeletedRows);
  });
}
