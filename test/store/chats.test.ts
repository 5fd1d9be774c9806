import { expect, it } from 'vitest';
import type { Chat } from '../../src/domain/chat.ts';
import type { Store } from '../../src/flows/ports.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { chat, otherTenant, ourTenant } from './samples.ts';

const full: Chat = chat({
  kind: 'channel',
  teamId: '19:team',
  personId: 'person-1',
  locale: 'zh-cn',
  installedAt: 1000,
  welcomedAt: 1000,
  focusTicketId: 'ticket-1',
  focusAt: 2000,
  expects: { what: 'question', since: 3000 },
});

onEachEngine((engine) => {
  const database = databasePerTest(engine);

  it.each([chat(), full])('reads back what was saved: %#', async (saved) => {
    await database().transaction((store) => store.chats.save(saved));
    expect(await database().transaction((store) => store.chats.get(ourTenant, 'chat-1'))).toStrictEqual(
      saved,
    );
  });

  it('replaces the whole chat, so that what is left out is gone', async () => {
    await database().transaction((store) => store.chats.save(full));
    await database().transaction((store) => store.chats.save(chat()));
    expect(await database().transaction((store) => store.chats.get(ourTenant, 'chat-1'))).toStrictEqual(
      chat(),
    );
  });

  it('names those that an administrator switched off, and nobody else', async () => {
    await database().transaction(async ({ chats }) => {
      await chats.save(chat({ id: 'off', unreachable: 'disabled' }));
      await chats.save(chat({ id: 'blocked', unreachable: 'blocked' }));
      await chats.save(chat({ id: 'back', unreachable: 'disabled', installedAt: 1000 }));
      await chats.save(chat({ id: 'elsewhere', tenantId: otherTenant, unreachable: 'disabled' }));
      await chats.save(chat({ id: 'left' }));
    });
    expect(await database().transaction(({ chats }) => chats.disabledIn(ourTenant, 9))).toEqual(['off']);
  });

  it('names those where the app is, some at a time, and says whether it came to one since', async () => {
    await database().transaction(async ({ chats }) => {
      await chats.save(chat({ id: 'b', installedAt: 2000 }));
      await chats.save(chat({ id: 'a', installedAt: 1000 }));
      await chats.save(chat({ id: 'left', unreachable: 'disabled' }));
      await chats.save(chat({ id: 'off', unreachable: 'disabled' }));
      await chats.save(chat({ id: 'elsewhere', tenantId: otherTenant, installedAt: 3000 }));
    });
    const ask = <Answer>(of: (chats: Store['chats']) => Promise<Answer>) =>
      database().transaction(({ chats }) => of(chats));
    expect(await ask((chats) => chats.installedIn(ourTenant, 9))).toEqual(['a', 'b']);
    expect(await ask((chats) => chats.installedIn(ourTenant, 1))).toEqual(['a']);
    expect(await ask((chats) => chats.disabledIn(ourTenant, 1))).toEqual(['left']);
    expect(await ask((chats) => chats.cameSince(ourTenant, 1999))).toBe(true);
    expect(await ask((chats) => chats.cameSince(ourTenant, 2000))).toBe(false);
    await database().transaction(({ chats }) => chats.save(chat({ id: 'b' })));
    expect(await ask((chats) => chats.cameSince(ourTenant, 1000))).toBe(false);
  });

  it('locks without waiting, and reads what is true now', async () => {
    await database().transaction(async ({ chats }) => {
      expect(await chats.tryLock(ourTenant, 'chat-1')).toEqual({ chat: undefined });
      await chats.save(chat());
    });
    expect(await database().transaction(({ chats }) => chats.tryLock(ourTenant, 'chat-1'))).toEqual({
      chat: chat(),
    });
    if (engine === 'sqlite') return;
    const locked = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const owner = database().transaction(async ({ chats }) => {
      await chats.lock(ourTenant, 'chat-1');
      locked.resolve();
      await released.promise;
    });
    await locked.promise;
    expect(await database().transaction(({ chats }) => chats.tryLock(ourTenant, 'chat-1'))).toBeUndefined();
    released.resolve();
    await owner;
  });

  it('keeps the chats of tenants apart', async () => {
    await database().transaction((store) => store.chats.save(chat()));
    expect(await database().transaction((store) => store.chats.get(otherTenant, 'chat-1'))).toBeUndefined();
  });
});
