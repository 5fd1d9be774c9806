// The process: reads its environment, starts the service, stops it when asked.
import { startApp } from './app.ts';
import { ambientEnv, readConfig } from './config.ts';
import { AppError } from './domain/errors.ts';
import { createLog } from './log.ts';

// What is written, the database above all, is nobody else's on this machine.
process.umask(0o077);

const config = orExit(() => readConfig(ambientEnv()));
const log = createLog(config.logLevel);
// Unheard, Node would print the error whole, with whatever its message quotes.
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
const app = await startApp(config, { log }).catch(exitWith);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await app.stop();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

/** Nothing is known any more of what is half done: what was committed goes on with the next start. */
function crash(error: unknown): never {
  log.fatal({ event: 'crashed', error });
  process.exit(1);
}

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
