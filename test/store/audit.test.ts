import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/domain/audit.ts';
import { type AuditRow, verifyChain } from '../../src/store/audit-chain.ts';
import { type Database, openBeside, openDatabase } from '../../src/store/database.ts';
import type { OpenEngine } from '../../src/store/engine.ts';
import { readAudit } from '../../src/store/read-audit.ts';
import { freshPlace, onEachEngine, type Place, quietLog } from '../support/databases.ts';
import { ourTenant, ticket } from './samples.ts';

const entry: AuditEntry = {
  at: 1000,
  actor: { tenantId: 'partner', personId: 'ben' },
  act: 'claim-ticket',
  outcome: 'done',
  tenantId: ourTenant,
  ticketId: 'ticket-1',
  activityId: 'activity-1',
};

/** As if another process did it: within one process a turn inside a turn is refused. */
const outsideOfTurns = AsyncLocalStorage.snapshot();

onEachEngine((engine) => {
  let place: Place;
  let database: Database;
  let beside: OpenEngine;
  beforeEach(async () => {
    place = await freshPlace(engine);
    database = await openDatabase({ url: place.url, log: quietLog });
    beside = await openBeside({ url: place.url, log: quietLog });
  });
  afterEach(async () => {
    await beside.close();
    await database.close();
    await place.remove();
  });

  const append = (...entries: AuditEntry[]) =>
    database.transaction(async ({ audit }) => {
      for (const one of entries) await audit.append(one);
    });
  const rows = (): Promise<AuditRow[]> =>
    beside.kysely.selectFrom('audit').selectAll().orderBy('sequence').execute();

  it('keeps who did what on which ticket by a pseudonym, and nothing else of them', async () => {
    await append(entry, { ...entry, act: 'solve-ticket' });
    await append({
      ...entry,
      actor: { tenantId: ourTenant, personId: 'anna' },
      outcome: 'denied',
      reason: 'not-yours',
    });
    await append({ at: 2000, actor: 'operator', act: 'export', outcome: 'done', tenantId: ourTenant });
    const [claimed, solved, denied, exported] = await rows();
    expect(claimed).toMatchObject({
      sequence: 1,
      at: 1000,
      actor: expect.stringMatching(/^p-[\w-]{22}$/),
      act: 'claim-ticket',
      outcome: 'done',
      reason: null,
      tenant_id: ourTenant,
      ticket_id: 'ticket-1',
      activity_id: 'activity-1',
    });
    expect(solved?.actor).toBe(claimed?.actor);
    expect(denied).toMatchObject({ sequence: 3, outcome: 'denied', reason: 'not-yours' });
    expect(denied?.actor).not.toBe(claimed?.actor);
    expect(exported?.actor).toBe('operator');
    expect(JSON.stringify(await rows())).not.toMatch(/ben|anna/);
  });

  it('chains rows of many turns at once, without a gap', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        append({ ...entry, actor: { tenantId: 'partner', personId: `agent-${i % 3}` } }, entry),
      ),
    );
    const written = await rows();
    expect(written.map((row) => row.sequence)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(await verifyChain(readAudit(beside, 7))).not.toHaveProperty('fault');
  });

  it.runIf(engine === 'postgres')(
    'keeps nobody waiting while a turn that wrote something goes on',
    async () => {
      await database.transaction(async (slow) => {
        await slow.audit.append(entry);
        const meanwhile = await openDatabase({ url: place.url, log: quietLog });
        await outsideOfTurns(() =>
          meanwhile.transaction(({ audit }) => audit.append({ ...entry, at: 2000 })),
        );
        await meanwhile.close();
      });
      expect((await rows()).map((row) => row.at)).toEqual([2000, 1000]);
    },
  );

  it('forgets what was rolled back, and rolls back what it cannot write', async () => {
    const failing = database.transaction(async (store) => {
      await store.audit.append(entry);
      throw new Error('the turn failed');
    });
    await expect(failing).rejects.toThrow('the turn failed');
    expect(await rows()).toEqual([]);

    await sql`drop table audit`.execute(beside.kysely);
    const unheard = database.transaction(async (store) => {
      await store.tickets.insert(ticket());
      await store.audit.append(entry);
    });
    await expect(unheard).rejects.toThrow();
    const kept = await database.transaction((store) => store.tickets.get(ourTenant, 'ticket-1'));
    expect(kept).toBeUndefined();
  });

  it.each(['update audit set act = act', 'delete from audit where sequence = 1', 'delete from audit'])(
    'refuses %s',
    async (statement) => {
      await append(entry, entry);
      await expect(sql.raw(statement).execute(beside.kysely)).rejects.toThrow('append-only');
      expect(await rows()).toHaveLength(2);
    },
  );

  it.runIf(engine === 'postgres')('refuses truncate', async () => {
    await append(entry);
    await expect(sql`truncate audit`.execute(beside.kysely)).rejects.toThrow('append-only');
  });
});
