// Who is who in the audit. A pseudonym is the hash of whom it stands for: it cannot be given to anybody else.
import { createHash, randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { AuditActor } from '../domain/audit.ts';
import type { OpenEngine } from './engine.ts';
import type { PseudonymTable, Tx } from './schema.ts';
import { statement } from './statement.ts';

type Pseudonym = Selectable<PseudonymTable>;

const selectOne = statement<AuditActor, { pseudonym: string }>((tx, given) =>
  tx
    .selectFrom('pseudonyms')
    .select('pseudonym')
    .where('tenant_id', '=', given('tenantId'))
    .where('person_id', '=', given('personId')),
);

const keep = statement<Pseudonym>((tx, given) =>
  tx
    .insertInto('pseudonyms')
    .values({
      tenant_id: given('tenant_id'),
      person_id: given('person_id'),
      salt: given('salt'),
      pseudonym: given('pseudonym'),
    })
    .onConflict((meanwhile) => meanwhile.columns(['tenant_id', 'person_id']).doNothing()),
);

/** The same for the same person as long as the row is kept; without its salt nobody can tell any more. */
export async function pseudonymOf(tx: Tx, { tenantId, personId }: AuditActor): Promise<string> {
  const known = await selectOne.first(tx, { tenantId, personId });
  if (known) return known.pseudonym;
  const whose = { tenant_id: tenantId, person_id: personId, salt: randomBytes(16).toString('base64url') };
  const pseudonym = pseudonymFor(whose);
  await keep.run(tx, { ...whose, pseudonym });
  // Somebody else may have been first.
  return (await selectOne.first(tx, { tenantId, personId }))?.pseudonym ?? pseudonym;
}

function pseudonymFor({ salt, tenant_id, person_id }: Omit<Pseudonym, 'pseudonym'>): string {
  const hash = createHash('sha256').update(JSON.stringify([salt, tenant_id, person_id]));
  return `p-${hash.digest('base64url')}`;
}

/** The first pseudonym that was given to somebody else, or to whom it stands for under another salt. */
export async function findFalsePseudonym(
  { kysely }: OpenEngine,
  rowsAtOnce = 1000,
): Promise<string | undefined> {
  let after: Pseudonym | undefined;
  do {
    const rows = await kysely
      .selectFrom('pseudonyms')
      .selectAll()
      .$if(after !== undefined, (query) =>
        query.where(sql<boolean>`(tenant_id, person_id) > (${after?.tenant_id}, ${after?.person_id})`),
      )
      .orderBy('tenant_id')
      .orderBy('person_id')
      .limit(rowsAtOnce)
      .execute();
    const wrong = rows.find((row) => row.pseudonym !== pseudonymFor(row));
    if (wrong) return wrong.pseudonym;
    after = rows.length === rowsAtOnce ? rows.at(-1) : undefined;
  } while (after);
  return undefined;
}
