// What the worker asks for when it looks around: what may leave, whose time has come, and when to look again.
import { type Claimed, claimDeliveries, endLostLeases } from './deliver-outbox.ts';
import type { OutboxClaim } from './outbox-ports.ts';
import type { ClaimedTimer, Present, Turn } from './ports.ts';

export interface FoundWork extends Claimed {
  readonly timers: readonly ClaimedTimer[];
  /** When the next row or timer falls due; undefined while nothing waits. */
  readonly nextAt?: number;
}

/** What to look for besides messages. */
export interface Beside {
  /** At most so many timers. */
  readonly timers: number;
  /** Other systems are being asked as much as they may be. */
  readonly withoutJobs: boolean;
  /** By a clock that may be wrong no lease is over and no time has come. */
  readonly clockIsTrusted: boolean;
  /** Rows that this process is sending: what becomes of them is known here, whatever the clock says of their leases. */
  readonly inHand: readonly string[];
}

const nothing: Claimed = { deliveries: [], unsent: [], held: false };

/** All of it in one transaction; rows are taken as by `claimDeliveries`, after lost leases were dealt with. */
export async function findWork(
  turn: Turn,
  present: Present,
  claim: OutboxClaim,
  beside: Beside,
): Promise<FoundWork> {
  const { outbox, timers } = turn.store;
  if (beside.clockIsTrusted) await endLostLeases(turn, beside.inHand);
  const claimed = claim.limit > 0 ? await claimDeliveries(turn, present, claim) : nothing;
  const wanted = beside.clockIsTrusted ? beside.timers : 0;
  const due =
    wanted > 0 ? await timers.claim({ ...claim, limit: wanted, withoutJobs: beside.withoutJobs }) : [];
  if (!beside.clockIsTrusted) return { ...claimed, timers: due };
  const times = [await outbox.nextDueAt(turn.now), await timers.nextDueAt()].filter((at) => at !== undefined);
  return { ...claimed, timers: due, ...(times.length > 0 && { nextAt: Math.min(...times) }) };
}
