import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openBeside, openDatabase } from '../../src/store/database.ts';
import type { OpenEngine } from '../../src/store/engine.ts';
import { eraseTenant } from '../../src/store/erase-tenant.ts';
import { type ExportedRow, exportTenant } from '../../src/store/export-tenant.ts';
import { holdings } from '../../src/store/holdings.ts';
import { freshPlace, onEachEngine, type Place, quietLog } from '../support/databases.ts';
import { plant } from '../support/planted.ts';
import { message, otherTenant, ourTenant, outboxRow } from './samples.ts';

const at = 1_800_000_000_000;
const agent = { id: 'agent-ben', name: 'Ben' };

onEachEngine((engine) => {
  let place: Place;
  let database: Database;
  let beside: OpenEngine;
  beforeEach(async () => {
    place = await freshPlace(engine);
    database = await openDatabase({ url: place.url, log: quietLog });
    beside = await openBeside({ url: place.url, log: quietLog });
    await plant(database, { tenantId: ourTenant, word: 'anna', agent, number: 1001, at });
    await plant(database, { tenantId: otherTenant, word: 'stranger', agent, number: 1002, at });
  });
  afterEach(async () => {
    await beside.close();
    await database.close();
    await place.remove();
  });

  const exported = async (tenantId: string): Promise<ExportedRow[]> => {
    const rows: ExportedRow[] = [];
    for await (const row of exportTenant(beside, tenantId, at)) rows.push(row);
    return rows;
  };

  it('has a row of every kind that the tenant has something of', async () => {
    const kinds = new Set((await exported(ourTenant)).map((row) => row.kind));
    const all = Object.entries(holdings).flatMap(([, { kind, ofTenant }]) => (ofTenant ? [kind] : []));
    // The partner alone links channels.
    expect(all.filter((kind) => !kinds.has(kind))).toEqual(['queue-link']);
    expect([...kinds].filter((kind) => !all.includes(kind))).toEqual([]);
  });

  it('has every row that names the person, and none of another tenant', async () => {
    const text = JSON.stringify(await exported(ourTenant));
    for (const table of Object.keys(holdings)) {
      const { rows } = await sql`select * from ${sql.table(table)}`.execute(beside.kysely);
      const named = rows.filter((row) => JSON.stringify(row).includes('anna')).length;
      const kind = holdings[table as keyof typeof holdings].kind;
      const found = (await exported(ourTenant)).filter(
        (row) => row.kind === kind && JSON.stringify(row).includes('anna'),
      ).length;
      expect([table, found]).toEqual([table, named]);
    }
    expect(text).not.toContain('stranger');
    expect(text).not.toContain(otherTenant);
  });

  it("has what the partner's own channels were told of the tenant", async () => {
    const told = { kind: 'app-disabled', customerTenantId: ourTenant } as const;
    const destination = { to: 'queue', queueId: 'support' } as const;
    const row = { id: 'told', lane: 'queue:support', tenantId: 'partner', destination, notice: told };
    await database.transaction(({ outbox }) => outbox.add(outboxRow(row)));
    const sent = (rows: readonly ExportedRow[]) => rows.filter(({ data }) => data.id === 'told').length;
    expect([sent(await exported(ourTenant)), sent(await exported(otherTenant))]).toEqual([1, 0]);
    await eraseTenant(beside, ourTenant, at);
    const left = await beside.kysely.selectFrom('outbox').select('id').where('id', '=', 'told').execute();
    expect(left).toEqual([]);
  });

  it('gives things as they are, not as they are stored', async () => {
    const rows = await exported(ourTenant);
    const one = (kind: string) => rows.find((row) => row.kind === kind)?.data;
    expect(one('ticket')).toMatchObject({ number: 1001, requesterName: 'Name anna', state: 'assigned' });
    expect(one('card')).toMatchObject({ notice: { kind: 'welcome' }, createdAt: at });
    expect(one('audit')).toMatchObject({ act: 'claim-ticket', ticketId: 'ticket-1001' });
    const pseudonyms = rows.filter((row) => row.kind === 'pseudonym').map((row) => row.data.pseudonym);
    const theirs = rows.filter((row) => row.data.act === 'withdraw-ticket');
    expect(theirs.map((row) => row.data.actor)).toEqual(pseudonyms);
  });

  it('goes on over many pages, each row once', async () => {
    await database.transaction(async ({ messages }) => {
      for (let i = 0; i < 1200; i += 1)
        await messages.save(message({ id: `m-${i}`, ticketId: 'ticket-1001' }));
    });
    const ids = (await exported(ourTenant)).filter((row) => row.kind === 'message').map((row) => row.data.id);
    expect(ids).toHaveLength(1202);
    expect(new Set(ids).size).toBe(1202);
  });

  it('is in the audit before its first row', async () => {
    const rows = exportTenant(beside, ourTenant, at);
    await rows.next();
    await rows.return(undefined);
    const last = await beside.kysely.selectFrom('audit').selectAll().orderBy('sequence', 'desc').execute();
    expect(last[0]).toMatchObject({ act: 'export', actor: 'operator', tenant_id: ourTenant });
  });
});
