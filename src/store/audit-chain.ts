// Each row of the audit carries the hash of the one before: what was changed, taken out or put in shows.
import { createHash } from 'node:crypto';
import type { AuditHead } from '../domain/audit.ts';

/** A row as it is stored; whose act it was is a pseudonym. */
export interface AuditRow {
  readonly sequence: number;
  readonly at: number;
  readonly actor: string;
  readonly act: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly tenant_id: string;
  readonly ticket_id: string | null;
  readonly queue_id: string | null;
  readonly activity_id: string | null;
  readonly previous_hash: string;
  readonly hash: string;
}

/** What comes before the first row. */
export const emptyChain: AuditHead = { sequence: 0, hash: '0'.repeat(64) };

/** In this order, and without what is null: a column added later leaves the hashes of old rows as they are. */
const hashed = [
  'sequence',
  'at',
  'actor',
  'act',
  'outcome',
  'reason',
  'tenant_id',
  'ticket_id',
  'queue_id',
  'activity_id',
] as const satisfies readonly (keyof AuditRow)[];

export type AuditContent = Pick<AuditRow, (typeof hashed)[number]>;

export function canonical(content: AuditContent): string {
  const there = hashed.filter((name) => content[name] !== null);
  return JSON.stringify(Object.fromEntries(there.map((name) => [name, content[name]])));
}

export function hashOf(previousHash: string, content: AuditContent): string {
  return createHash('sha256')
    .update(`${previousHash}\n${canonical(content)}`)
    .digest('hex');
}

/** The first row that is not as it was written. */
export interface ChainFault {
  readonly sequence: number;
  /**
   * `changed`: its content or its place. `missing`: it is not there, or the end was cut off before it. `added`:
   * nobody of ours wrote it. `rewritten`: this row or an earlier one, and the chain after it was made anew.
   */
  readonly fault: 'changed' | 'missing' | 'added' | 'rewritten';
}

/** Rows in the order of their sequence, and the head that is kept apart as it was when they were read. */
export interface AuditPage {
  readonly rows: readonly AuditRow[];
  readonly head: AuditHead;
}

/**
 * Compares each row with the one before, and the last one with the head. Whoever can rewrite the rows may
 * rewrite that head too: `witness` is one that was noted elsewhere, as in the log.
 */
export async function verifyChain(
  pages: AsyncIterable<AuditPage> | Iterable<AuditPage>,
  witness?: AuditHead,
): Promise<{ readonly end: AuditHead; readonly fault?: ChainFault }> {
  let last = emptyChain;
  let head = emptyChain;
  for await (const page of pages) {
    head = page.head;
    for (const row of page.rows) {
      const fault = faultOf(row, last, witness);
      if (fault) return { end: last, fault };
      last = { sequence: row.sequence, hash: row.hash };
    }
  }
  const fault = faultAtEnd(last, head, witness);
  return { end: last, ...(fault && { fault }) };
}

function faultAtEnd(last: AuditHead, head: AuditHead, witness?: AuditHead): ChainFault | undefined {
  const end = Math.max(head.sequence, witness?.sequence ?? 0);
  if (last.sequence < end) return { sequence: last.sequence + 1, fault: 'missing' };
  if (last.sequence > head.sequence) return { sequence: head.sequence + 1, fault: 'added' };
  return last.hash === head.hash ? undefined : { sequence: head.sequence, fault: 'changed' };
}

function faultOf(row: AuditRow, last: AuditHead, witness?: AuditHead): ChainFault | undefined {
  const sequence = last.sequence + 1;
  if (row.sequence > sequence) return { sequence, fault: 'missing' };
  if (row.sequence < sequence) return { sequence: row.sequence, fault: 'added' };
  if (row.previous_hash !== last.hash || row.hash !== hashOf(last.hash, row)) {
    return { sequence, fault: 'changed' };
  }
  const isOther = witness?.sequence === sequence && witness.hash !== row.hash;
  return isOther ? { sequence, fault: 'rewritten' } : undefined;
}
