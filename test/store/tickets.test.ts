import { describe, expect, it } from 'vitest';
import { claim, released, type Ticket } from '../../src/domain/ticket.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { otherTenant, ourTenant, ticket } from './samples.ts';

const full: Ticket = ticket({
  severityReason: 'nobody can work',
  formId: 'mail',
  assigneeId: 'agent-1',
  assigneeName: 'Alex',
  claimedAt: 2000,
  firstRespondedAt: 2000,
  solvedAt: 3000,
  endedAt: 4000,
  resolution: 'restarted',
  satisfaction: { score: 5, comment: '谢谢' },
  state: 'closed',
});

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const insert = (...tickets: Ticket[]) =>
    database().transaction(async (store) => {
      for (const one of tickets) await store.tickets.insert(one);
    });
  const get = (tenantId = ourTenant) =>
    database().transaction((store) => store.tickets.get(tenantId, 'ticket-1'));

  it('knows what one of the partner’s people has open, oldest first, of all customers', async () => {
    const bens = { assigneeId: 'ben', state: 'assigned' } as const;
    await insert(
      ticket({ id: 'c', number: 3, ...bens, tenantId: otherTenant }),
      ticket({ id: 'a', number: 1, ...bens, state: 'solved' }),
      ticket({ id: 'b', number: 2, ...bens, state: 'closed', endedAt: 9 }),
      ticket({ id: 'd', number: 4, assigneeId: 'mei', state: 'assigned' }),
      ticket({ id: 'e', number: 5 }),
    );
    const ids = () =>
      database().transaction(async ({ tickets }) =>
        (await tickets.assignedTo('ben')).map(({ ticketId }) => ticketId),
      );
    expect(await ids()).toEqual(['a', 'c']);
    await database().transaction(async ({ tickets }) => {
      const held = await tickets.lock(otherTenant, 'c');
      if (held) await tickets.save(released(held));
    });
    expect(await ids()).toEqual(['a']);
  });

  it('knows what somebody else than these has open, oldest first, of all customers', async () => {
    const bens = { assigneeId: 'ben', state: 'assigned' } as const;
    await insert(
      ticket({ id: 'c', number: 3, ...bens, tenantId: otherTenant }),
      ticket({ id: 'a', number: 1, ...bens, state: 'solved' }),
      ticket({ id: 'b', number: 2, ...bens, state: 'closed', endedAt: 9 }),
      ticket({ id: 'd', number: 4, assigneeId: 'mei', state: 'assigned' }),
      ticket({ id: 'e', number: 5 }),
    );
    const ids = (staffIds: readonly string[], limit = 9) =>
      database().transaction(async ({ tickets }) =>
        (await tickets.assignedToOthers(staffIds, limit)).map(({ ticketId }) => ticketId),
      );
    expect(await ids(['mei', 'olaf'])).toEqual(['a', 'c']);
    expect(await ids(['mei'], 1)).toEqual(['a']);
    expect(await ids(['ben', 'mei'])).toEqual([]);
    expect(await ids([])).toEqual(['a', 'c', 'd']);
  });

  it.each([ticket(), full])('reads back what was inserted: %#', async (inserted) => {
    await insert(inserted);
    expect(await get()).toStrictEqual(inserted);
  });

  it('shows nothing to another tenant', async () => {
    await insert(ticket());
    expect(await get(otherTenant)).toBeUndefined();
    const found = await database().transaction(async ({ tickets }) => [
      await tickets.lock(otherTenant, 'ticket-1'),
      ...(await tickets.openOf(otherTenant, 'person-1')),
      ...(await tickets.latestOf(otherTenant, 'person-1', 10)),
    ]);
    expect(found).toStrictEqual([undefined]);
  });

  it('lists open tickets oldest first and all tickets newest first', async () => {
    await insert(
      ticket({ id: 'a', number: 1001, state: 'closed' }),
      ticket({ id: 'b', number: 1002, state: 'solved' }),
      ticket({ id: 'c', number: 1003, state: 'withdrawn' }),
      ticket({ id: 'd', number: 1004, state: 'waiting-microsoft' }),
      ticket({ id: 'e', number: 1005, requesterId: 'person-2' }),
    );
    await database().transaction(async ({ tickets }) => {
      const ids = (found: Ticket[]) => found.map((one) => one.id);
      expect(ids(await tickets.openOf(ourTenant, 'person-1'))).toEqual(['b', 'd']);
      expect(ids(await tickets.latestOf(ourTenant, 'person-1', 3))).toEqual(['d', 'c', 'b']);
    });
  });

  it('leaves the list of open tickets when it is saved as closed', async () => {
    await insert(ticket());
    await database().transaction((store) => store.tickets.save(ticket({ state: 'closed' })));
    const open = await database().transaction((store) => store.tickets.openOf(ourTenant, 'person-1'));
    expect(open).toEqual([]);
  });

  it('counts numbers up from 1001 and gives each to one of twenty', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 20 }, () => database().transaction((store) => store.tickets.nextNumber())),
    );
    expect(numbers.sort()).toEqual(Array.from({ length: 20 }, (_, index) => 1001 + index));
  });

  describe('save', () => {
    it('raises the version', async () => {
      await insert(ticket());
      await database().transaction((store) => store.tickets.save(ticket({ severity: 'A' })));
      expect(await get()).toStrictEqual(ticket({ severity: 'A', version: 2 }));
    });

    it('refuses a version that is not the stored one, and changes nothing', async () => {
      await insert(ticket());
      await database().transaction((store) => store.tickets.save(ticket()));
      const stale = database().transaction((store) => store.tickets.save(ticket({ severity: 'A' })));
      await expect(stale).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
      expect(await get()).toStrictEqual(ticket({ version: 2 }));
    });

    it('refuses a ticket of another tenant', async () => {
      await insert(ticket());
      const foreign = database().transaction((store) =>
        store.tickets.save(ticket({ tenantId: otherTenant })),
      );
      await expect(foreign).rejects.toMatchObject({ retryable: true });
      expect(await get()).toStrictEqual(ticket());
    });
  });

  it('knows whether a tenant has anything open', async () => {
    const hasOpen = (tenantId: string) => database().transaction((store) => store.tickets.hasOpen(tenantId));
    expect(await hasOpen(ourTenant)).toBe(false);
    await insert(ticket({ state: 'solved' }));
    expect([await hasOpen(ourTenant), await hasOpen(otherTenant)]).toEqual([true, false]);
    await database().transaction((store) => store.tickets.save(ticket({ state: 'closed' })));
    expect(await hasOpen(ourTenant)).toBe(false);
  });

  it('lets exactly one of twenty agents claim a ticket', async () => {
    await insert(ticket());
    // All connections of the pool are there when it begins, else the first would be done before the last.
    await Promise.all(Array.from({ length: 20 }, () => get()));
    let runs = 0;
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        database().transaction(async ({ tickets }) => {
          runs += 1;
          const found = await tickets.lock(ourTenant, 'ticket-1');
          if (!found) throw new Error('the ticket is gone');
          const agent = { id: `agent-${index}`, name: `Agent ${index}`, roles: [], email: '' };
          const outcome = claim(found, agent, 2000);
          if (outcome.ok) await tickets.save(outcome.value);
          return outcome.ok ? agent.id : outcome.reason;
        }),
      ),
    );
    const winners = outcomes.filter((outcome) => outcome.startsWith('agent-'));
    expect(winners).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'claimed-by-other')).toHaveLength(19);
    expect((await get())?.assigneeId).toBe(winners[0]);
    // Whoever waited for the lock read what the winner wrote: nobody had to begin again.
    expect(runs).toBe(20);
  });
});
