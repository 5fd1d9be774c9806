// Loaded into the service before its own code, to do from inside what no outsider can do exactly: to end or freeze
// the process at a marked point of its work, and to set its clock. Nothing in `src` knows of it.
import { ServerResponse } from 'node:http';
import { StatementSync } from 'node:sqlite';
import { Client } from 'pg';

export type Point = 'before-commit' | 'after-commit' | 'before-answer';
/** Which transaction it has to be. */
export type Work = 'message' | 'press' | 'timer' | 'claim';

export interface Told {
  /** Milliseconds by which the clock is ahead. */
  readonly clock?: number;
  readonly at?: Point;
  readonly of?: Work;
  readonly signal?: 'SIGKILL' | 'SIGSTOP';
}

const marks: readonly (readonly [Work, RegExp])[] = [
  ['press', /^insert into "card_presses"/],
  ['message', /^insert into "taken"/],
  ['timer', /^delete from "timers"/],
  ['claim', /^update "outbox" set "state" = \S+, "attempts" = attempts \+ 1/],
];

let told: Told = {};
let aheadMs = 0;
const realNow = Date.now;
Date.now = () => realNow() + aheadMs;

process.on('message', (message: Told) => {
  aheadMs = message.clock ?? aheadMs;
  if (message.at) told = message;
  process.send?.('understood');
});
// The service may end though the parent still holds its end.
process.channel?.unref();

function reach(point: Point, works: ReadonlySet<Work>): void {
  if (told.at !== point || !told.of || !works.has(told.of)) return;
  const { signal = 'SIGKILL' } = told;
  told = {};
  process.kill(process.pid, signal);
}

/** What a connection does, from `begin` to `commit`. */
class Watch {
  readonly #works = new Set<Work>();

  before(sql: string): void {
    if (/^begin/i.test(sql)) this.#works.clear();
    for (const [work, pattern] of marks) if (pattern.test(sql)) this.#works.add(work);
    if (/^commit/i.test(sql)) reach('before-commit', this.#works);
  }

  after(sql: string): void {
    if (!/^commit/i.test(sql)) return;
    reach('after-commit', this.#works);
    for (const work of this.#works) answered.add(work);
  }
}

/** Works committed since the last answer. */
const answered = new Set<Work>();
const writeHead = ServerResponse.prototype.writeHead as (...given: unknown[]) => unknown;
Object.defineProperty(ServerResponse.prototype, 'writeHead', {
  configurable: true,
  writable: true,
  value(this: ServerResponse, ...given: unknown[]) {
    reach('before-answer', answered);
    answered.clear();
    return writeHead.apply(this, given);
  },
});

const file = new Watch();
for (const method of ['run', 'all', 'get', 'iterate'] as const) {
  const original = StatementSync.prototype[method] as (...values: unknown[]) => unknown;
  Object.defineProperty(StatementSync.prototype, method, {
    value(this: StatementSync, ...values: unknown[]) {
      file.before(this.sourceSQL);
      const result = original.apply(this, values);
      file.after(this.sourceSQL);
      return result;
    },
  });
}

const watches = new WeakMap<Client, Watch>();
const query = Client.prototype.query as (...given: unknown[]) => Promise<unknown>;
Object.defineProperty(Client.prototype, 'query', {
  value(this: Client, ...given: unknown[]) {
    const [first] = given;
    const sql = typeof first === 'string' ? first : ((first as { text?: string })?.text ?? '');
    const watch = watches.get(this) ?? new Watch();
    watches.set(this, watch);
    watch.before(sql);
    const result = query.apply(this, given);
    void result?.then?.(() => watch.after(sql)).catch(() => undefined);
    return result;
  },
});
