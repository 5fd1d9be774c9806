// Starts the real service against a fake Teams, as a process that can be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dump, load } from 'js-yaml';
import { eventually } from './fake-teams/eventually.ts';
import type { FakeTeams } from './fake-teams.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const node = join(repository, 'node_modules', '.bin', 'node');
/** Makes a start a third faster, from the second run on. */
const compileCache = join(repository, 'node_modules', '.cache', 'csp-support-bot');
/** A busy machine with few cores needs many seconds. */
const startPatienceMs = 30_000;
const exampleSettings = join(repository, 'support.example.yaml');

/** The settings file as plain data, as far as tests change it. */
export interface SettingsFile {
  readonly hours: readonly { readonly id: string }[];
  readonly customers: readonly { readonly tenantId: string }[];
  readonly [section: string]: unknown;
}

export interface ServiceOptions {
  readonly teams: FakeTeams;
  readonly databaseUrl: string;
  /** Changes the example settings before the service reads them. */
  readonly settings?: (example: SettingsFile) => SettingsFile;
  readonly logLevel?: string;
  /** Variables besides the usual ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** A module that the process loads before the service, to be told things by `tell`. */
  readonly preload?: string;
}

export interface Service {
  readonly url: string;
  /** What it has logged so far, over all its lives. */
  logs(): string;
  kill9(): Promise<void>;
  /** A new process on the same database and settings. */
  restart(): Promise<void>;
  /** SIGTERM; throws when the process does not end well. */
  stop(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when the preloaded module says that it has understood. */
  tell(message: object): Promise<void>;
  /** Resolves when the process has ended, in whatever way. */
  ended(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Resolves when the service is ready; Teams knows its address then. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { teams } = options;
  const folder = mkdtempSync(join(tmpdir(), 'csp-service-'));
  const env = environment(options, folder);
  let output = '';
  let url = '';
  let child: ChildProcess;
  // Also when the test run is cut short.
  process.once('exit', () => child.kill('SIGKILL'));

  async function start(): Promise<void> {
    const before = output.length;
    const preloaded = options.preload === undefined ? [] : ['--import', options.preload];
    child = spawn(node, [...preloaded, 'src/main.ts'], {
      cwd: repository,
      env,
      stdio: ['ignore', 'pipe', 'pipe', ...(preloaded.length > 0 ? ['ipc' as const] : [])],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const port = await eventually(
      () => {
        if (child.exitCode !== null) throw new Error(`the service ended:\n${output.slice(before)}`);
        return /"event":"started".*?"port":(\d+)/.exec(output.slice(before))?.[1];
      },
      () => `the service does not say its port:\n${output}`,
      startPatienceMs,
    );
    url = `http://127.0.0.1:${port}`;
    await eventually(
      async () => ((await fetch(`${url}/readyz`)).status === 200 ? true : undefined),
      () => `the service is not ready:\n${output}`,
      startPatienceMs,
    );
    teams.botIsAt(url);
  }

  async function ended() {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return { code: child.exitCode, signal: child.signalCode };
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    child.kill(signal);
    return (await ended()).code;
  }

  await start().catch(async (error: unknown) => {
    await end('SIGKILL');
    throw error;
  });
  return {
    get url() {
      return url;
    },
    logs: () => output,
    kill9: async () => void (await end('SIGKILL')),
    restart: start,
    async stop() {
      const code = await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
      if (code !== 0) throw new Error(`the service ended with ${code}:\n${output}`);
    },
    signal: (signal) => void child.kill(signal),
    async tell(message) {
      child.send(message);
      await once(child, 'message');
    },
    ended,
  };
}

const homeTenantId = '5b0c9e2d-8a44-4d0b-b1f7-3c7a4f2e9a10';

/** What the service is told; its settings file is written into `folder`. */
export function environment(options: ServiceOptions, folder: string): NodeJS.ProcessEnv {
  const { teams, databaseUrl, settings = (example) => example, logLevel = 'info' } = options;
  const example = load(readFileSync(exampleSettings, 'utf8')) as SettingsFile;
  const settingsPath = join(folder, 'support.yaml');
  writeFileSync(settingsPath, dump(settings(example)));
  return {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: compileCache,
    APP_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    SUPPORT_CONFIG: settingsPath,
    MicrosoftAppId: teams.appId,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: homeTenantId,
    CHANNEL_OPENID_URL: teams.openIdUrl,
    CONNECTOR_HOSTS: teams.connectorHost,
    LOG_LEVEL: logLevel,
    ...options.env,
  };
}
