// What the commands that work beside the service share: options, the store, and how they fail.
import { type Config, readConfig } from '../../config.ts';
import { openBeside } from '../../store/database.ts';
import type { OpenEngine } from '../../store/engine.ts';
import { givenEnv } from './given-env.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids are kept in small letters; a typing error must not look like somebody of whom nothing is stored. */
export function guidOf(option: string, value: string | undefined): string {
  if (value === undefined || !guid.test(value)) throw new Error(`${option} needs a GUID`);
  return value.toLowerCase();
}

/** Of whom Teams says no object id, what it calls them to this bot is the id: `29:…`, in letters of both sizes. */
export function personIdOf(option: string, value: string | undefined): string {
  if (value !== undefined && /^29:[\w-]+$/.test(value)) return value;
  if (value === undefined || !guid.test(value)) throw new Error(`${option} needs a GUID, or an id like 29:…`);
  return value.toLowerCase();
}

/**
 * Runs `work` on the service's store, with what `read` made of the arguments; what goes wrong is said in one line, and
 * the exit code is 1. A typing error is said before anything is opened.
 */
export async function besideService<Asked>(
  command: string,
  read: () => Asked,
  work: (opened: OpenEngine, asked: Asked, config: Config) => Promise<void>,
): Promise<void> {
  const say = (line: string) => console.error(`${command}: ${line}`);
  try {
    const asked = read();
    // Nothing is sent, so no credentials are asked for.
    const config = readConfig({ APP_ENV: 'development', ...givenEnv() });
    const log = { warn: ({ event }: { readonly event: string }) => say(event) };
    const opened = await openBeside({ url: config.databaseUrl, log });
    try {
      await work(opened, asked, config);
    } finally {
      await opened.close();
    }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
