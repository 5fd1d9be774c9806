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
  return code === uniqueViolation || serializationFailures.includes(code);
}

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
 * system error; a standby that cannot write, a lock not granted (PostgreSQL manual, appendix A).
 */
const postgresUnavailable = /^(?:(?:08|28|3D|40|53|57|58)[0-9A-Z]{3}|25006|55P03)$/;

const networkUnavailable =
  /^(?:ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH)$/;

/** These have no code: pg, pg-pool, Kysely and node:sqlite say them in words only. */
const closedUnderUs =
  /timeout exceeded when trying to connect|Connection terminated|not queryable|already been destroyed|after calling end on the pool|database is not open/;

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
