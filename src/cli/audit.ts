// `npm run audit`: whether the audit is as it was written, its pseudonyms included. `--head SEQUENCE:HASH` compares with one from the log.
import { parseArgs } from 'node:util';
import type { AuditHead } from '../domain/audit.ts';
import { type ChainFault, verifyChain } from '../store/audit-chain.ts';
import { findFalsePseudonym } from '../store/pseudonyms.ts';
import { readAudit } from '../store/read-audit.ts';
import { besideService } from './tools/beside-service.ts';

const sayings: Readonly<Record<ChainFault['fault'], string>> = {
  changed: 'is not as it was written',
  missing: 'is missing',
  added: 'was not written by the service',
  rewritten: 'or one before it was rewritten, with all that follow',
};

await besideService('audit', witnessGiven, async (opened, witness) => {
  const { end, fault } = await verifyChain(readAudit(opened), witness);
  if (fault) throw new Error(`row ${fault.sequence} ${sayings[fault.fault]}`);
  const pseudonym = await findFalsePseudonym(opened);
  if (pseudonym) throw new Error(`pseudonym ${pseudonym} was given to somebody else`);
  console.log(`${end.sequence} rows as they were written, head ${end.sequence}:${end.hash}`);
});

function witnessGiven(): AuditHead | undefined {
  const { values } = parseArgs({ options: { head: { type: 'string' } } });
  return values.head === undefined ? undefined : headOf(values.head);
}

function headOf(text: string): AuditHead {
  const [, sequence, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!sequence || !hash) throw new Error('--head needs SEQUENCE:HASH, as the log has it');
  return { sequence: Number(sequence), hash };
}
