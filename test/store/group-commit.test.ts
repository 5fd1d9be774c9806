import { beforeEach, describe, expect, it } from 'vitest';
import { type RunTransaction, sharingCommits } from '../../src/store/group-commit.ts';
import type { Tx } from '../../src/store/schema.ts';

/** How each transaction of the database ended, with what was done in it. */
let log: string[];
let share: RunTransaction;
let commitFails: boolean;
beforeEach(() => {
  log = [];
  commitFails = false;
  share = sharingCommits(async (work) => {
    const tx: string[] = [];
    try {
      const result = await work(tx as unknown as Tx);
      if (commitFails) throw new Error('the disk is full');
      log.push(`commit ${tx.join(' ')}`);
      return result;
    } catch (error) {
      log.push(`rollback ${tx.join(' ')}`);
      throw error;
    }
  });
});

const doing = (name: string) => (tx: Tx) => {
  (tx as unknown as string[]).push(name);
  return Promise.resolve(`${name} done`);
};
const failing = (name: string) => async (tx: Tx) => {
  await doing(name)(tx);
  throw new Error(name);
};

describe('works that wait together', () => {
  it('share one commit, in their order, and each gets its own result', async () => {
    const results = await Promise.all(['a', 'b', 'c'].map((name) => share(doing(name))));
    expect(results).toEqual(['a done', 'b done', 'c done']);
    expect(log).toEqual(['commit a b c']);
  });

  it('take what comes while they run', async () => {
    let inner: Promise<string> | undefined;
    await share((tx) => {
      inner = share(doing('b')) as Promise<string>;
      return doing('a')(tx);
    });
    expect(await inner).toBe('b done');
    expect(log).toEqual(['commit a b']);
  });

  it('are no more than the thread can bear at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => share(doing(`${n}`))));
    expect(log.map((line) => line.split(' ').length - 1)).toEqual([16, 16, 8]);
  });

  it('are each run again alone when one of them fails: only that one is told so', async () => {
    const results = await Promise.allSettled([share(doing('a')), share(failing('bad')), share(doing('c'))]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['rollback a bad', 'commit a', 'rollback bad', 'commit c']);
  });

  it('are answered by nothing but the commit', async () => {
    commitFails = true;
    const results = await Promise.allSettled([share(doing('a')), share(doing('b'))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    commitFails = false;
    expect(await share(doing('c'))).toBe('c done');
  });
});

it('a transaction that cannot begin fails one work, and the next is tried', async () => {
  let closed = true;
  const run = sharingCommits((work) =>
    closed ? Promise.reject(new Error('locked')) : work([] as unknown as Tx),
  );
  const first = run(doing('a'));
  const second = run(doing('b'));
  await expect(first).rejects.toThrow('locked');
  closed = false;
  expect(await second).toBe('b done');
});
