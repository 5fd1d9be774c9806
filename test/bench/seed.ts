// Who is there before the first turn: everybody has the app and has had the welcome, so that a turn is a
// question and its answer.
import type { Chat } from '../../src/domain/chat.ts';
import type { Person } from '../../src/domain/person.ts';
import { encode } from '../../src/store/codec.ts';
import type { Bulk } from './bulk.ts';
import { allPeople, chatIdOf, factsOf, languageOf } from './cast.ts';
import type { ConnectorFacts } from './outside.ts';

const columns = ['tenant_id', 'id', 'body'];

export async function seedPeople(bulk: Bulk, stub: ConnectorFacts): Promise<void> {
  const indexes = Array.from({ length: allPeople }, (_, index) => index);
  const now = Date.now();
  const chats = indexes.map((index) => chatOf(index, stub, now));
  await bulk.insert(
    'chats',
    columns,
    chats.map((chat) => [chat.tenantId, chat.id, encode(chat)]),
  );
  await bulk.insert(
    'people',
    columns,
    indexes.map(personOf).map((person) => [person.tenantId, person.id, encode(person)]),
  );
}

function chatOf(index: number, stub: ConnectorFacts, now: number): Chat {
  const { tenantId, oid } = factsOf(index);
  return {
    tenantId,
    id: chatIdOf(index),
    kind: 'personal',
    serviceUrl: stub.serviceUrl,
    botId: `28:${stub.appId}`,
    personId: oid,
    installedAt: now,
    welcomedAt: now,
  };
}

function personOf(index: number): Person {
  const { tenantId, oid, id, name, zone } = factsOf(index);
  return {
    tenantId,
    id: oid,
    name,
    locale: languageOf(index).locale,
    localeFrom: 'client',
    zone,
    chatId: chatIdOf(index),
    teamsId: id,
  };
}
