// Which activities were taken. Only hashes are kept: an erased person's must stay known, and lead to nobody.
import { hash } from 'node:crypto';
import type { Inbox } from '../flows/ports.ts';
import type { Tx } from './schema.ts';
import { statement } from './statement.ts';

const takeOnce = statement<{ key: string; at: number }>((tx, given) =>
  tx
    .insertInto('taken')
    .values({ key: given('key'), taken_at: given('at') })
    .onConflict((twice) => twice.doNothing()),
);

export function inboxIn(tx: Tx): Inbox {
  return {
    async take({ tenantId, conversationId, type, activityId }, at) {
      const key = takenKey(tenantId, conversationId, type, activityId);
      return (await takeOnce.run(tx, { key, at })) === 1;
    },
  };
}

/** As JSON, so that no two different activities can look the same when written in a row. */
export function takenKey(...parts: [tenantId: string, chatId: string, type: string, id: string]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url');
}
