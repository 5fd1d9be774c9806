import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { freshPlace, onEachEngine, openAsItIs, type Place, quietLog } from '../../support/databases.ts';
import { ourTenant, ticket } from '../samples.ts';

/** As the tables were before. */
const undo = [
  'drop index tickets_of_assignee',
  'drop index tickets_open',
  'alter table tickets drop column assignee_id',
  'alter table threads drop column forgotten',
  `delete from migrations where name = '004-assignees'`,
];

onEachEngine((engine) => {
  let place: Place;
  beforeEach(async () => {
    place = await freshPlace(engine);
  });
  afterEach(() => place.remove());

  it('finds who has which ticket in what was stored before', async () => {
    const before = await openDatabase({ url: place.url, log: quietLog });
    const owned = ticket({ assigneeId: 'agent-1', state: 'assigned' });
    await before.transaction(async ({ tickets, threads }) => {
      await tickets.insert(owned);
      await tickets.insert(ticket({ id: 'free', number: 1002 }));
      await threads.save(
        'partner',
        '19:a;messageid=1',
        { tenantId: ourTenant, ticketId: owned.id },
        'technical',
      );
    });
    await before.close();

    const old = await openAsItIs(engine, place);
    for (const statement of undo) await sql.raw(statement).execute(old.kysely);
    await old.close();

    const after = await openDatabase({ url: place.url, log: quietLog });
    await after.transaction(async ({ tickets, threads }) => {
      const ref = { tenantId: ourTenant, ticketId: owned.id };
      expect(await tickets.assignedTo('agent-1')).toEqual([ref]);
      expect(await threads.find(ref, 'technical')).toBe('19:a;messageid=1');
    });
    await after.close();
  });
});
