import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/flows/ports.ts';
import { databasePerTest, onEachEngine, onPostgres } from '../support/databases.ts';
import { sampleIssue } from '../support/samples.ts';
import { otherTenant, ourTenant } from './samples.ts';

onEachEngine((engine) => {
  const database = databasePerTest(engine);
  const inTurn = <Result>(work: (store: Store) => Promise<Result>) => database().transaction(work);

  describe('issues', () => {
    const first = sampleIssue({ id: 'EX1' });
    const second = sampleIssue({ id: 'TM2', service: 'Microsoft Teams' });

    it('come back as they were kept, the latest each', async () => {
      const changed = { ...first, isResolved: true, status: 'serviceRestored' };
      await inTurn(({ serviceHealth }) => serviceHealth.keep(ourTenant, [second, first], 1_000));
      await inTurn(({ serviceHealth }) => serviceHealth.keep(ourTenant, [changed], 2_000));
      expect(await inTurn(({ serviceHealth }) => serviceHealth.issues(ourTenant))).toStrictEqual([
        changed,
        second,
      ]);
      expect(await inTurn(({ serviceHealth }) => serviceHealth.issue(ourTenant, 'TM2'))).toStrictEqual(
        second,
      );
      expect(await inTurn(({ serviceHealth }) => serviceHealth.issue(ourTenant, 'EX9'))).toBeUndefined();
    });

    it('are kept however many they are, and each once', async () => {
      const many = Array.from({ length: 230 }, (_, n) => ({ ...first, id: `EX${1000 + n}` }));
      const again = { ...first, id: 'EX1000', status: 'serviceRestored' };
      await inTurn(({ serviceHealth }) => serviceHealth.keep(ourTenant, [...many, again], 1_000));
      await inTurn(({ serviceHealth }) => serviceHealth.keep(ourTenant, [], 2_000));
      expect(await inTurn(({ serviceHealth }) => serviceHealth.issues(ourTenant))).toStrictEqual([
        again,
        ...many.slice(1),
      ]);
    });

    it('of the same id are each tenant’s own', async () => {
      await inTurn(({ serviceHealth }) => serviceHealth.keep(ourTenant, [first], 1_000));
      await inTurn(({ serviceHealth }) =>
        serviceHealth.keep(otherTenant, [{ ...first, status: 'investigating' }], 1_000),
      );
      expect(await inTurn(({ serviceHealth }) => serviceHealth.issues(ourTenant))).toStrictEqual([first]);
      const theirs = await inTurn(({ serviceHealth }) => serviceHealth.issue(otherTenant, 'EX1'));
      expect(theirs?.status).toBe('investigating');
    });
  });

  describe('the check', () => {
    const check = { tenantId: ourTenant, triedAt: 1_000, nextAt: 301_000, checkedAt: 1_000 };
    const claim = (now: number, tenantId = ourTenant) =>
      inTurn(({ serviceHealth }) => serviceHealth.claim(tenantId, now, now + 60_000));
    const stored = () => inTurn(({ serviceHealth }) => serviceHealth.check(ourTenant));

    it('is there once there was one', async () => {
      expect(await stored()).toBeUndefined();
      await claim(0);
      expect(await stored()).toBeUndefined();
      await inTurn(({ serviceHealth }) => serviceHealth.saveCheck(check));
      expect(await stored()).toStrictEqual(check);
      expect(await inTurn(({ serviceHealth }) => serviceHealth.check(otherTenant))).toBeUndefined();
    });

    it('is claimed by one of all who want it', async () => {
      expect(await claim(1_000)).toBe(true);
      expect(await claim(1_000)).toBe(false);
      expect(await claim(60_999)).toBe(false);
      expect(await claim(1_000, otherTenant)).toBe(true);
      expect(await claim(61_000)).toBe(true);
      await inTurn(({ serviceHealth }) => serviceHealth.saveCheck(check));
      expect(await claim(300_999)).toBe(false);
      expect(await claim(301_000)).toBe(true);
      // What is known of the last one stays.
      expect(await stored()).toStrictEqual(check);
    });

    it('is claimed by one of many at the same moment', async () => {
      const claims = await Promise.all(Array.from({ length: 8 }, () => claim(5_000)));
      expect(claims.filter((won) => won)).toHaveLength(1);
    });
  });
});

onPostgres(() => {
  const database = databasePerTest('postgres');

  it('a question need not wait for the job that writes what Microsoft said', async () => {
    const inTurn = <Result>(work: (store: Store) => Promise<Result>) => database().transaction(work);
    const claim = (now: number) =>
      inTurn(({ serviceHealth }) => serviceHealth.claim(ourTenant, now, now + 60_000));
    // As the job does before it asks.
    await claim(1_000);
    const written = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const job = inTurn(async ({ serviceHealth }) => {
      await serviceHealth.saveCheck({ tenantId: ourTenant, triedAt: 5_000, nextAt: 305_000 });
      written.resolve();
      await asked.promise;
    });
    await written.promise;
    // Would it wait, it would be refused after a while.
    const claimed = await claim(5_000).finally(asked.resolve);
    expect(claimed).toBe(false);
    await job;
  });
});
