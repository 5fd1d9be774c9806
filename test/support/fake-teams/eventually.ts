// Waits for something that other processes bring about.
import { setTimeout as sleep } from 'node:timers/promises';

const usualPatienceMs = 10_000;
const lookAfterMs = 15;
const lookAtLeastEveryMs = 100;

/**
 * What `look` finds, as soon as it finds something.
 *
 * @throws Error when patience ends, after ten seconds if nothing else is said, with what `explain` says of the
 * state then.
 */
export async function eventually<Found>(
  look: () => Found | undefined | Promise<Found | undefined>,
  explain: () => string,
  patienceMs = usualPatienceMs,
): Promise<Found> {
  const deadline = Date.now() + patienceMs;
  // What takes long is looked for less often: the machine has better things to do.
  for (let pauseMs = lookAfterMs; ; pauseMs = Math.min(1.2 * pauseMs, lookAtLeastEveryMs)) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited ${patienceMs / 1000} s in vain: ${explain()}`);
    await sleep(pauseMs);
  }
}
