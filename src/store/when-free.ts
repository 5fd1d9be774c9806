// Waiting for a lock of the SQLite file without holding the thread, as SQLite's own busy_timeout would.
import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './failures.ts';

/** Buttons are answered in four seconds; nobody else holds the file longer than a command's commit takes. */
const patienceMs = 2_000;
/** To ask costs some microseconds. */
const askEveryMs = 20;

/** Runs it again while another process holds the file; once patience has ended, that error is the answer. */
export async function whenFree<Result>(run: () => Promise<Result>): Promise<Result> {
  const patientUntil = performance.now() + patienceMs;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!isBusy(error) || performance.now() > patientUntil) throw error;
    }
    await sleep(askEveryMs);
  }
}
