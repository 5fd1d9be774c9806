// What the worker asks for when it looks around: what may leave, whose time has come, and when to look again.
import { type Claimed, claimDeliveries, endLostLeases } from './deliver-outbox.ts';
import type { OutboxClaim, Present, Timer, Turn } from './ports.ts';

export interface FoundWork extends Claimed {
  readonly timers: readonly Timer[];
  /** When the next row or timer falls due; undefined while nothing waits. */
  readonly nextAt?: number;
}

const timersAtOnce = 20;
const nothing: Claimed = { deliveries: [], unsent: [], held: false };

/** All of it in one transaction; rows are taken as by `claimDeliveries`, after lost leases were dealt with. */
export async function findWork(turn: Turn, present: Present, claim: OutboxClaim): Promise<FoundWork> {
  const { outbox, timers } = turn.store;
  await endLostLeases(turn);
  const claimed = claim.limit > 0 ? await claimDeliveries(turn, present, claim) : nothing;
  const due = await timers.claim({ ...claim, limit: timersAtOnce });
  const times = [await outbox.nextDueAt(turn.now), await timers.nextDueAt()].filter((at) => at !== undefined);
  return { ...claimed, timers: due, ...(times.length > 0 && { nextAt: Math.min(...times) }) };
}
