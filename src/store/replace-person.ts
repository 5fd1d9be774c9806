// Where somebody is named in what belongs to others, another name takes their place.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Escalation } from '../domain/escalation.ts';
import type { Message } from '../domain/message.ts';
import type { Notice } from '../domain/notice.ts';
import type { Person } from '../domain/person.ts';
import { released, type Ticket } from '../domain/ticket.ts';
import type { TicketRef } from '../flows/ports.ts';
import { decode, encode, type Json } from './codec.ts';
import type { Engine } from './engine.ts';
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

/** Open tickets that they had become free to be claimed. Their words and solutions stay, under `replacement`. */
export async function replacePerson(erasing: Erasing, person: PersonToErase): Promise<void> {
  const names = new Set([...person.names, ...(await nameNow(erasing, person))]);
  await eachNaming(erasing, person, 'tickets', 'assigneeId', (found) => {
    const { assigneeName } = decode<Ticket>(found.body);
    if (assigneeName) names.add(assigneeName);
    return release(erasing, found);
  });
  await eachNaming(erasing, person, 'tickets', 'solvedById', (found) => {
    const { solvedByName } = decode<Ticket>(found.body);
    if (solvedByName) names.add(solvedByName);
    return renameSolver(erasing, found, person);
  });
  await eachNaming(erasing, person, 'messages', 'authorId', (found) => {
    const message = decode<Message>(found.body);
    names.add(message.authorName);
    return renameAuthor(erasing, message, person);
  });
  await eachNaming(erasing, person, 'escalations', 'contactId', (found) =>
    removeContact(erasing, decode<Escalation>(found.body)),
  );
  // Notices name none but the partner's people; a customer's name could be anything, such as a word of ours.
  const named = new Set(person.isPartners ? names : []);
  // Who is called like the partner is named already as they will be.
  for (const kept of ['', person.replacement]) named.delete(kept);
  for (const table of ['outbox', 'cards'] as const) await rewriteNotices(erasing, table, person, named);
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

async function release({ opened, step }: Erasing, { tenant_id, id }: Found): Promise<void> {
  await step(async (tx, count) => {
    const tickets = ticketsIn(tx, opened.engine);
    const ticket = await tickets.lock(tenant_id, id);
    if (!ticket) return;
    await tickets.save(released(ticket));
    count('tickets', 1);
  });
}

async function renameSolver(
  { opened, step }: Erasing,
  { tenant_id, id }: Found,
  person: PersonToErase,
): Promise<void> {
  await step(async (tx, count) => {
    const tickets = ticketsIn(tx, opened.engine);
    const ticket = await tickets.lock(tenant_id, id);
    if (ticket?.solvedById !== person.personId) return;
    await tickets.save({ ...ticket, solvedById: nobody, solvedByName: person.replacement });
    count('tickets', 1);
  });
}

async function renameAuthor(erasing: Erasing, found: Message, person: PersonToErase): Promise<void> {
  await erasing.step(async (tx, count) => {
    const ref = { tenantId: found.tenantId, ticketId: found.ticketId };
    await lockTicket(tx, erasing, ref);
    const messages = messagesIn(tx, erasing.opened.engine);
    const message = await messages.get(found.tenantId, found.id);
    if (!message) return;
    await messages.save({ ...message, authorId: nobody, authorName: person.replacement });
    count('messages', 1);
  });
}

/** The telephone number given to Microsoft was theirs; whoever goes on with it gives another. */
async function removeContact(erasing: Erasing, found: Escalation): Promise<void> {
  await erasing.step(async (tx, count) => {
    await lockTicket(tx, erasing, { tenantId: found.tenantId, ticketId: found.ticketId });
    const escalations = escalationsIn(tx);
    const escalation = await escalations.get(found.tenantId, found.id);
    if (!escalation) return;
    const { contactPhone: _theirs, ...answers } = escalation.answers;
    await escalations.save({ ...escalation, contactId: nobody, answers });
    count('escalations', 1);
  });
}

/** What the flows do before they save anything of a ticket: nobody's change gets lost. */
async function lockTicket(tx: Tx, { opened }: Erasing, ref: TicketRef): Promise<void> {
  await ticketsIn(tx, opened.engine).lock(ref.tenantId, ref.ticketId);
}

async function rewriteNotices(
  { opened, step }: Erasing,
  table: 'outbox' | 'cards',
  person: PersonToErase,
  names: ReadonlySet<string>,
): Promise<void> {
  await step(async (tx, count) => {
    const rows = await tx
      .selectFrom(table)
      .select(['position', 'notice'])
      .where(containingAny(opened.engine, 'notice', [person.personId, ...names]))
      .execute();
    for (const { position, notice } of rows) {
      const before = decode<Notice>(notice);
      const rewritten = withoutPerson(before, person, names);
      if (rewritten === before) continue;
      await tx
        .updateTable(table)
        .set({ notice: encode(rewritten) })
        .where('position', '=', position)
        .execute();
      count(table, 1);
    }
  });
}

function containingAny(engine: Engine, column: string, values: readonly string[]): RawBuilder<SqlBool> {
  const each = values.map((value) => {
    const asJson = JSON.stringify(value).slice(1, -1);
    return engine === 'postgres'
      ? sql`position(${asJson} in ${sql.ref(column)}) > 0`
      : sql`instr(${sql.ref(column)}, ${asJson}) > 0`;
  });
  return sql<SqlBool>`(${sql.join(each, sql` or `)})`;
}

/** Only the fields that name whoever acted or asked: anywhere else the same text is not about this person. */
function withoutPerson(
  notice: Notice,
  { tenantId, personId, replacement }: PersonToErase,
  names: ReadonlySet<string>,
): Notice {
  const isTheirs = (name: string | undefined) => name !== undefined && names.has(name);
  if ('personId' in notice && notice.tenantId === tenantId && notice.personId === personId) {
    return { ...notice, personId: nobody };
  }
  if ('by' in notice && isTheirs(notice.by)) return { ...notice, by: replacement };
  if ('flash' in notice && isTheirs(notice.flash.by)) {
    return { ...notice, flash: { ...notice.flash, by: replacement } };
  }
  return notice;
}
