// The databases of a bench run: without a past on both engines, and with one that is kept for the next run.
import { createHash } from 'node:crypto';
import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freshFolder, repository } from './bots.ts';
import { openBulk } from './bulk.ts';
import { type Lived, liveOneTicket, messagesPerTicket } from './lived-ticket.ts';
import { ticketCount, writePast } from './past.ts';
import { type PostgresServer, startPostgres } from './postgres.ts';
import { seedPeople } from './seed.ts';
import type { Teams } from './teams.ts';

export interface Stores {
  /** Undefined when it is not used, or when this machine has none. */
  readonly postgres: PostgresServer | undefined;
  /** Address of a new database with all the people of the cast. */
  open(engine: 'sqlite' | 'postgres', past: boolean): Promise<string>;
  stop(): Promise<void>;
}

/** `say` is told what takes long. */
export async function createStores(
  teams: Teams,
  usePostgres: boolean,
  say: (line: string) => void,
): Promise<Stores> {
  const folder = join(tmpdir(), 'csp-bench-stores');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const name = `past_${tablesHash()}`;
  const postgres = usePostgres ? await serverIfThere(join(folder, 'postgres'), say) : undefined;
  let lived: Lived | undefined;
  let runs = 0;

  async function write(url: string, engine: string): Promise<void> {
    const startedAt = performance.now();
    lived ??= await liveOneTicket(teams);
    const bulk = await openBulk(url, { indexesLast: true });
    await writePast(bulk, lived);
    await bulk.close();
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const messages = ticketCount * messagesPerTicket;
    say(`${ticketCount} tickets and ${messages} messages written into ${engine} in ${seconds} s`);
  }

  async function openFile(past: boolean): Promise<string> {
    const path = join(freshFolder(), 'support.db');
    if (past) {
      const kept = join(folder, `${name}.db`);
      if (!existsSync(kept)) {
        for (const old of readdirSync(folder)) if (old.includes('.db')) rmSync(join(folder, old));
        await write(`file:${kept}.new`, 'node:sqlite');
        renameSync(`${kept}.new`, kept);
      }
      copyFileSync(kept, path, constants.COPYFILE_FICLONE);
    }
    return `file:${path}`;
  }

  async function openDatabase(server: PostgresServer, past: boolean): Promise<string> {
    if (past && !(await server.has(name))) {
      await server.dropLike('past');
      await server.create('past_new');
      await write(server.urlOf('past_new'), 'PostgreSQL');
      await server.rename('past_new', name);
    }
    runs += 1;
    await server.create(`run_${runs}`, past ? name : undefined);
    return server.urlOf(`run_${runs}`);
  }

  return {
    postgres,
    async open(engine, past) {
      if (engine === 'postgres' && !postgres) throw new Error('there is no PostgreSQL server');
      const url =
        engine === 'postgres' && postgres ? await openDatabase(postgres, past) : await openFile(past);
      const bulk = await openBulk(url);
      await seedPeople(bulk, teams.stub);
      await bulk.close();
      return url;
    },
    stop: async () => postgres?.stop(),
  };
}

async function serverIfThere(folder: string, say: (line: string) => void) {
  try {
    return await startPostgres(folder);
  } catch (error) {
    say(`PostgreSQL is skipped: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    return undefined;
  }
}

/** Changes with whatever decides how the past looks in the tables. */
function tablesHash(): string {
  const migrations = join(repository, 'src', 'store', 'migrations');
  const here = fileURLToPath(new URL('.', import.meta.url));
  const files = [
    ...readdirSync(migrations).map((file) => join(migrations, file)),
    ...['cast.ts', 'lived-ticket.ts', 'past.ts'].map((file) => join(here, file)),
  ];
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
