// The process: reads its environment, starts the service, stops it when asked.
import { startApp } from './app.ts';
import { ambientEnv, readConfig } from './config.ts';
import { AppError } from './domain/errors.ts';

const config = orExit(() => readConfig(ambientEnv()));
const app = await startApp(config).catch(exitWith);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await app.stop();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

function orExit<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    return exitWith(error);
  }
}

/** What an administrator can mend is said without a stack. */
function exitWith(error: unknown): never {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exit(1);
}
