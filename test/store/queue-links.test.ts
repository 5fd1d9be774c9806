import { expect, it } from 'vitest';
import { databasePerTest, onEachEngine } from '../support/databases.ts';

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const get = (queueId: string) => database().transaction((store) => store.queueLinks.get(queueId));

  it('knows the channel that was linked last', async () => {
    expect(await get('technical')).toBeUndefined();
    await database().transaction((store) => store.queueLinks.save('technical', 'tenant-partner', '19:a'));
    await database().transaction((store) => store.queueLinks.save('technical', 'tenant-partner', '19:b'));
    expect(await get('technical')).toStrictEqual({ tenantId: 'tenant-partner', chatId: '19:b' });
    expect(await get('billing')).toBeUndefined();
  });
});
