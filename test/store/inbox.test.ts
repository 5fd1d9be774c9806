import { expect, it } from 'vitest';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { otherTenant, ourTenant } from './samples.ts';

const activity = { tenantId: ourTenant, conversationId: 'chat-1', type: 'message', activityId: 'a-1' };

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const take = (key: typeof activity) => database().transaction((store) => store.inbox.take(key, 1000));

  it('takes an activity once, also when it comes twenty times at the same moment', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => take(activity)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it.each([
    { tenantId: otherTenant },
    { conversationId: 'chat-2' },
    { type: 'invoke' },
    { activityId: 'a-2' },
  ])('tells activities apart that differ in %o', async (difference) => {
    expect(await take(activity)).toBe(true);
    expect(await take({ ...activity, ...difference })).toBe(true);
    expect(await take(activity)).toBe(false);
  });

  it('forgets what was rolled back', async () => {
    const failing = database().transaction(async (store) => {
      await store.inbox.take(activity, 1000);
      throw new Error('the turn failed');
    });
    await expect(failing).rejects.toThrow('the turn failed');
    expect(await take(activity)).toBe(true);
  });
});
