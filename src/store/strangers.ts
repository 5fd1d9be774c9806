// Tenants that are not served: counted, so that they are answered once a day and reported once.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Strangers } from '../flows/ports.ts';
import type { Tx } from './schema.ts';

const dayMs = 86_400_000;

export function strangersIn(tx: Tx): Strangers {
  return {
    async knock(tenantId, conversationId, at) {
      // First the tenant: its row lock makes parallel knocks of one tenant wait for one another.
      const firstEver = (await countKnock(tx, tenantId)) === 1;
      const firstOfDay = await isFirstOfDay(tx, tenantId, conversationId, Math.floor(at / dayMs));
      return { firstOfDay, firstEver };
    },
  };
}

async function countKnock(tx: Tx, tenantId: string): Promise<number> {
  const { knocks } = await tx
    .insertInto('stranger_tenants')
    .values({ tenant_id: tenantId, knocks: 1 })
    .onConflict((known) =>
      known.column('tenant_id').doUpdateSet({ knocks: sql`stranger_tenants.knocks + 1` }),
    )
    .returning('knocks')
    .executeTakeFirstOrThrow();
  return knocks;
}

async function isFirstOfDay(tx: Tx, tenantId: string, conversationId: string, day: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('stranger_chats')
    .values({ tenant_id: tenantId, conversation_hash: hashOf(conversationId), last_day: day })
    .onConflict((known) =>
      known
        .columns(['tenant_id', 'conversation_hash'])
        .doUpdateSet({ last_day: day })
        .where('stranger_chats.last_day', '<', day),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Of somebody who is no customer nothing is kept that leads back to them. */
function hashOf(conversationId: string): string {
  return createHash('sha256').update(conversationId).digest('base64url');
}
