// What every erasure is made of: small transactions beside the running service, and counts of what went.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import { recordOperator } from './audit.ts';
import type { OpenEngine } from './engine.ts';
import { asAppError, isRace } from './failures.ts';
import type { Count } from './forget-ticket.ts';
import type { Tables, Tx } from './schema.ts';

/** How many rows were deleted from each table, or had a person taken out of them. */
export type ErasedCounts = Readonly<Partial<Record<keyof Tables, number>>>;

export interface PersonToErase {
  readonly tenantId: string;
  readonly personId: string;
  /** What the person is called beside the store, as in the settings. */
  readonly names: readonly string[];
  /** Stands where the name stood. */
  readonly replacement: string;
  /** One of the partner's people: their name stands in tickets of every customer. */
  readonly isPartners: boolean;
}

export interface Erasing {
  readonly opened: OpenEngine;
  readonly counts: ErasedCounts;
  /** One short transaction; run again when it lost a race against the service. What it counts counts once. */
  step<Result>(work: (tx: Tx, count: Count) => Promise<Result>): Promise<Result>;
}

const maxRepeats = 3;

function beginErasing(opened: OpenEngine): Erasing {
  const counts: Partial<Record<keyof Tables, number>> = {};
  return {
    opened,
    counts,
    async step(work) {
      for (let repeats = 0; ; repeats += 1) {
        const counted: [table: keyof Tables, rows: number][] = [];
        const count: Count = (table, rows) => counted.push([table, Number(rows)]);
        try {
          const result = await opened.kysely.transaction().execute((tx) => work(tx, count));
          for (const [table, rows] of counted) if (rows > 0) counts[table] = (counts[table] ?? 0) + rows;
          return result;
        } catch (error) {
          if (!isRace(error) || repeats === maxRepeats) throw asAppError(error);
        }
      }
    },
  };
}

/**
 * Runs `pass` until it finds nothing more, for a turn may be under way while it runs. The audit has it first:
 * what cannot be recorded is not erased. On SQLite no byte of it is left in the files at the end.
 */
export async function eraseUntilGone(
  opened: OpenEngine,
  { tenantId, at }: { readonly tenantId: string; readonly at: number },
  pass: (erasing: Erasing) => Promise<void>,
): Promise<ErasedCounts> {
  const erasing = beginErasing(opened);
  await erasing.step((tx) => recordOperator(tx, opened.engine, 'erase', { tenantId, at }));
  for (let before = -1; totalOf(erasing) > before; ) {
    before = totalOf(erasing);
    await pass(erasing);
  }
  if (opened.engine === 'sqlite') await rewriteFile(opened);
  return erasing.counts;
}

function totalOf({ counts }: Erasing): number {
  return Object.values(counts).reduce((sum, rows) => sum + rows, 0);
}

/**
 * `secure_delete` is not enough: where SQLite moves rows from page to page, their old bytes stay in the gap. So
 * the file is written anew, during which the service's own writes wait, and its write-ahead log is emptied.
 */
async function rewriteFile({ kysely }: OpenEngine): Promise<void> {
  for (let tries = 1; tries <= maxTries; tries += 1) {
    try {
      await sql`vacuum`.execute(kysely);
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(kysely);
      if (rows[0]?.busy === 0) return;
    } catch (error) {
      const known = asAppError(error);
      if (!(known instanceof AppError && known.retryable)) throw known;
    }
    await sleep(betweenTriesMs);
  }
  throw new AppError(
    'store-unavailable',
    'Everything is erased, but traces may remain in free space of the file, for it is in use. Run the same again.',
  );
}

const maxTries = 10;
const betweenTriesMs = 500;
