// A long past: what one lived ticket left in the tables, copied 200,000 times under other ids, people and
// times. So the rows have the shape that the service writes, whatever that is by now.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Bulk, Value } from './bulk.ts';
import { agentFacts, chatIdOf, factsOf, partnerTenantId, people } from './cast.ts';
import { type Lived, liver } from './lived-ticket.ts';

export const ticketCount = 200_000;

/** Nothing is so old that the default retention would take it away during a run. */
const pastMs = 80 * 86_400_000;
const technicalPastMs = 6 * 86_400_000;
/** Kept for a week only, to do nothing twice. */
const technical: readonly string[] = ['taken', 'card_presses', 'outbox'];
const copiesAtOnce = 2_000;
const firstNumber = 1001;

/** Fills empty tables with copies of `lived`, the youngest a moment old. */
export async function writePast(bulk: Bulk, lived: Lived): Promise<void> {
  const templates = [...lived].map(([table, { columns, rows }]) => ({
    table,
    columns,
    rows: rows.map((row) => templateOf(columns, row)),
  }));
  for (let from = 0; from < ticketCount; from += copiesAtOnce) {
    const copies = Array.from({ length: copiesAtOnce }, (_, index) => copyOf(from + index));
    for (const { table, columns, rows } of templates) {
      const kept = technical.includes(table) ? copies.filter(({ ageMs }) => ageMs < technicalPastMs) : copies;
      const copied = kept.flatMap((copy) => rows.map((row) => row(copy))).filter((row) => row !== undefined);
      if (copied.length > 0) await bulk.insert(table, columns, copied);
    }
  }
  await bulk.insert('counters', ['name', 'value'], [['ticket', firstNumber + ticketCount]]);
}

/** One copy of the lived ticket: what stands in it instead of what. */
interface Copy {
  readonly index: number;
  readonly ageMs: number;
  readonly instead: Map<string, string>;
}

function copyOf(index: number): Copy {
  const person = people.askers.from + (index % people.askers.count);
  const facts = factsOf(person);
  const instead = new Map([
    [partnerTenantId, partnerTenantId],
    [agentFacts(0).oid, agentFacts(0).oid],
    [livers.tenantId, facts.tenantId],
    [livers.oid, facts.oid],
    [chatIdOf(liver), chatIdOf(person)],
  ]);
  return { index, ageMs: Math.round((pastMs * (index + 1)) / ticketCount), instead };
}

const livers = factsOf(liver);

/** The row of one copy; none for what a person has once, whatever the number of tickets. */
type Template = (copy: Copy) => Value[] | undefined;
type Cell = (copy: Copy) => Value;

function templateOf(columns: readonly string[], row: readonly Value[]): Template {
  const cells = row.map((value, index) => cellOf(columns[index] ?? '', value));
  const ofPerson = columns[0] === 'lane' && String(row[0]).startsWith('chat:');
  return (copy) => {
    if (ofPerson && copy.index >= people.askers.count) return undefined;
    return cells.map((cell) => cell(copy));
  };
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const numberKey = '(?<="number":)\\d+';
const tokens = new RegExp(`(${uuid}|a:1[\\w-]{86}|(?<!\\d)\\d{13}(?!\\d)|${numberKey})`);
const hash = /^(?:[\w-]{43}|[0-9a-f]{64})$/;
const momentLength = 13;

function cellOf(column: string, value: Value): Cell {
  if (column === 'number') return ({ index }) => firstNumber + index;
  if (typeof value === 'number' && String(value).length === momentLength) return ({ ageMs }) => value - ageMs;
  if (typeof value !== 'string') return () => value;
  if (hash.test(value)) return () => randomBytes(32).toString('base64url');
  const parts = value.split(tokens).map((part, index) => (index % 2 === 1 ? partOf(part) : () => part));
  return (copy) => {
    let text = '';
    for (const part of parts) text += part(copy);
    return text;
  };
}

function partOf(token: string): (copy: Copy) => string {
  // Times, and the ids of Teams' messages, which are times: no two copies are so close that they share one.
  if (token.length === momentLength) return ({ ageMs }) => String(Number(token) - ageMs);
  if (/^\d+$/.test(token)) return ({ index }) => String(firstNumber + index);
  return ({ instead }) => {
    const known = instead.get(token) ?? randomUUID();
    instead.set(token, known);
    return known;
  };
}
