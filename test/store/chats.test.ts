import { expect, it } from 'vitest';
import type { Chat } from '../../src/domain/chat.ts';
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

  it('keeps the chats of tenants apart', async () => {
    await database().transaction((store) => store.chats.save(chat()));
    expect(await database().transaction((store) => store.chats.get(otherTenant, 'chat-1'))).toBeUndefined();
  });
});
