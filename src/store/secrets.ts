import type { Secrets } from '../flows/ports.ts';
import type { Tx } from './schema.ts';

export function secretsIn(tx: Tx): Secrets {
  return {
    async keep(name, made) {
      // Of replicas that start together the first wins; the others wait for its commit and read what it made.
      await tx
        .insertInto('secrets')
        .values({ name, value: made })
        .onConflict((known) => known.doNothing())
        .execute();
      const { value } = await tx
        .selectFrom('secrets')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirstOrThrow();
      return value;
    },
  };
}
