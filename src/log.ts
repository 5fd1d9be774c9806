// The log: one JSON line per event, made of the fields listed here. Everything else is dropped, so that no
// text of a person, token or header can get in by being passed along.
import { type DestinationStream, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from './config.ts';
import { AppError, type ErrorCode } from './domain/errors.ts';

/** Codes, ids and numbers; a new one is added here. */
export const plainFields = [
  'appEnv',
  'database',
  'errorId',
  'event',
  'hash',
  'kind',
  'notice',
  'outcome',
  'port',
  'reason',
  'rows',
  'sequence',
  'skewSeconds',
  'sqliteVersion',
  'state',
  'status',
] as const;

export type LogFields = Readonly<Partial<Record<(typeof plainFields)[number] | 'error', unknown>>>;

type Write = (fields: LogFields, message?: string) => void;

/** Messages are fixed texts of ours (a contract test looks); what varies belongs into a field. */
export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  readonly fatal: Write;
  /** At every level, `silent` too: what proves something must not depend on how talkative the log is. */
  readonly always: Write;
}

/** Writes to standard output unless told otherwise. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const output = destination ?? standardOutput();
  const loggerAt = (lowest: LogLevel) =>
    pino(
      {
        level: lowest,
        base: null,
        timestamp: stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      output,
    );
  const logger = loggerAt(level);
  const always = loggerAt('info');
  const write =
    (at: Exclude<keyof Log, 'always'>, to = logger): Write =>
    (fields, message) =>
      to[at](allowed(fields), message);
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
    always: write('info', always),
  };
}

const maxHeldBackBytes = 4_000_000;

/** What a full disk does not take is held back, up to a limit: unheard, the error would end the process. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true, maxLength: maxHeldBackBytes });
  return output.on('error', () => undefined);
}

function allowed(fields: LogFields): Record<string, unknown> {
  const plain = plainFields.map((name) => [name, plainValue(fields[name])] as const);
  const kept = Object.fromEntries(plain.filter(([, value]) => value !== undefined));
  return fields.error === undefined ? kept : { ...kept, error: errorFacts(fields.error) };
}

/** Whatever could be a sentence is dropped, in a listed field too. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === undefined) return value;
  return typeof value === 'string' && /^[!-~]{1,200}$/.test(value) ? value : '[dropped]';
}

/** Their messages are ours alone, name no person, and are what the operator must read. */
const readableCodes: readonly ErrorCode[] = ['config-invalid', 'node-too-old', 'store-locked'];

/** Any other message may quote what a person wrote: PostgreSQL's and JSON's do. */
function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const isReadable = error instanceof AppError && readableCodes.includes(error.code);
  return {
    name: plainValue(error.name),
    ...('code' in error ? { code: plainValue(error.code) } : {}),
    ...(isReadable ? { message: error.message } : {}),
    frames: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: errorFacts(error.cause) }),
  };
}

/** Where it happened in our own files, without the message that a stack begins with. */
function framesOf({ stack = '', message }: Error): string[] {
  const messageAt = stack.indexOf(message);
  if (messageAt < 0) return [];
  const frames = stack.slice(messageAt + message.length).split('\n');
  return frames.map((frame) => frame.trim()).filter(isOurs);
}

function isOurs(frame: string): boolean {
  return /^at .*\/(src|dist)\/[^ ]*:\d+:\d+\)?$/.test(frame) && !frame.includes('/node_modules/');
}
