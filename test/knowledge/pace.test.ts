import { describe, expect, it } from 'vitest';
import { atOnce, createPace, paced } from '../../src/knowledge/pace.ts';

function* busy(steps: number, msPerStep: number): Generator<void, string> {
  for (let step = 0; step < steps; step++) {
    const until = performance.now() + msPerStep;
    while (performance.now() < until);
    yield;
  }
  return 'done';
}

async function passedDuring(work: () => Promise<unknown> | unknown): Promise<number> {
  let passed = 0;
  let over = false;
  const look = () => {
    passed++;
    if (!over) setImmediate(look);
  };
  setImmediate(look);
  await work();
  over = true;
  return passed;
}

describe('long work', () => {
  it('lets other work pass between its steps', async () => {
    expect(await passedDuring(() => paced(busy(10, 10), createPace()))).toBeGreaterThanOrEqual(5);
  });

  it('does not when it is done at once', async () => {
    expect(await passedDuring(() => atOnce(busy(3, 10)))).toBe(0);
  });

  it('gives its result either way', async () => {
    expect(await paced(busy(2, 0), createPace())).toBe('done');
    expect(atOnce(busy(2, 0))).toBe('done');
  });

  it('ends when it is not wanted any more', async () => {
    const stop = new AbortController();
    stop.abort(new Error('not wanted'));
    await expect(paced(busy(2, 0), createPace(stop.signal))).rejects.toThrow('not wanted');
  });
});
