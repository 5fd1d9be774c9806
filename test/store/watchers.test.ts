import { expect, it } from 'vitest';
import type { Watcher } from '../../src/domain/service-issue.ts';
import type { Watchers } from '../../src/flows/ports.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { otherTenant, ourTenant, watcher } from './samples.ts';

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const inTurn = <Result>(work: (watchers: Watchers) => Promise<Result>) =>
    database().transaction(({ watchers }) => work(watchers));
  const save = (...saved: Watcher[]) =>
    inTurn(async (watchers) => {
      for (const one of saved) await watchers.save(one);
    });

  it('reads back what was saved, each person once per issue', async () => {
    await save(watcher(), watcher({ toldAt: 5_000 }));
    expect(await inTurn((w) => w.get(ourTenant, 'EX1', 'person-1'))).toStrictEqual(
      watcher({ toldAt: 5_000 }),
    );
    expect(await inTurn((w) => w.untold(ourTenant, 'EX1', 9_000, 10))).toHaveLength(1);
  });

  it('finds those who know less', async () => {
    await save(
      watcher({ personId: 'a', toldAt: 1_000 }),
      watcher({ personId: 'b', toldAt: 2_000 }),
      watcher({ personId: 'c', toldAt: 1_000, issueId: 'EX2' }),
    );
    const untold = async (before: number, limit = 10) =>
      (await inTurn((w) => w.untold(ourTenant, 'EX1', before, limit))).map((one) => one.personId);
    expect(await untold(1_000)).toEqual([]);
    expect(await untold(2_000)).toEqual(['a']);
    expect(await untold(Number.MAX_SAFE_INTEGER)).toEqual(['a', 'b']);
    expect(await untold(Number.MAX_SAFE_INTEGER, 1)).toEqual(['a']);
    expect(await inTurn((w) => w.watched(ourTenant))).toEqual(['EX1', 'EX2']);
  });

  it('forgets one of them, and keeps tenants apart', async () => {
    await save(watcher(), watcher({ tenantId: otherTenant }), watcher({ personId: 'person-2' }));
    await inTurn((w) => w.remove(ourTenant, 'EX1', 'person-1'));
    expect(await inTurn((w) => w.get(ourTenant, 'EX1', 'person-1'))).toBeUndefined();
    expect(await inTurn((w) => w.get(ourTenant, 'EX1', 'person-2'))).toBeDefined();
    expect(await inTurn((w) => w.get(otherTenant, 'EX1', 'person-1'))).toBeDefined();
    await inTurn((w) => w.remove(ourTenant, 'EX1', 'person-2'));
    expect(await inTurn((w) => w.watched(ourTenant))).toEqual([]);
  });
});
