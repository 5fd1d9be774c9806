import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/domain/audit.ts';
import { type AuditRow, verifyChain } from '../../src/store/audit-chain.ts';
import { type Database, openBeside, openDatabase } from '../../src/store/database.ts';
import type { OpenEngine } from '../../src/store/engine.ts';
import { findFalsePseudonym } from '../../src/store/pseudonyms.ts';
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
      actor: expect.stringMatching(/^p-[\w-]{43}$/),
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

  describe('pseudonyms', () => {
    const ben = { tenantId: 'partner', personId: 'ben' };
    const anna = { tenantId: ourTenant, personId: 'anna' };
    const carla = { tenantId: ourTenant, personId: 'carla' };
    beforeEach(() => append(...[ben, anna, carla].map((actor) => ({ ...entry, actor }))));
    const change = async (text: string) => {
      for (const one of text.split(';')) await sql.raw(one).execute(beside.kysely);
      return [await verifyChain(readAudit(beside)), await findFalsePseudonym(beside, 2)] as const;
    };

    it('are those of whom they were given to, page by page', async () => {
      expect(await findFalsePseudonym(beside, 2)).toBeUndefined();
      expect(await findFalsePseudonym(beside, 1)).toBeUndefined();
    });

    it.each([
      [
        'swapped',
        `update pseudonyms set tenant_id = 'away' where person_id = 'anna';
        update pseudonyms set tenant_id = '${ourTenant}', person_id = 'anna' where person_id = 'ben';
        update pseudonyms set tenant_id = 'partner', person_id = 'ben' where tenant_id = 'away'`,
      ],
      ['given to somebody else', `update pseudonyms set person_id = 'mei' where person_id = 'carla'`],
      ['moved to another tenant', `update pseudonyms set tenant_id = 'other' where person_id = 'carla'`],
      ['given another salt', `update pseudonyms set salt = 'salt' where person_id = 'ben'`],
    ])('are found when they were %s, which the chain does not show', async (_name, text) => {
      const [{ fault }, pseudonym] = await change(text);
      expect(fault).toBeUndefined();
      const actors = (await rows()).map((row) => row.actor);
      expect(actors).toContain(pseudonym);
    });

    it('leave with their person', async () => {
      const [{ fault }, pseudonym] = await change(`delete from pseudonyms where person_id = 'anna'`);
      expect([fault, pseudonym]).toEqual([undefined, undefined]);
      await append({ ...entry, actor: anna });
      const [, before, , after] = (await rows()).map((row) => row.actor);
      expect(after).not.toBe(before);
    });
  });

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

  it('refuses to write over a row', async () => {
    await append(entry, entry);
    const over =
      engine === 'postgres'
        ? sql`insert into audit select * from audit on conflict (sequence) do update set act = excluded.act`
        : sql`insert or replace into audit select * from audit`;
    await expect(over.execute(beside.kysely)).rejects.toThrow('append-only');
    expect(await rows()).toHaveLength(2);
  });

  it('without its head is neither read nor written', async () => {
    await append(entry);
    await sql`delete from audit_head`.execute(beside.kysely);
    await expect(verifyChain(readAudit(beside))).rejects.toThrow('the audit has lost its head');
    await expect(append(entry)).rejects.toThrow('the audit has lost its head');
  });

  it.runIf(engine === 'postgres')('refuses truncate', async () => {
    await append(entry);
    await expect(sql`truncate audit`.execute(beside.kysely)).rejects.toThrow('append-only');
  });
});
