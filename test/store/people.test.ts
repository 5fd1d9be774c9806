import { expect, it } from 'vitest';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { otherTenant, ourTenant, person } from './samples.ts';

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const get = (tenantId: string) => database().transaction((store) => store.people.get(tenantId, 'person-1'));

  it('reads back what was saved last', async () => {
    await database().transaction((store) => store.people.save(person()));
    expect(await get(ourTenant)).toStrictEqual(person());
    await database().transaction((store) => store.people.save(person({ chatId: 'chat-1', locale: 'en' })));
    expect(await get(ourTenant)).toStrictEqual(person({ chatId: 'chat-1', locale: 'en' }));
  });

  it('takes the same id in two tenants for two people', async () => {
    await database().transaction((store) => store.people.save(person()));
    expect(await get(otherTenant)).toBeUndefined();
    await database().transaction((store) => store.people.save(person({ tenantId: otherTenant, name: 'B' })));
    expect((await get(ourTenant))?.name).toBe(person().name);
  });
});
