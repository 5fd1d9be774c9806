import { expect, it } from 'vitest';
import type { ClaimedTimer, Timer } from '../../src/flows/ports.ts';
import { databasePerTest, onEachEngine } from '../support/databases.ts';
import { otherTenant, ourTenant, timer } from './samples.ts';

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

  it('begins once: one of the same kind stays as it is, also while it is leased; another takes its place', async () => {
    const begin = (one: Timer) => database().transaction(({ timers }) => timers.begin(one));
    const get = () => database().transaction(({ timers }) => timers.get(ourTenant, timer().id));
    expect(await get()).toBeUndefined();
    expect(await begin(timer({ dueAt: 1000 }))).toBe(true);
    expect(await begin(timer({ dueAt: 2000 }))).toBe(false);
    expect(await get()).toStrictEqual(timer({ dueAt: 1000 }));
    expect(await database().transaction(({ timers }) => timers.get(otherTenant, timer().id))).toBeUndefined();
    const [claimed] = await claim(1000);
    expect(await begin(timer({ dueAt: 2000 }))).toBe(false);
    expect(await begin(timer({ dueAt: 3000, kind: 'close-silent' }))).toBe(true);
    expect(await take(claimed)).toBe(false);
    expect(await get()).toStrictEqual(timer({ dueAt: 3000, kind: 'close-silent' }));
  });

  it.skipIf(engine === 'sqlite')('of two who begin at the same moment one did', async () => {
    const begin = () => database().transaction(({ timers }) => timers.begin(timer()));
    expect((await Promise.all([begin(), begin(), begin()])).filter(Boolean)).toHaveLength(1);
  });

  it('leaves what asks other systems when told so', async () => {
    await set(timer({ id: 'job', kind: 'rank-again' }), timer({ id: 'clock' }));
    const lease = { owner: 'w', now: 9000, leaseUntil: 39_000, limit: 10 };
    const claimed = await database().transaction((store) =>
      store.timers.claim({ ...lease, withoutJobs: true }),
    );
    expect(claimed.map(({ id }) => id)).toEqual(['clock']);
    expect((await claim(9000)).map(({ id }) => id)).toEqual(['job']);
  });

  it('tells when a timer is set, so that nobody has to look for it', async () => {
    const told: number[] = [];
    database().onNew({ outbox: () => {}, timer: (dueAt) => void told.push(dueAt) });
    await set(timer({ id: 'a', dueAt: 5000 }));
    await claim(6000);
    expect(told).toEqual([5000]);
    // On PostgreSQL after the commit, the first of them; what was not saved is not told.
    if (engine === 'sqlite') return;
    await set(timer({ id: 'b', dueAt: 9000 }), timer({ id: 'c', dueAt: 8000 }));
    await database()
      .transaction(async ({ timers }) => {
        await timers.set(timer({ id: 'd', dueAt: 1 }));
        throw new Error('undone');
      })
      .catch(() => undefined);
    expect(told).toEqual([5000, 8000]);
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
