// Gives the tests a PostgreSQL: the one of TEST_DATABASE_URL, or a private server for the length of the run.
// Loaded by vitest.config.ts as globalSetup; a run without any says so and skips those tests.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Empty when there is no server. */
    postgresUrl: string;
  }
}

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

const run = promisify(execFile);

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  try {
    const server = given ? await ownDatabaseOn(given) : await startServer();
    project.provide('postgresUrl', server.url);
    return server.stop;
  } catch (error) {
    if (given) throw error;
    project.provide('postgresUrl', '');
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.log(`PostgreSQL tests are skipped: ${reason}`);
    return async () => undefined;
  }
}

/** A database for this run alone; the given one itself when its user may not create databases. */
async function ownDatabaseOn(url: string): Promise<Server> {
  const name = `csp_support_test_${randomBytes(6).toString('hex')}`;
  try {
    await query(url, `create database ${name}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    return { url, stop: async () => undefined };
  }
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, stop: () => query(url, `drop database ${name} with (force)`) };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Reachable through a socket file only; without fsync, for nothing outlives the run. */
async function startServer(): Promise<Server> {
  const bin = findBinaries();
  const folder = mkdtempSync(join(tmpdir(), 'csp-pg-'));
  const data = join(folder, 'data');
  // The server refuses to run as root.
  const asUser = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
  const call = async (...command: string[]) => {
    const [program = '', ...args] = [...asUser, ...command];
    await run(program, args, { cwd: '/' });
  };
  try {
    if (asUser.length > 0) await run('chown', ['postgres', folder]);
    const cluster = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await call(join(bin, 'initdb'), '-D', data, ...cluster);
    const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off -c deadlock_timeout=100ms`;
    const log = join(folder, 'log');
    await call(join(bin, 'pg_ctl'), 'start', '-w', '-t', '10', '-D', data, '-l', log, '-o', settings);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: `postgres://postgres@${encodeURIComponent(folder)}/postgres`,
    stop: stopWithUs(folder, [...asUser, join(bin, 'pg_ctl'), 'stop', '-m', 'immediate', '-D', data]),
  };
}

function findBinaries(): string {
  const installed = '/usr/lib/postgresql';
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
    ...listOf(installed).map((version) => join(installed, version, 'bin')),
  ];
  const bin = folders.find((folder) => ['initdb', 'pg_ctl'].every((name) => isProgram(join(folder, name))));
  if (bin) return bin;
  throw new Error('no initdb and pg_ctl found; install PostgreSQL or set TEST_DATABASE_URL');
}

function listOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort((a, b) => Number(b) - Number(a));
  } catch {
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The guard reads from us until we say so, or die in whatever way; then it stops the server and cleans up. */
function stopWithUs(folder: string, stopCommand: string[]): () => Promise<void> {
  const script = 'cat >/dev/null; folder=$1; shift; "$@"; rm -rf "$folder"';
  const guard = spawn('sh', ['-c', script, 'sh', folder, ...stopCommand], {
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
