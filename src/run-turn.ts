// A turn: one transaction with everything that a flow needs. What it has to say is told once it is committed.
import type { Nonces, Remark, Transaction, Turn } from './flows/ports.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { newId } from './new-id.ts';

export interface TurnParts {
  readonly transaction: Transaction;
  /** Epoch milliseconds. */
  now(): number;
  /** As they stand when the turn begins. */
  settings(): Turn['settings'];
  knowledge(): Turn['knowledge'];
  readonly nonces: Nonces;
  /** A model may put what was found in another order. */
  readonly ranksAgain: boolean;
  readonly metrics: Pick<Metrics, 'refusedPress' | 'ranking' | 'answered' | 'learned'>;
  readonly log: Pick<Log, 'info' | 'always'>;
}

/** Whatever the turn put into the outbox leaves after its commit. `activityId` is of what it answers, if anything. */
export function createRunTurn(parts: TurnParts) {
  const { transaction, now, settings, knowledge, nonces, ranksAgain } = parts;

  return async <Result>(work: (turn: Turn) => Promise<Result>, activityId?: string): Promise<Result> => {
    let remarks: Remark[] = [];
    const given = {
      now: now(),
      settings: settings(),
      knowledge: knowledge(),
      newId: () => newId(now()),
      nonces,
      remark: (line: Remark) => void remarks.push(line),
      ...(ranksAgain && { ranksAgain: true as const }),
      ...(activityId && { activityId }),
    };
    const result = await transaction((store) => {
      // It may run more than once.
      remarks = [];
      return work({ ...given, store });
    });
    for (const line of remarks) tell(parts, line);
    return result;
  };
}

function tell({ metrics, log }: TurnParts, { event, notice, reason, rows, sequence, hash }: Remark): void {
  if (event === 'press-refused' && reason !== undefined) metrics.refusedPress(reason);
  if (event === 'rank-again' && reason !== undefined) metrics.ranking(reason);
  // Each question is one of these: they are counted, and fill no log.
  if (event === 'answered') metrics.answered(reason ?? '');
  else if (event === 'learned') metrics.learned(reason ?? '');
  else if (event === 'audit-head') log.always({ event, sequence, hash });
  else log.info({ event, notice, reason, rows });
}
