import { describe, expect, it } from 'vitest';
import type { AuditHead } from '../../src/domain/audit.ts';
import {
  type AuditContent,
  type AuditRow,
  canonical,
  emptyChain,
  hashOf,
  verifyChain,
} from '../../src/store/audit-chain.ts';

const rows = chainOf(6);
const head = headOf(rows);

function chainOf(length: number): AuditRow[] {
  const chain: AuditRow[] = [];
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const previous_hash = chain.at(-1)?.hash ?? emptyChain.hash;
    const content: AuditContent = {
      sequence,
      at: 1000 * sequence,
      actor: `p-${sequence % 2}`,
      act: 'claim-ticket',
      outcome: 'done',
      reason: null,
      tenant_id: 'tenant',
      ticket_id: `ticket-${sequence}`,
      queue_id: null,
      activity_id: `activity-${sequence}`,
    };
    chain.push({ ...content, previous_hash, hash: hashOf(previous_hash, content) });
  }
  return chain;
}

function headOf(chain: readonly AuditRow[]) {
  const { sequence, hash } = chain.at(-1) ?? emptyChain;
  return { sequence, hash };
}

const verify = async (chain: readonly AuditRow[], end: AuditHead, witness?: AuditHead) => {
  const pages = [
    { rows: chain.slice(0, 2), head },
    { rows: chain.slice(2), head: end },
  ];
  return (await verifyChain(pages, witness)).fault;
};

const at = (sequence: number): AuditRow => {
  const row = rows[sequence - 1];
  if (!row) throw new Error(`no row ${sequence}`);
  return row;
};

describe('the canonical form', () => {
  it('has its names in a fixed order and leaves out what is not there', () => {
    const shuffled = Object.fromEntries(Object.entries(at(1)).reverse()) as unknown as AuditRow;
    expect(canonical(shuffled)).toBe(canonical(at(1)));
    expect(canonical(at(1))).toBe(
      '{"sequence":1,"at":1000,"actor":"p-1","act":"claim-ticket","outcome":"done","tenant_id":"tenant","ticket_id":"ticket-1","activity_id":"activity-1"}',
    );
  });
});

describe('verifying', () => {
  it('finds nothing wrong with a whole chain, an empty one, and a head noted on the way', async () => {
    expect(await verify(rows, head)).toBeUndefined();
    expect(await verify([], emptyChain)).toBeUndefined();
    expect(await verify(rows, head, headOf(rows.slice(0, 3)))).toBeUndefined();
  });

  const changes: Partial<AuditRow>[] = [
    { at: 1 },
    { actor: 'p-other' },
    { act: 'solve-ticket' },
    { outcome: 'denied' },
    { reason: 'not-allowed' },
    { tenant_id: 'other' },
    { ticket_id: null },
    { queue_id: 'billing' },
    { activity_id: 'other' },
    { previous_hash: emptyChain.hash },
    { hash: emptyChain.hash },
  ];
  it.each(changes.flatMap((change) => [2, 6].map((sequence) => ({ change, sequence }))))(
    'names row $sequence changed by $change',
    async ({ change, sequence }) => {
      const changed = rows.map((row) => (row.sequence === sequence ? { ...row, ...change } : row));
      expect(await verify(changed, head)).toEqual({ sequence, fault: 'changed' });
    },
  );

  it.each([1, 2, 3, 4, 5, 6])('names row %i taken out', async (sequence) => {
    const left = rows.filter((row) => row.sequence !== sequence);
    expect(await verify(left, head)).toEqual({ sequence, fault: 'missing' });
  });

  it.each([1, 2, 3, 4, 5])('names row %i swapped with the next', async (sequence) => {
    const swapped = rows.map((row) => {
      if (row.sequence === sequence) return { ...at(sequence + 1), sequence };
      return row.sequence === sequence + 1 ? { ...at(sequence), sequence: sequence + 1 } : row;
    });
    expect(await verify(swapped, head)).toEqual({ sequence, fault: 'changed' });
  });

  it.each([0, 1, 3, 5])('names the first missing row of a tail cut after %i', async (left) => {
    expect(await verify(rows.slice(0, left), head)).toEqual({ sequence: left + 1, fault: 'missing' });
  });

  it('names a row that was put in, in between or at the end', async () => {
    const longer = chainOf(7);
    expect(await verify(longer, head)).toEqual({ sequence: 7, fault: 'added' });
    const zero = { ...at(1), sequence: 0 };
    expect(await verify([zero, ...rows], head)).toEqual({ sequence: 0, fault: 'added' });
  });

  it('names a last row whose head was changed', async () => {
    const changed = { ...head, hash: emptyChain.hash };
    expect(await verify(rows, changed)).toEqual({ sequence: 6, fault: 'changed' });
  });

  it('needs a head noted elsewhere to see that all of it was made anew', async () => {
    const forged = chainOf(4);
    expect(await verify(forged, headOf(forged))).toBeUndefined();
    expect(await verify(forged, headOf(forged), head)).toEqual({ sequence: 5, fault: 'missing' });
    const witness = { sequence: 3, hash: 'f'.repeat(64) };
    expect(await verify(forged, headOf(forged), witness)).toEqual({ sequence: 3, fault: 'rewritten' });
  });
});
