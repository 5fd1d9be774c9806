// What an error of a database means: run the transaction again, come back later, or a fault of our own.
import { AppError } from '../domain/errors.ts';

const versionConflict = new Error('the version saved is not the version read');

/** Somebody saved this row since it was read. The transaction is run again from the start. */
export function conflict(thing: string): AppError {
  return new AppError('store-unavailable', `${thing} was saved by somebody else meanwhile`, {
    retryable: true,
    cause: versionConflict,
  });
}

const uniqueViolation = '23505';
const serializationFailures = ['40001', '40P01'];

/** Lost against another transaction: the same work may well succeed when it reads again. */
export function isRace(error: unknown): boolean {
  if (error instanceof AppError) return error.cause === versionConflict;
  const { code } = partsOf(error);
  return code === uniqueViolation || serializationFailures.includes(code) || isPlanLost(error);
}

/** No such statement, the name is taken, or the result has other columns now (PostgreSQL manual, appendix A). */
const plansLost = ['26000', '42P05', '0A000'];

/** What was to be run under a name has no plan any more that serves. */
export function isPlanLost(error: unknown): boolean {
  return plansLost.includes(partsOf(error).code);
}

/** Another connection holds the SQLite file; nothing of the transaction was done. */
export function isBusy(error: unknown): boolean {
  return sqliteTrouble(partsOf(error)) === 'store-locked';
}

/** What keeps the store from being used; `store` when it is none of the others, above all when it is away. */
export type StoreTrouble = 'store' | 'store-locked' | 'store-full' | 'store-read-only';

/** Undefined when the error says nothing of the store, as a race that was lost too often. */
export function troubleOf(error: unknown): StoreTrouble | undefined {
  const known = asAppError(error);
  if (!(known instanceof AppError) || known.code !== 'store-unavailable') return undefined;
  if (isRace(known) || isRace(known.cause)) return undefined;
  const parts = partsOf(known.cause);
  return sqliteTrouble(parts) ?? postgresTroubles[parts.code] ?? 'store';
}

function sqliteTrouble({ code, errcode }: { code: string; errcode: number }): StoreTrouble | undefined {
  return code === 'ERR_SQLITE_ERROR' ? sqliteTroubles[errcode & 0xff] : undefined;
}

/** By primary result code (sqlite.org/rescode.html). */
const sqliteTroubles: Readonly<Record<number, StoreTrouble>> = {
  5: 'store-locked',
  6: 'store-locked',
  8: 'store-read-only',
  13: 'store-full',
};

/** Lock not granted, disk full, read-only transaction. */
const postgresTroubles: Readonly<Record<string, StoreTrouble>> = {
  '55P03': 'store-locked',
  '53100': 'store-full',
  '25006': 'store-read-only',
};

/** Errors of the connection, of locks and of a full disk as a retryable `store-unavailable`; others unchanged. */
export function asAppError(error: unknown): unknown {
  if (error instanceof AppError || !isUnavailable(error)) return error;
  return new AppError('store-unavailable', `the database cannot be used now: ${partsOf(error).message}`, {
    retryable: true,
    cause: error,
  });
}

function isUnavailable(error: unknown): boolean {
  const { code, errcode, syscall, message } = partsOf(error);
  if (code === 'ERR_SQLITE_ERROR') return sqliteUnavailable.has(errcode & 0xff);
  return (
    postgresUnavailable.test(code) ||
    networkUnavailable.test(code) ||
    syscall === 'connect' ||
    closedUnderUs.test(message)
  );
}

/** Primary result codes: busy, locked, read-only, I/O error, full, cannot open (sqlite.org/rescode.html). */
const sqliteUnavailable = new Set([5, 6, 8, 10, 13, 14]);

/**
 * Connection, authorisation, missing database, rolled back, out of resources, operator intervention,
 * system error; a standby that cannot write, a transaction that was idle too long, a lock not granted
 * (PostgreSQL manual, appendix A).
 */
const postgresUnavailable = /^(?:(?:08|28|3D|40|53|57|58)[0-9A-Z]{3}|25006|25P03|55P03)$/;

const networkUnavailable =
  /^(?:ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH)$/;

/** The server did not answer within the time that `pg` was given; it says so in words only. */
export function isSilence(error: unknown): boolean {
  return partsOf(error).message === 'Query read timeout';
}

/** These have no code: pg, pg-pool, Kysely and node:sqlite say them in words only. */
const closedUnderUs =
  /timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection terminated|not queryable|already been destroyed|after calling end on the pool|database is not open/;

function partsOf(error: unknown): { code: string; errcode: number; syscall: string; message: string } {
  const parts: Partial<Record<'code' | 'errcode' | 'syscall' | 'message', unknown>> =
    typeof error === 'object' && error !== null ? error : {};
  return {
    code: typeof parts.code === 'string' ? parts.code : '',
    errcode: typeof parts.errcode === 'number' ? parts.errcode : 0,
    syscall: typeof parts.syscall === 'string' ? parts.syscall : '',
    message: typeof parts.message === 'string' ? parts.message : String(error),
  };
}
