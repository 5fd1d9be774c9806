import type { Inbox } from '../flows/ports.ts';
import type { Tx } from './schema.ts';

export function inboxIn(tx: Tx): Inbox {
  return {
    async take(key, at) {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('inbox')
        .values({
          tenant_id: key.tenantId,
          conversation_id: key.conversationId,
          type: key.type,
          activity_id: key.activityId,
          taken_at: at,
        })
        .onConflict((twice) => twice.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
  };
}
