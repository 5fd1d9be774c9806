import { expect, it } from 'vitest';
import type { Message } from '../../src/domain/message.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { message, otherTenant, ourTenant } from './samples.ts';

const typed: Message = message({
  files: ['screenshot.png'],
  sourceTenantId: otherTenant,
  sourceConversationId: '19:channel;messageid=1',
  sourceActivityId: 'a-1',
  deliveredActivityId: 'd-1',
  delivery: 'not-delivered',
  failure: 'blocked',
});

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const save = (...messages: Message[]) =>
    database().transaction(async (store) => {
      for (const one of messages) await store.messages.save(one);
    });

  it.each([message(), typed])('reads back what was saved: %#', async (saved) => {
    await save(saved);
    const found = await database().transaction((store) => store.messages.get(ourTenant, 'message-1'));
    expect(found).toStrictEqual(saved);
  });

  it('finds a message by the Teams message it was typed as', async () => {
    await save(typed, message({ id: 'pressed' }));
    await database().transaction(async ({ messages }) => {
      expect(await messages.bySource(otherTenant, '19:channel;messageid=1', 'a-1')).toStrictEqual(typed);
      expect(await messages.bySource(ourTenant, '19:channel;messageid=1', 'a-1')).toBeUndefined();
      expect(await messages.bySource(otherTenant, '19:channel;messageid=1', 'a-2')).toBeUndefined();
      expect(await messages.bySource(otherTenant, '19:other', 'a-1')).toBeUndefined();
    });
  });

  it('lists what an agent wrote and the requester did not get, or perhaps not', async () => {
    await save(
      message({ id: 'a', delivery: 'not-delivered', failure: 'blocked', offeredAt: 5 }),
      message({ id: 'b', delivery: 'delivered' }),
      message({ id: 'c', delivery: 'unsure' }),
      message({ id: 'd', delivery: 'private', kind: 'note' }),
      message({ id: 'e', delivery: 'not-delivered', from: 'requester' }),
      message({ id: 'f', delivery: 'not-delivered', ticketId: 'ticket-2' }),
      message({ id: 'g', delivery: 'not-delivered', tenantId: otherTenant }),
    );
    const ref = { tenantId: ourTenant, ticketId: 'ticket-1' };
    const found = await database().transaction((store) => store.messages.undelivered(ref));
    expect(found.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(found[0]?.offeredAt).toBe(5);
  });

  it('lists newest first, an edited one in its old place', async () => {
    await save(message({ id: 'a' }), message({ id: 'b' }), message({ id: 'c' }));
    await save(message({ id: 'elsewhere', ticketId: 'ticket-2' }), message({ id: 'a', edited: true }));
    const latest = await database().transaction((store) => store.messages.latest(ourTenant, 'ticket-1', 2));
    expect(latest.map((one) => one.id)).toEqual(['c', 'b']);
    const all = await database().transaction((store) => store.messages.latest(ourTenant, 'ticket-1', 9));
    expect(all.map((one) => one.edited)).toEqual([false, false, true]);
  });

  it('shows nothing to another tenant', async () => {
    await save(message());
    await database().transaction(async ({ messages }) => {
      expect(await messages.get(otherTenant, 'message-1')).toBeUndefined();
      expect(await messages.latest(otherTenant, 'ticket-1', 9)).toEqual([]);
    });
  });
});
