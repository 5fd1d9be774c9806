import { expect, it } from 'vitest';
import type { Store } from '../../src/flows/ports.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { otherTenant, ourTenant } from './samples.ts';

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

  it('finds the thread saved last', async () => {
    await store((threads) => threads.save(partner, 'thread-1', ref, 'technical'));
    await store((threads) => threads.save(partner, 'thread-2', ref, 'technical'));
    expect(await store((threads) => threads.find(ref, 'technical'))).toBe('thread-2');
  });
});
