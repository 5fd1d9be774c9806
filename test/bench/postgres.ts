// A private PostgreSQL server for the length of a bench run. Unlike that of the tests it syncs each commit, and
// its folder is kept: what took long to write is there at the next run.
import { execFile, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

export interface PostgresServer {
  readonly version: string;
  has(database: string): Promise<boolean>;
  urlOf(database: string): string;
  /** An empty database, or a copy of another one to which nobody is connected. */
  create(database: string, template?: string): Promise<void>;
  rename(database: string, name: string): Promise<void>;
  dropLike(prefix: string): Promise<void>;
  stop(): Promise<void>;
}

const run = promisify(execFile);

/** Throws when there are no binaries of a server. */
export async function startPostgres(folder: string): Promise<PostgresServer> {
  const bin = findBinaries();
  const data = join(folder, 'data');
  // The server refuses to run as root.
  const asUser = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
  const call = async (...command: string[]) => {
    const [program = '', ...args] = [...asUser, ...command];
    await run(program, args, { cwd: '/' });
  };
  if (!existsSync(data)) {
    mkdirSync(folder, { recursive: true });
    if (asUser.length > 0) await run('chown', ['postgres', folder]);
    await call(join(bin, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C');
  }
  const settings = `-c listen_addresses= -c unix_socket_directories=${folder}`;
  const log = join(folder, 'log');
  await call(join(bin, 'pg_ctl'), 'start', '-w', '-t', '60', '-D', data, '-l', log, '-o', settings);
  const stop = stopWithUs([...asUser, join(bin, 'pg_ctl'), 'stop', '-m', 'fast', '-D', data]);

  const urlOf = (database: string) => `postgres://postgres@${encodeURIComponent(folder)}/${database}`;
  const query = async (sql: string) => {
    const client = new Client({ connectionString: urlOf('postgres') });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const dropLike = async (prefix: string) => {
    const found = await query(`select datname from pg_database where datname like '${prefix}%'`);
    for (const { datname } of found) await query(`drop database ${datname} with (force)`);
  };
  // Left behind by earlier runs.
  await dropLike('run');
  const [facts] = await query('show server_version');
  return {
    version: String(facts?.server_version).split(' ')[0] ?? '',
    urlOf,
    has: async (name) => (await query(`select 1 from pg_database where datname = '${name}'`)).length > 0,
    create: async (name, template = 'template0') => {
      await query(`create database ${name} template ${template} strategy file_copy`);
    },
    dropLike,
    rename: async (name, to) => void (await query(`alter database ${name} rename to ${to}`)),
    stop,
  };
}

function findBinaries(): string {
  const installed = '/usr/lib/postgresql';
  const versions = existsSync(installed) ? readdirSync(installed) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(installed, version, 'bin')),
  ];
  const bin = folders.find((folder) => ['initdb', 'pg_ctl'].every((name) => isProgram(join(folder, name))));
  if (bin) return bin;
  throw new Error('no initdb and pg_ctl found');
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The guard reads from us until we say so, or die in whatever way; then it stops the server. */
function stopWithUs(stopCommand: string[]): () => Promise<void> {
  const guard = spawn('sh', ['-c', 'cat >/dev/null; "$@"', 'sh', ...stopCommand], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    detached: true,
  });
  guard.unref();
  const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  return async () => {
    guard.ref();
    guard.stdin.end();
    await ended;
  };
}
