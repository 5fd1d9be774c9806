// The audit trail: one chain over all tenants, written at the end of each transaction that has something for it.
import type { AuditEntry, AuditedAct, AuditHead } from '../domain/audit.ts';
import { AppError } from '../domain/errors.ts';
import type { Audit } from '../flows/ports.ts';
import { type AuditContent, type AuditRow, hashOf } from './audit-chain.ts';
import type { Engine } from './engine.ts';
import { pseudonymOf } from './pseudonyms.ts';
import type { Tx } from './schema.ts';
import { statement } from './statement.ts';

const selectHead = statement<object, AuditHead>((tx) =>
  tx.selectFrom('audit_head').select(['sequence', 'hash']),
);
const lockHead = statement<object, AuditHead>((tx) =>
  tx.selectFrom('audit_head').select(['sequence', 'hash']).forUpdate(),
);
const moveHead = statement<AuditHead>((tx, given) =>
  tx.updateTable('audit_head').set({ sequence: given('sequence'), hash: given('hash') }),
);
const insertRow = statement<AuditRow>((tx, given) =>
  tx.insertInto('audit').values({
    sequence: given('sequence'),
    at: given('at'),
    actor: given('actor'),
    act: given('act'),
    outcome: given('outcome'),
    reason: given('reason'),
    tenant_id: given('tenant_id'),
    ticket_id: given('ticket_id'),
    queue_id: given('queue_id'),
    activity_id: given('activity_id'),
    previous_hash: given('previous_hash'),
    hash: given('hash'),
  }),
);
export interface Trail {
  readonly audit: Audit;
  /** Writes what was appended. The caller does it last: the head's lock is the one that all turns share. */
  seal(): Promise<void>;
}

export function trailIn(tx: Tx, engine: Engine): Trail {
  const entries: AuditEntry[] = [];
  return {
    audit: {
      append: async (entry) => void entries.push(entry),
      head: () => headNow(tx, engine),
    },
    async seal() {
      if (entries.length === 0) return;
      const contents: Omit<AuditContent, 'sequence'>[] = [];
      for (const entry of entries) contents.push(await contentOf(tx, entry));
      await lengthenChain(tx, engine, contents);
    },
  };
}

/** What an operator does beside the service, in a transaction of its own or with its first effect. */
export async function recordOperator(
  tx: Tx,
  engine: Engine,
  act: AuditedAct,
  { tenantId, at }: Pick<AuditEntry, 'tenantId' | 'at'>,
): Promise<void> {
  const trail = trailIn(tx, engine);
  await trail.audit.append({ at, actor: 'operator', act, outcome: 'done', tenantId });
  await trail.seal();
}

async function headNow(tx: Tx, engine: Engine, lock = false): Promise<AuditHead> {
  const head = await (lock && engine === 'postgres' ? lockHead : selectHead).first(tx, {});
  if (!head) throw new AppError('unexpected', 'the audit has lost its head');
  return head;
}

async function lengthenChain(
  tx: Tx,
  engine: Engine,
  contents: readonly Omit<AuditContent, 'sequence'>[],
): Promise<void> {
  let head = await headNow(tx, engine, true);
  for (const content of contents) {
    const next = { ...content, sequence: head.sequence + 1 };
    const hash = hashOf(head.hash, next);
    await insertRow.run(tx, { ...next, previous_hash: head.hash, hash });
    head = { sequence: next.sequence, hash };
  }
  await moveHead.run(tx, head);
}

async function contentOf(tx: Tx, entry: AuditEntry): Promise<Omit<AuditContent, 'sequence'>> {
  return {
    at: entry.at,
    actor: entry.actor === 'operator' ? entry.actor : await pseudonymOf(tx, entry.actor),
    act: entry.act,
    outcome: entry.outcome,
    reason: entry.reason ?? null,
    tenant_id: entry.tenantId,
    ticket_id: entry.ticketId ?? null,
    queue_id: entry.queueId ?? null,
    activity_id: entry.activityId ?? null,
  };
}
