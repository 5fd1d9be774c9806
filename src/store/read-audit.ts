// The audit from its first row on, for whoever verifies it beside the running service.
import { AppError } from '../domain/errors.ts';
import type { AuditPage } from './audit-chain.ts';
import type { OpenEngine } from './engine.ts';

/**
 * Each page comes with the head of the same moment: rows that are written meanwhile are no fault. Fails when
 * the head is gone: without it nobody knows how many rows there were.
 */
export async function* readAudit({ kysely }: OpenEngine, rowsAtOnce = 1000): AsyncGenerator<AuditPage> {
  let last: number | undefined;
  do {
    const found = await kysely
      .selectFrom('audit_head as head')
      .leftJoin('audit', (join) => join.on('audit.sequence', '>', last ?? Number.MIN_SAFE_INTEGER))
      .selectAll('audit')
      .select(['head.sequence as headSequence', 'head.hash as headHash'])
      .orderBy('audit.sequence')
      .limit(rowsAtOnce)
      .execute();
    const [first] = found;
    if (!first) throw new AppError('unexpected', 'the audit has lost its head');
    const rows = found.filter((row) => row.sequence !== null) as AuditPage['rows'][number][];
    yield { rows, head: { sequence: first.headSequence, hash: first.headHash } };
    last = rows.length === rowsAtOnce ? rows.at(-1)?.sequence : undefined;
  } while (last !== undefined);
}
