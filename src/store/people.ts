import type { Person } from '../domain/person.ts';
import type { People } from '../flows/ports.ts';
import { decode, encode } from './codec.ts';
import type { Tx } from './schema.ts';

export function peopleIn(tx: Tx): People {
  return {
    async get(tenantId, id) {
      const row = await tx
        .selectFrom('people')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && decode<Person>(row.body);
    },

    async save(person) {
      const body = encode(person);
      await tx
        .insertInto('people')
        .values({ tenant_id: person.tenantId, id: person.id, body })
        .onConflict((known) => known.columns(['tenant_id', 'id']).doUpdateSet({ body }))
        .execute();
    },
  };
}
