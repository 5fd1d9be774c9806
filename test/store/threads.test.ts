import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { Store } from '../../src/flows/ports.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { otherTenant, ourTenant, ticket } from './samples.ts';

const partner = 'tenant-partner';
const ref = { tenantId: ourTenant, ticketId: 'ticket-1' };

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const store = <Result>(work: (threads: Store['threads']) => Promise<Result>) =>
    database().transaction(({ threads }) => work(threads));

  it('leads from the ticket to its thread in a queue, and back', async () => {
    await store((threads) => threads.save(partner, 'thread-1', ref, 'technical'));
    expect(await store((threads) => threads.find(ref, 'technical'))).toBe('thread-1');
    expect(await store((threads) => threads.find(ref, 'billing'))).toBeUndefined();
    expect(await store((threads) => threads.ticketOf(partner, 'thread-1'))).toStrictEqual({
      ...ref,
      queueId: 'technical',
    });
  });

  it('keeps tenants apart on both sides', async () => {
    await store((threads) => threads.save(partner, 'thread-1', ref, 'technical'));
    const foreign = { ...ref, tenantId: otherTenant };
    expect(await store((threads) => threads.find(foreign, 'technical'))).toBeUndefined();
    expect(await store((threads) => threads.ticketOf(ourTenant, 'thread-1'))).toBeUndefined();
  });

  it('forgets a deleted thread of one queue, and opens another', async () => {
    await store((threads) => threads.save(partner, 'thread-1', ref, 'technical'));
    await store((threads) => threads.save(partner, 'thread-2', ref, 'billing'));
    await store((threads) => threads.forget(ref, 'technical'));
    expect(await store((threads) => threads.find(ref, 'technical'))).toBeUndefined();
    expect(await store((threads) => threads.find(ref, 'billing'))).toBe('thread-2');
    await store((threads) => threads.save(partner, 'thread-3', ref, 'technical'));
    expect(await store((threads) => threads.find(ref, 'technical'))).toBe('thread-3');
  });

  it('still knows whose words stand in a thread that was given up', async () => {
    await store((threads) => threads.save(partner, 'thread-1', ref, 'technical'));
    await store((threads) => threads.forget(ref, 'technical'));
    expect(await store((threads) => threads.ticketOf(partner, 'thread-1'))).toStrictEqual({
      ...ref,
      queueId: 'technical',
    });
  });

  describe('in a channel', () => {
    const inChannel = (channel: string, n: number) => `${channel};messageid=${n}`;
    const standing = (limit = 10) =>
      database().transaction(({ threads }) => threads.openIn(partner, '19:a', limit));

    async function open(n: number, parts: Partial<Ticket> = {}, channel = '19:a'): Promise<void> {
      await database().transaction(async ({ tickets, threads }) => {
        const one = ticket({ id: `ticket-${n}`, number: n, ...parts });
        await tickets.insert(one);
        const thread = inChannel(channel, n);
        await threads.save(partner, thread, { tenantId: one.tenantId, ticketId: one.id }, 'technical');
      });
    }

    it('lists the open tickets that live there, oldest first, of all customers', async () => {
      await open(2, { tenantId: otherTenant, state: 'solved' });
      await open(1);
      await open(3, { state: 'closed', endedAt: 9 });
      await open(4, { state: 'withdrawn', endedAt: 9 });
      await open(5, { queueId: 'billing' });
      await open(6, {}, '19:ab');
      expect(await standing()).toEqual([
        { tenantId: ourTenant, ticketId: 'ticket-1', queueId: 'technical' },
        { tenantId: otherTenant, ticketId: 'ticket-2', queueId: 'technical' },
      ]);
      expect(await standing(1)).toHaveLength(1);
    });

    it('lists none whose thread was given up', async () => {
      await open(1);
      await store((threads) => threads.forget(ref, 'technical'));
      expect(await standing()).toEqual([]);
    });

    it('gives up the threads of what ended lately or lives in another queue, and of nothing else', async () => {
      await open(1);
      await open(2, { state: 'closed', endedAt: 50 });
      await open(3, { state: 'closed', endedAt: 40 });
      await open(4, { state: 'closed', endedAt: 60 }, '19:b');
      await open(5, { queueId: 'billing' });
      await open(6, { queueId: 'billing' }, '19:b');
      await store((threads) => threads.forgetOthers(partner, '19:a', 45));
      const found = await store((threads) =>
        Promise.all(
          [1, 2, 3, 4, 5, 6].map((n) => threads.find({ ...ref, ticketId: `ticket-${n}` }, 'technical')),
        ),
      );
      expect(found.map((thread) => thread !== undefined)).toEqual([true, false, true, true, false, true]);
    });
  });

  it('finds the thread saved last', async () => {
    await store((threads) => threads.save(partner, 'thread-1', ref, 'technical'));
    await store((threads) => threads.save(partner, 'thread-2', ref, 'technical'));
    expect(await store((threads) => threads.find(ref, 'technical'))).toBe('thread-2');
  });
});
