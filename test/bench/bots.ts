// Starts the processes of a bench run: the stub connector, the echo bot, the service.
import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { dump, load } from 'js-yaml';
import type { SettingsFile } from '../support/service.ts';
import { castSettings, partnerTenantId } from './cast.ts';
import {
  type Arrival,
  type ConnectorFacts,
  monotonicMs,
  type ProbeQuestion,
  type SearchFigures,
  type Usage,
} from './outside.ts';

export const repository = fileURLToPath(new URL('../../', import.meta.url));

export interface StubConnector extends ConnectorFacts {
  /** Tells every message that a bot sends from now on. */
  hear(listen: (arrival: Arrival) => void): void;
  stop(): void;
}

export interface Bot {
  readonly name: string;
  readonly url: string;
  /** Whether it answers a question with a card, or with the text that it got. */
  readonly answersWith: 'card' | 'echo';
  /** From spawning to the first 200 of /readyz. */
  readonly readyMs: number;
  usage(): Promise<Usage>;
  /** The end of what it has written down. */
  log(): string;
  /** Takes a profile of what the process does meanwhile, and writes it to `path`. */
  profiled(path: string, work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export async function startStubConnector(): Promise<StubConnector> {
  const child = fork(fileURLToPath(new URL('stub-connector.ts', import.meta.url)));
  const [facts] = (await once(child, 'message')) as [ConnectorFacts];
  return {
    ...facts,
    hear: (listen) =>
      void child.on('message', (arrivals) => {
        for (const arrival of arrivals as readonly Arrival[]) listen(arrival);
      }),
    stop: () => void child.kill('SIGKILL'),
  };
}

/** Measures the search in a process of its own. */
export async function measureSearch(): Promise<readonly SearchFigures[]> {
  const script = fileURLToPath(new URL('search.ts', import.meta.url));
  const child = fork(script, { execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit').then(() => undefined);
  const told = await Promise.race([once(child, 'message'), ended]);
  if (told === undefined) throw new Error('the search ended before it was measured');
  const [figures] = told as [readonly SearchFigures[]];
  return figures;
}

export function startEcho(stub: ConnectorFacts): Promise<Bot> {
  const script = fileURLToPath(new URL('echo-bot.ts', import.meta.url));
  return startBot('echo', 'echo', script, { MicrosoftAppId: stub.appId, CHANNEL_OPENID_URL: stub.openIdUrl });
}

/** The built service, in the way in which it runs in production but for the seams. */
export function startService(name: string, stub: ConnectorFacts, databaseUrl: string): Promise<Bot> {
  return startBot(name, 'card', join(repository, 'dist', 'main.js'), {
    APP_ENV: 'test',
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    SUPPORT_CONFIG: settingsFile(),
    MicrosoftAppId: stub.appId,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: partnerTenantId,
    CHANNEL_OPENID_URL: stub.openIdUrl,
    CONNECTOR_HOSTS: stub.connectorHost,
  });
}

let settingsPath: string | undefined;

function settingsFile(): string {
  if (settingsPath === undefined) {
    const example = load(readFileSync(join(repository, 'support.example.yaml'), 'utf8')) as SettingsFile;
    settingsPath = join(freshFolder(), 'support.yaml');
    writeFileSync(settingsPath, dump(castSettings(example)));
  }
  return settingsPath;
}

const folders = new Set<string>();
process.once('SIGINT', () => process.exit(130));
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Gone when the bench ends. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'csp-bench-'));
  folders.add(folder);
  return folder;
}

const readyWithinMs = 60_000;

async function startBot(
  name: string,
  answersWith: Bot['answersWith'],
  script: string,
  env: NodeJS.ProcessEnv,
): Promise<Bot> {
  const port = await freePort();
  const logPath = join(freshFolder(), 'log');
  const log = openSync(logPath, 'w');
  const spawnedAt = monotonicMs();
  const child = fork(script, {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), ...env },
    execArgv: ['--import', new URL('probe.ts', import.meta.url).href],
    stdio: ['ignore', log, log, 'ipc'],
  });
  const url = `http://127.0.0.1:${port}`;
  const logEnd = () => readFileSync(logPath, 'utf8').slice(-4_000);
  while (!(await isReady(url))) {
    const late = monotonicMs() - spawnedAt > readyWithinMs;
    if (late || child.exitCode !== null) {
      throw new Error(`${name} does not become ready:\n${logEnd()}`);
    }
    await sleep(2);
  }
  const readyMs = monotonicMs() - spawnedAt;
  return {
    name,
    url,
    answersWith,
    readyMs,
    log: logEnd,
    usage: () => ask(child, { ask: 'usage' }),
    async profiled(path, work) {
      await ask(child, { ask: 'start-profile' });
      await work();
      await ask(child, { ask: 'stop-profile', path });
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** One question at a time. */
async function ask(child: ChildProcess, question: ProbeQuestion): Promise<Usage> {
  const answer = once(child, 'message');
  child.send(question as Serializable);
  const [usage] = await answer;
  return usage;
}

function isReady(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(`${url}/readyz`, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
