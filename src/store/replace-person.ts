// Where somebody is named in what belongs to others, another name takes their place.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Escalation } from '../domain/escalation.ts';
import type { Message } from '../domain/message.ts';
import type { Person } from '../domain/person.ts';
import { released, type Ticket } from '../domain/ticket.ts';
import type { TicketRef } from '../flows/ports.ts';
import { decode, encode, type Json } from './codec.ts';
import type { Erasing, PersonToErase } from './erasing.ts';
import { escalationsIn } from './escalations.ts';
import { jsonText } from './json-text.ts';
import { messagesIn } from './messages.ts';
import type { Tx } from './schema.ts';
import { ticketsIn } from './tickets.ts';

/** Nobody's id. */
const nobody = 'erased';
const rowsAtOnce = 50;

interface Found {
  readonly tenant_id: string;
  readonly id: string;
  readonly body: Json;
}

/** Open tickets that they had become free to be claimed. Their words stay, under `replacement`. */
export async function replacePerson(erasing: Erasing, person: PersonToErase): Promise<void> {
  const names = new Set([...person.names, ...(await nameNow(erasing, person))]);
  await eachNaming(erasing, person, 'tickets', 'assigneeId', (found) => {
    const { assigneeName } = decode<Ticket>(found.body);
    if (assigneeName) names.add(assigneeName);
    return release(erasing, found);
  });
  await eachNaming(erasing, person, 'messages', 'authorId', (found) => {
    const message = decode<Message>(found.body);
    names.add(message.authorName);
    return renameAuthor(erasing, message, person);
  });
  await eachNaming(erasing, person, 'escalations', 'contactId', (found) =>
    removeContact(erasing, decode<Escalation>(found.body)),
  );
  for (const table of ['outbox', 'cards'] as const) await rewriteNotices(erasing, table, person, names);
}

async function nameNow({ opened }: Erasing, { tenantId, personId }: PersonToErase): Promise<string[]> {
  const row = await opened.kysely
    .selectFrom('people')
    .select('body')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', personId)
    .executeTakeFirst();
  return row ? [decode<Person>(row.body).name] : [];
}

/** Looks without a lock, and each found one is read again by `change` under its own. */
async function eachNaming(
  { opened: { kysely, engine } }: Erasing,
  { tenantId, personId, isPartners }: PersonToErase,
  table: 'tickets' | 'messages' | 'escalations',
  property: string,
  change: (found: Found) => Promise<void>,
): Promise<void> {
  for (;;) {
    const found = await kysely
      .selectFrom(table)
      .select(['tenant_id', 'id', 'body'])
      .where(jsonText(engine, 'body', property), '=', personId)
      .$if(!isPartners, (query) => query.where('tenant_id', '=', tenantId))
      .limit(rowsAtOnce)
      .execute();
    for (const row of found) await change(row);
    if (found.length < rowsAtOnce) return;
  }
}

async function release({ opened, step, count }: Erasing, { tenant_id, id }: Found): Promise<void> {
  await step(async (tx) => {
    const tickets = ticketsIn(tx, opened.engine);
    const ticket = await tickets.lock(tenant_id, id);
    if (!ticket) return;
    await tickets.save(released(ticket));
    count('tickets', 1);
  });
}

async function renameAuthor(erasing: Erasing, found: Message, person: PersonToErase): Promise<void> {
  await erasing.step(async (tx) => {
    const ref = { tenantId: found.tenantId, ticketId: found.ticketId };
    await lockTicket(tx, erasing, ref);
    const messages = messagesIn(tx, erasing.opened.engine);
    const message = await messages.get(found.tenantId, found.id);
    if (!message) return;
    await messages.save({ ...message, authorId: nobody, authorName: person.replacement });
    erasing.count('messages', 1);
  });
}

/** The telephone number given to Microsoft was theirs; whoever goes on with it gives another. */
async function removeContact(erasing: Erasing, found: Escalation): Promise<void> {
  await erasing.step(async (tx) => {
    await lockTicket(tx, erasing, { tenantId: found.tenantId, ticketId: found.ticketId });
    const escalations = escalationsIn(tx);
    const escalation = await escalations.get(found.tenantId, found.id);
    if (!escalation) return;
    const { contactPhone: _theirs, ...answers } = escalation.answers;
    await escalations.save({ ...escalation, contactId: nobody, answers });
    erasing.count('escalations', 1);
  });
}

/** What the flows do before they save anything of a ticket: nobody's change gets lost. */
async function lockTicket(tx: Tx, { opened }: Erasing, ref: TicketRef): Promise<void> {
  await ticketsIn(tx, opened.engine).lock(ref.tenantId, ref.ticketId);
}

async function rewriteNotices(
  { step, count }: Erasing,
  table: 'outbox' | 'cards',
  { personId, replacement }: PersonToErase,
  names: ReadonlySet<string>,
): Promise<void> {
  const others = new Map([...names].filter((name) => name !== '').map((name) => [name, replacement]));
  others.set(personId, nobody);
  await step(async (tx) => {
    const rows = await tx
      .selectFrom(table)
      .select(['position', 'notice'])
      .where(namingAny([...others.keys()]))
      .execute();
    for (const { position, notice } of rows) {
      const rewritten = encode(replaced(decode<object>(notice), others) as object);
      if (rewritten === notice) continue;
      await tx.updateTable(table).set({ notice: rewritten }).where('position', '=', position).execute();
      count(table, 1);
    }
  });
}

function namingAny(values: readonly string[]): RawBuilder<SqlBool> {
  const asJson = (value: string) => JSON.stringify(value).slice(1, -1);
  const each = values.map((value) => sql`notice like ${`%${asJson(value)}%`}`);
  return sql<SqlBool>`(${sql.join(each, sql` or `)})`;
}

/** Only a text that is the name as a whole: words in which it occurs are somebody else's. */
function replaced(value: unknown, others: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return others.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => replaced(item, others));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(item, others)]));
}
