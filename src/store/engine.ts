// What the two database engines have in common once they are open.
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

export type Engine = 'sqlite' | 'postgres';

export interface OpenEngine {
  readonly engine: Engine;
  readonly kysely: Kysely<Tables>;
  /** Waits for running transactions, then lets go of the database and, with SQLite, of the process lock. */
  close(): Promise<void>;
}

/** The part of the service's log that the store needs. */
export interface StoreLog {
  warn(fields: {
    readonly event: string;
    readonly reason?: string;
    readonly error?: unknown;
    readonly sqliteVersion?: string;
  }): void;
}
