import type { Person } from '../domain/person.ts';
import type { People } from '../flows/ports.ts';
import { decode, encode, type Json } from './codec.ts';
import { remembered } from './remembered.ts';
import type { Tx } from './schema.ts';
import { statement } from './statement.ts';

const selectOne = statement<{ tenantId: string; id: string }, { body: Json }>((tx, given) =>
  tx
    .selectFrom('people')
    .select('body')
    .where('tenant_id', '=', given('tenantId'))
    .where('id', '=', given('id')),
);

const upsert = statement<{ tenantId: string; id: string; body: Json }>((tx, given) =>
  tx
    .insertInto('people')
    .values({ tenant_id: given('tenantId'), id: given('id'), body: given('body') })
    .onConflict((known) => known.columns(['tenant_id', 'id']).doUpdateSet({ body: given('body') })),
);

export function peopleIn(tx: Tx): People {
  const seen = remembered<Person>();
  return {
    get: (tenantId, id) =>
      seen.get(tenantId, id, async () => {
        const row = await selectOne.first(tx, { tenantId, id });
        return row && decode<Person>(row.body);
      }),

    async save(person) {
      await upsert.run(tx, { tenantId: person.tenantId, id: person.id, body: encode(person) });
      seen.set(person.tenantId, person.id, person);
    },
  };
}
