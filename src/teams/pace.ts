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
  /** Resolves when one more request to this conversation, of this tenant, keeps within Teams' limits. */
  turn(conversation: string, tenantId: string): Promise<void>;
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
  /** The last of each tenant's line, in the order in which they came: the more urgent were claimed first. */
  const lines = new Map<string, Promise<void>>();

  async function keep(key: string, limits: readonly SendLimit[]): Promise<void> {
    for (let at = free(key, limits); at > now(); at = free(key, limits)) await wait(at - now());
    note(key);
  }

  return {
    async turn(conversation, tenantId) {
      await keep(conversation, shortLimits);
      const tenant = `tenant ${tenantId}`;
      const before = lines.get(tenant);
      const mine = before
        ? before.then(() => keep(tenant, tenantLimits(false)))
        : keep(tenant, tenantLimits(false));
      lines.set(tenant, mine);
      await mine;
      if (lines.get(tenant) === mine) lines.delete(tenant);
    },
  };
}
