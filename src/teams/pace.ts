// The last look before the wire: what was claimed in time may come together on its way there.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  conversationLimits,
  emptyLog,
  freeAt,
  type SendLimit,
  type SendLog,
  tenantLimits,
  withSend,
} from '../domain/send-budget.ts';

export interface Pace {
  /**
   * True when one more request to this conversation, of this tenant, keeps within Teams' limits; false when that
   * is not so within so many milliseconds, however long this process was frozen meanwhile. First come, first served.
   */
  turn(conversation: string, tenantId: string, withinMs: number): Promise<boolean>;
}

/** Longer windows are kept where all processes count together. */
const shortLimits = conversationLimits.filter(({ windowMs }) => windowMs <= 2_000);
const maxLogs = 20_000;

/** `now` in milliseconds of a clock that never goes back. */
export function createPace(now: () => number = () => performance.now(), wait = sleep): Pace {
  const logs = new Map<string, SendLog>();
  const free = (key: string, limits: readonly SendLimit[]) =>
    freeAt(logs.get(key) ?? emptyLog, limits, now());
  const note = (key: string) => {
    const log = withSend(logs.get(key) ?? emptyLog, now());
    logs.delete(key);
    logs.set(key, log);
    const [oldest] = logs.keys();
    if (logs.size > maxLogs && oldest !== undefined) logs.delete(oldest);
  };
  /** The last of each line, in the order in which they came: the more urgent were claimed first. */
  const lines = new Map<string, Promise<boolean>>();

  async function keep(key: string, limits: readonly SendLimit[], until: number): Promise<boolean> {
    for (let at = free(key, limits); at > now(); at = free(key, limits)) {
      if (now() >= until) return false;
      await wait(Math.max(0, Math.min(at, until) - now()));
    }
    if (now() > until) return false;
    note(key);
    return true;
  }

  async function inLine(key: string, limits: readonly SendLimit[], until: number): Promise<boolean> {
    const before = lines.get(key);
    const mine = before ? before.then(() => keep(key, limits, until)) : keep(key, limits, until);
    lines.set(key, mine);
    const kept = await mine;
    if (lines.get(key) === mine) lines.delete(key);
    return kept;
  }

  return {
    async turn(conversation, tenantId, withinMs) {
      const until = now() + withinMs;
      if (!(await inLine(conversation, shortLimits, until))) return false;
      return inLine(`tenant ${tenantId}`, tenantLimits(false), until);
    },
  };
}
