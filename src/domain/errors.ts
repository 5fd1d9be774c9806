// Two ways to fail: an expected refusal is a value, anything else is an AppError.

/** An expected answer of "no": a reason code that the texts know, and what the sentence needs. */
export interface Refusal<Reason extends string> {
  readonly ok: false;
  readonly reason: Reason;
}

export interface Success<Value> {
  readonly ok: true;
  readonly value: Value;
}

export type Outcome<Value, Reason extends string> = Success<Value> | Refusal<Reason>;

export function success<Value>(value: Value): Success<Value> {
  return { ok: true, value };
}

export function refuse<Reason extends string>(reason: Reason): Refusal<Reason> {
  return { ok: false, reason };
}

export type ErrorCode =
  | 'store-unavailable'
  | 'store-locked'
  | 'too-busy'
  | 'config-invalid'
  | 'node-too-old'
  | 'card-invalid'
  | 'credentials-unavailable'
  | 'keys-unavailable'
  | 'clock-off'
  | 'unexpected';

/** Something that should not have happened. `retryable` tells the turn to answer 503 instead of 500. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}
