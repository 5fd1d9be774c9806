import { expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { asAppError, conflict, isBusy, isRace, troubleOf } from '../../src/store/failures.ts';

const failure = (parts: object) => Object.assign(new Error('message'), parts);
const sqlite = (errcode: number) => failure({ code: 'ERR_SQLITE_ERROR', errcode });

it.each([
  ['SQLite busy', sqlite(5)],
  ['SQLite locked', sqlite(6)],
  ['SQLite disk full', sqlite(13)],
  ['SQLite I/O error, extended code', sqlite(10 | (12 << 8))],
  ['SQLite cannot open', sqlite(14)],
  ['node:sqlite closed', new Error('database is not open')],
  ['PostgreSQL connection failure', failure({ code: '08006' })],
  ['PostgreSQL shutting down', failure({ code: '57P01' })],
  ['PostgreSQL disk full', failure({ code: '53100' })],
  ['PostgreSQL too many connections', failure({ code: '53300' })],
  ['PostgreSQL lock not granted', failure({ code: '55P03' })],
  ['PostgreSQL serialization failure, too often', failure({ code: '40001' })],
  ['PostgreSQL standby', failure({ code: '25006' })],
  ['connection refused', failure({ code: 'ECONNREFUSED' })],
  ['no socket file', failure({ code: 'ENOENT', syscall: 'connect' })],
  ['PostgreSQL idle in a transaction', failure({ code: '25P03' })],
  ['PostgreSQL statement too slow', failure({ code: '57014' })],
  ['PostgreSQL silent', new Error('Query read timeout')],
  ['connection lost', new Error('Connection terminated unexpectedly')],
  ['no connection free', new Error('timeout exceeded when trying to connect')],
])('takes %s for a matter of time', (_name, error) => {
  expect(asAppError(error)).toMatchObject({ code: 'store-unavailable', retryable: true, cause: error });
});

it.each([
  ['a constraint of SQLite', sqlite(2067)],
  ['a syntax error of PostgreSQL', failure({ code: '42601' })],
  ['a unique violation of PostgreSQL', failure({ code: '23505' })],
  ['a missing file', failure({ code: 'ENOENT', syscall: 'open' })],
  ['an error of the work', new RangeError('no plan')],
  ['an AppError', new AppError('config-invalid', 'wrong')],
  ['what is no error', 'text'],
  ['nothing', undefined],
])('leaves %s as it is', (_name, error) => {
  expect(asAppError(error)).toBe(error);
});

it.each([
  [conflict('ticket 1001'), true],
  [failure({ code: '40001' }), true],
  [failure({ code: '40P01' }), true],
  [failure({ code: '23505' }), true],
  [sqlite(5), false],
  [new AppError('store-unavailable', 'busy', { retryable: true }), false],
  [new Error('other'), false],
])('knows whether %s was a lost race', (error, race) => {
  expect(isRace(error)).toBe(race);
});

it.each([
  [sqlite(5), 'store-locked'],
  [sqlite(6), 'store-locked'],
  [sqlite(5 | (2 << 8)), 'store-locked'],
  [sqlite(8), 'store-read-only'],
  [sqlite(13), 'store-full'],
  [sqlite(10), 'store'],
  [failure({ code: '53100' }), 'store-full'],
  [failure({ code: '25006' }), 'store-read-only'],
  [failure({ code: '55P03' }), 'store-locked'],
  [failure({ code: 'ECONNREFUSED' }), 'store'],
  [failure({ code: '40001' }), undefined],
  [conflict('ticket 1001'), undefined],
  [sqlite(2067), undefined],
  [new RangeError('no plan'), undefined],
])('knows what trouble %s is', (error, trouble) => {
  expect(troubleOf(error)).toBe(trouble);
  // As a transaction throws it.
  expect(troubleOf(asAppError(error))).toBe(trouble);
});

it.each([
  [sqlite(5), true],
  [sqlite(5 | (1 << 8)), true],
  [sqlite(13), false],
  [failure({ code: '55P03' }), false],
  [new Error('other'), false],
])('knows whether %s is worth a moment of waiting', (error, busy) => {
  expect(isBusy(error)).toBe(busy);
});
