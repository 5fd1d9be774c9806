import { sql } from 'kysely';
import type { DeliveryResult } from '../flows/outbox-ports.ts';

/** What is written down of an attempt to send that did not succeed. */
export function outcomeColumns(result: Exclude<DeliveryResult, { state: 'sent' }>) {
  switch (result.state) {
    case 'pending':
      return {
        state: result.state,
        due_at: result.dueAt,
        reason: result.reason,
        ...(result.uncounted && { attempts: sql<number>`attempts - 1` }),
        ...(result.lost && { lost_leases: sql<number>`lost_leases + 1` }),
        // What was lost of one part says nothing of the next.
        ...(result.part !== undefined && { part: result.part, lost_leases: 0 }),
      };
    default:
      return { state: result.state, reason: result.reason };
  }
}
