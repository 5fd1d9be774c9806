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
  return {
    async turn(conversation, tenantId) {
      const tenant = `tenant ${tenantId}`;
      for (;;) {
        const freeAtMs = Math.max(free(conversation, shortLimits), free(tenant, tenantLimits(false)));
        if (freeAtMs <= now()) break;
        await wait(freeAtMs - now());
      }
      note(conversation);
      note(tenant);
    },
  };
}
