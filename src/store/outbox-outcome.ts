import { sql } from 'kysely';
import type { DeliveryResult } from '../flows/ports.ts';

/** What is written down of an attempt to send. */
export function outcomeColumns(result: DeliveryResult) {
  switch (result.state) {
    case 'sent':
      return {
        state: result.state,
        activity_id: result.activityId ?? null,
        sent_at: Date.now(),
        reason: null,
      };
    case 'pending':
      return {
        state: result.state,
        due_at: result.dueAt,
        reason: result.reason,
        ...(result.uncounted && { attempts: sql<number>`attempts - 1` }),
      };
    default:
      return { state: result.state, reason: result.reason };
  }
}
