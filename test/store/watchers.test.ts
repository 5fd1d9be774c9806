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

  it('finds those who know less, who knows least first', async () => {
    await save(
      watcher({ personId: 'b', toldAt: 1_000 }),
      watcher({ personId: 'a', toldAt: 2_000 }),
      watcher({ personId: 'c', toldAt: 1_000, issueId: 'EX2' }),
    );
    const untold = async (before: number, limit = 10) =>
      (await inTurn((w) => w.untold(ourTenant, 'EX1', before, limit))).map((one) => one.personId);
    expect(await untold(1_000)).toEqual([]);
    expect(await untold(2_000)).toEqual(['b']);
    expect(await untold(Number.MAX_SAFE_INTEGER)).toEqual(['b', 'a']);
    expect(await untold(Number.MAX_SAFE_INTEGER, 1)).toEqual(['b']);
    expect(await inTurn((w) => w.watched(ourTenant))).toEqual(['EX1', 'EX2']);
  });

  it('finds what a person watches, what they were told of last first', async () => {
    await save(
      watcher({ issueId: 'EX1', toldAt: 1_000 }),
      watcher({ issueId: 'EX2', toldAt: 2_000 }),
      watcher({ issueId: 'EX3', toldAt: 3_000, personId: 'person-2' }),
      watcher({ issueId: 'EX4', toldAt: 4_000, tenantId: otherTenant }),
    );
    const watched = await inTurn((w) => w.ofPerson(ourTenant, 'person-1'));
    expect(watched.map(({ issueId }) => issueId)).toEqual(['EX2', 'EX1']);
  });

  it('knows who was told, and takes nobody in who has left meanwhile', async () => {
    await save(watcher());
    expect(await inTurn((w) => w.told(watcher(), 5_000))).toBe(true);
    expect(await inTurn((w) => w.get(ourTenant, 'EX1', 'person-1'))).toStrictEqual(
      watcher({ toldAt: 5_000 }),
    );
    expect(await inTurn((w) => w.untold(ourTenant, 'EX1', 5_000, 10))).toEqual([]);
    expect(await inTurn((w) => w.remove(ourTenant, 'EX1', 'person-1'))).toBe(true);
    expect(await inTurn((w) => w.remove(ourTenant, 'EX1', 'person-1'))).toBe(false);
    expect(await inTurn((w) => w.told(watcher(), 6_000))).toBe(false);
    expect(await inTurn((w) => w.watched(ourTenant))).toEqual([]);
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
