import { expect, it } from 'vitest';
import type { ClaimedTimer, Timer } from '../../src/flows/ports.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { timer } from './samples.ts';

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const set = (...timers: Timer[]) =>
    database().transaction(async (store) => {
      for (const one of timers) await store.timers.set(one);
    });
  const claim = (now: number, owner = 'worker-1', limit = 10) =>
    database().transaction((store) => store.timers.claim({ owner, now, leaseUntil: now + 30_000, limit }));
  const take = (claimed: ClaimedTimer | undefined) =>
    database().transaction((store) => {
      if (!claimed) throw new Error('nothing was claimed');
      return store.timers.take(claimed);
    });
  const leased = (of: Timer, now: number, leaseOwner = 'worker-1'): ClaimedTimer => ({
    ...of,
    leaseOwner,
    leaseUntil: now + 30_000,
  });
  const nextDueAt = () => database().transaction((store) => store.timers.nextDueAt());

  it('claims what is due, the longest due first, as it was set', async () => {
    await set(
      timer({ id: 'late', dueAt: 2000 }),
      timer({ id: 'early', dueAt: 1000, kind: 'close-silent' }),
      timer({ id: 'future', dueAt: 2001 }),
    );
    expect(await claim(2000)).toStrictEqual([
      leased(timer({ id: 'early', dueAt: 1000, kind: 'close-silent' }), 2000),
      leased(timer({ id: 'late', dueAt: 2000 }), 2000),
    ]);
  });

  it('gives each timer to one of ten parallel sweeps', async () => {
    await set(...Array.from({ length: 30 }, (_, index) => timer({ id: `timer-${index}` })));
    const sweeps = await Promise.all(
      Array.from({ length: 10 }, (_, index) => claim(1000, `worker-${index}`)),
    );
    const ids = sweeps.flat().map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length + (await claim(1000, 'last', 30)).length).toBe(30);
  });

  it('comes back when the lease runs out before it is done', async () => {
    await set(timer());
    const [old] = await claim(1000);
    expect(await claim(30_999, 'worker-2')).toHaveLength(0);
    const [current] = await claim(31_000, 'worker-2');
    expect(current).toStrictEqual(leased(timer(), 31_000, 'worker-2'));
    // Who slept through the lease has lost the right to fire.
    expect(await take(old)).toBe(false);
    expect(await take(current)).toBe(true);
    expect(await take(current)).toBe(false);
    expect(await claim(99_000)).toEqual([]);
  });

  it('stays when it was set anew meanwhile', async () => {
    await set(timer());
    const [claimed] = await claim(1000);
    await set(timer({ dueAt: 5000 }));
    expect(await take(claimed)).toBe(false);
    expect(await claim(5000)).toStrictEqual([leased(timer({ dueAt: 5000 }), 5000)]);
  });

  it('says when to look again', async () => {
    expect(await nextDueAt()).toBeUndefined();
    await set(timer({ id: 'a', dueAt: 1000 }), timer({ id: 'b', dueAt: 90_000 }));
    expect(await nextDueAt()).toBe(1000);
    const [a] = await claim(1000);
    expect(await nextDueAt()).toBe(31_000);
    await take(a);
    expect(await nextDueAt()).toBe(90_000);
  });
});
