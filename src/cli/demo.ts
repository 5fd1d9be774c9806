// `npm run demo`: the service with a demo partner, and one Teams-like window for each side.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ambientEnv } from '../config.ts';
import { mailIncident, startFakeGraph } from './demo/fake-graph.ts';
import {
  agentsWindow,
  customerWindow,
  type DemoWindow,
  installInTeam,
  playgroundArguments,
  playgroundScript,
  prepareFolder,
  repository,
} from './demo/windows.ts';
import { givenEnv } from './tools/given-env.ts';

const readyWithinMs = 60_000;
const stopWithinMs = 10_000;

const log = (line: string): void => console.error(`demo: ${line}`);

interface Environment extends NodeJS.ProcessEnv {
  readonly HOST: string;
  readonly PORT: string;
  readonly DATABASE_URL: string;
}

/** The demo fills in only what was left open. */
function environment(): Environment {
  return {
    APP_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: '3978',
    DATABASE_URL: 'file:./data/demo.db',
    SUPPORT_CONFIG: join(repository, 'support.example.yaml'),
    ...givenEnv(),
  };
}

/** An address one can connect to, also where the service listens on all interfaces. */
function addressOf({ HOST, PORT }: Environment): { host: string; port: number; url: string } {
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  return { host, port: Number(PORT), url: `http://${host.includes(':') ? `[${host}]` : host}:${PORT}` };
}

function isTaken(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const finish = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => finish(true));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
  });
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** False when the process behind the address ended, or the time is over. */
async function answers(url: string, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline && !hasEnded(child)) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
      await answer.body?.cancel();
      if (answer.ok) return true;
    } catch {
      // Not listening yet.
    }
    await sleep(150);
  }
  return false;
}

const children = new Set<ChildProcess>();
let stopping: Promise<void> | undefined;

function start(script: string, args: string[], options: Parameters<typeof spawn>[2]): ChildProcess {
  const child = spawn(process.execPath, [script, ...args], options);
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.once('error', (error) => log(error.message));
  return child;
}

async function endChildren(): Promise<void> {
  const deadline = Date.now() + stopWithinMs;
  for (const child of children) child.kill('SIGTERM');
  while (children.size > 0 && Date.now() < deadline) await sleep(50);
  for (const child of children) child.kill('SIGKILL');
}

function stop(): Promise<void> {
  stopping ??= endChildren();
  return stopping;
}

/** The first reason to end decides the exit code: ending the service makes it report one of its own. */
async function end(code: number): Promise<never> {
  process.exitCode ??= code;
  await stop();
  process.exit();
}

function exitCodeOf(service: ChildProcess): number {
  if (service.signalCode === null) return service.exitCode ?? 1;
  return 128 + constants.signals[service.signalCode];
}

/**
 * A service that was killed comes back while the windows are open: they know their threads only as long as
 * they run, so that nobody could see the service go on where it stopped.
 */
async function startService(env: Environment, comesBack: () => boolean): Promise<ChildProcess> {
  const service = start(join(repository, 'src', 'main.ts'), [], { cwd: repository, env, stdio: 'inherit' });
  let ready = false;
  service.once('exit', async () => {
    if (ready && !stopping && comesBack() && service.signalCode === 'SIGKILL') {
      const next = await startService(env, comesBack);
      log(`the service was killed and is back, pid ${next.pid}`);
    } else {
      await end(exitCodeOf(service));
    }
  });
  ready = await answers(`${addressOf(env).url}/healthz`, service);
  if (!ready && !hasEnded(service)) {
    log(`no answer from ${addressOf(env).url}/healthz within ${readyWithinMs / 1000} s`);
    await end(1);
  }
  return service;
}

/** The real one is asked in production only; who names one of their own keeps it. */
async function withGraph(env: Environment): Promise<Environment> {
  if (env.GRAPH_URL || env.APP_ENV === 'production') return env;
  const { url } = await startFakeGraph([mailIncident(Date.now())]);
  return { ...env, GRAPH_URL: url };
}

async function openWindow(of: DemoWindow, script: string, endpoint: string): Promise<boolean> {
  const { output } = prepareFolder(of);
  const playground = start(script, playgroundArguments(of, endpoint), {
    cwd: of.folder,
    env: { ...ambientEnv(), TEAMSAPPTESTER_BROWSER: 'none' },
    stdio: ['ignore', output, output],
  });
  playground.once('exit', () => {
    if (!stopping) log(`the ${of.name} window ended, see ${join(of.folder, 'playground.log')}`);
  });
  return answers(of.url, playground);
}

function whatToTry(values: Record<string, string>): string {
  const text = readFileSync(new URL('./demo/try-this.txt', import.meta.url), 'utf8');
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

function readArguments() {
  try {
    const options = { 'no-playground': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ options }).values;
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const values = readArguments();
  if (!values || values.help) {
    console.error('Usage: npm run demo [-- --no-playground]');
    process.exitCode = values ? 0 : 2;
    return;
  }
  const env = environment();
  const { host, port, url } = addressOf(env);
  if (env.DATABASE_URL.startsWith('file:') && !process.getBuiltinModule('node:sqlite')) {
    log(`Node ${process.version} has no node:sqlite; Node 22.13 or later is needed, npm ci brings one`);
    return end(1);
  }

  const script = values['no-playground'] ? undefined : playgroundScript();
  const windows = script ? [customerWindow, agentsWindow] : [];
  if (!script && !values['no-playground']) {
    log('no windows: npm install --no-save @microsoft/m365agentsplayground, then npm run demo again');
  }
  if (script && env.MicrosoftAppId) log('MicrosoftAppId is set: the windows cannot sign in to the service');
  for (const used of [{ host, port }, ...windows.map((w) => ({ host: 'localhost', port: w.port }))]) {
    if (!(await isTaken(used.host, used.port))) continue;
    log(`port ${used.port} is taken; is another demo running?`);
    return end(1);
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  mkdirSync(join(repository, 'data', 'demo'), { recursive: true });
  const service = await startService(await withGraph(env), () => windows.length > 0);
  if (stopping || hasEnded(service)) return;
  log(`service at ${url}, pid ${service.pid}`);
  if (!script) return;

  const open = await Promise.all(windows.map((w) => openWindow(w, script, `${url}/api/messages`)));
  if (stopping) return;
  if (open.includes(false)) return log(`the windows did not open, see ${join(repository, 'data', 'demo')}`);
  if (!(await installInTeam(agentsWindow))) log('open the channel General once, so that the bot knows it');
  console.log(
    whatToTry({
      customer: customerWindow.url,
      agents: agentsWindow.url,
      service: url,
      servicePid: String(service.pid),
    }),
  );
}

await main();
