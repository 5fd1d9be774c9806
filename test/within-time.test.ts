import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { withinTime } from '../src/within-time.ts';

const slow = async (ms: number, value: string) => {
  await sleep(ms);
  return value;
};

describe('withinTime', () => {
  it('gives what was done in time', async () => {
    const instead = vi.fn();
    expect(await withinTime(slow(1, 'done'), 5_000, instead)).toBe('done');
    expect(instead).not.toHaveBeenCalled();
  });

  it('gives something else in time, and the work goes on', async () => {
    const work = slow(50, 'done');
    expect(await withinTime(work, 5, () => 'working')).toBe('working');
    expect(await work).toBe('done');
  });

  it('fails as the work fails', async () => {
    await expect(withinTime(Promise.reject(new Error('no')), 5_000, () => 'x')).rejects.toThrow('no');
  });

  it('is not disturbed by a failure that comes too late', async () => {
    const work = slow(20, '').then(() => {
      throw new Error('late');
    });
    expect(await withinTime(work, 1, () => 'working')).toBe('working');
    await expect(work).rejects.toThrow('late');
  });
});
