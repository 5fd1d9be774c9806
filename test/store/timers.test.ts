import { expect, it } from 'vitest';
import type { Timer } from '../../src/flows/ports.ts';
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
  const done = (id: string) => database().transaction((store) => store.timers.done(id));
  const nextDueAt = () => database().transaction((store) => store.timers.nextDueAt());

  it('claims what is due, the longest due first, as it was set', async () => {
    await set(
      timer({ id: 'late', dueAt: 2000 }),
      timer({ id: 'early', dueAt: 1000, kind: 'close-silent' }),
      timer({ id: 'future', dueAt: 2001 }),
    );
    expect(await claim(2000)).toStrictEqual([
      timer({ id: 'early', dueAt: 1000, kind: 'close-silent' }),
      timer({ id: 'late', dueAt: 2000 }),
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
    expect(await claim(1000)).toHaveLength(1);
    expect(await claim(30_999, 'worker-2')).toHaveLength(0);
    expect(await claim(31_000, 'worker-2')).toStrictEqual([timer()]);
    await done('timer-1');
    expect(await claim(99_000)).toEqual([]);
  });

  it('stays when it was set anew by the work it caused', async () => {
    await set(timer());
    await claim(1000);
    await set(timer({ dueAt: 5000 }));
    await done('timer-1');
    expect(await claim(5000)).toStrictEqual([timer({ dueAt: 5000 })]);
  });

  it('says when to look again', async () => {
    expect(await nextDueAt()).toBeUndefined();
    await set(timer({ id: 'a', dueAt: 1000 }), timer({ id: 'b', dueAt: 90_000 }));
    expect(await nextDueAt()).toBe(1000);
    await claim(1000);
    expect(await nextDueAt()).toBe(31_000);
    await done('a');
    expect(await nextDueAt()).toBe(90_000);
  });
});
