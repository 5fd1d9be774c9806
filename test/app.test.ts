// What only the parts together show: where counts and lines of the flows end up.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, it } from 'vitest';
import { type App, type AppSeams, startApp } from '../src/app.ts';
import { type LogLevel, readConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { customers } from './support/northwind.ts';

let folder: string;
let app: App;
let lines: Record<string, unknown>[];

async function start(
  level: LogLevel,
  more: Record<string, string> = {},
  seams: AppSeams = {},
): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'csp-app-'));
  lines = [];
  const log = createLog(level, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const config = readConfig({
    APP_ENV: 'test',
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'support.db')}`,
    SUPPORT_CONFIG: 'support.example.yaml',
    CONNECTOR_HOSTS: 'localhost:1',
    ...more,
  });
  app = await startApp({ ...config, warnings: ['database-without-tls'] }, { log, ...seams });
}

afterEach(async () => {
  await app.stop();
  for (const keys of keyServers.splice(0)) keys.close();
  rmSync(folder, { recursive: true, force: true });
});

const keyServers: Server[] = [];

/** Tells the time only when it is let: until then nobody knows whether our clock is right. */
async function slowKeyServer(): Promise<{
  url: string;
  asked(): number;
  answer(): Promise<void>;
  holdBack(): void;
}> {
  let asked = 0;
  const waiting: ServerResponse[] = [];
  let isOpen = false;
  const server = createServer((_request, response) => {
    if (isOpen) response.end('{}');
    else waiting.push(response);
    asked += 1;
  });
  keyServers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/keys`,
    asked: () => asked,
    holdBack: () => {
      isOpen = false;
    },
    answer: async () => {
      isOpen = true;
      for (const response of waiting.splice(0)) {
        await new Promise<void>((resolve) => response.on('close', resolve).end('{}'));
      }
    },
  };
}
const events = () => lines.map(({ event }) => event);

const post = (body: object) =>
  fetch(`http://127.0.0.1:${app.port}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const metrics = async () => (await fetch(`http://127.0.0.1:${app.port}/metrics`)).text();

const press = (id: string, data: object) => ({
  type: 'invoke',
  name: 'adaptiveCard/action',
  id,
  channelId: 'msteams',
  serviceUrl: 'http://localhost:1/',
  from: { id: '29:mallory', aadObjectId: 'a0000000-0000-4000-8000-000000000009' },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:mallory', conversationType: 'personal', tenantId: customers.contoso },
  value: { action: { type: 'Action.Execute', verb: 'withdraw-ticket', data } },
});

it("a log that is silent still has the audit's head", async () => {
  await start('silent');
  await expect.poll(() => lines.map(({ event }) => event)).toEqual(['audit-head']);
  expect(lines).toMatchObject([{ sequence: 0, hash: '0'.repeat(64) }]);
});

it('housekeeping that cannot begin while the store is locked begins when it is free again', async () => {
  const keys = await slowKeyServer();
  await start('info', { CHANNEL_OPENID_URL: keys.url });
  const other = new DatabaseSync(join(folder, 'support.db'));
  other.exec('begin immediate');
  await keys.answer();
  await expect.poll(events, { timeout: 10_000 }).toContain('housekeeping-not-started');
  other.exec('rollback');
  other.close();
  await expect.poll(events, { timeout: 10_000 }).toContain('audit-head');
  expect(events().filter((event) => event === 'housekeeping-not-started')).toHaveLength(1);
});

it('nothing begins once it has stopped, though somebody tells the time only then', async () => {
  const keys = await slowKeyServer();
  await start('info', { CHANNEL_OPENID_URL: keys.url });
  await expect.poll(keys.asked).toBe(1);
  await app.stop();
  await keys.answer();
  // What was asked later is answered: so is what was asked before.
  await (await fetch(keys.url)).text();
  expect(events().at(-1)).toBe('stopped');
});

it('by a clock that was just set nothing is due, before anybody could say whether it is right', async () => {
  const keys = await slowKeyServer();
  let aheadMs = 0;
  await start('info', { CHANNEL_OPENID_URL: keys.url }, { now: () => Date.now() + aheadMs });
  await keys.answer();
  await expect.poll(events).toContain('audit-head');
  keys.holdBack();
  const before = keys.asked();
  aheadMs = 40 * 86_400_000;
  await expect.poll(keys.asked, { timeout: 5_000 }).toBeGreaterThan(before);
  expect(events().filter((event) => event === 'audit-head')).toHaveLength(1);
});

it('what waits for a sure clock does not count as fired, and is told once', async () => {
  await start('info', { CHANNEL_OPENID_URL: 'http://127.0.0.1:1/keys' });
  await expect.poll(events).toContain('audit-head');
  await expect.poll(events).toContain('timer-held-back');
  expect(lines.filter(({ kind }) => kind === 'retention')).toMatchObject([{ event: 'timer-held-back' }]);
  const page = await metrics();
  expect(page).toContain('support_timers_total{kind="audit-head"} 1\n');
  expect(page).not.toContain('support_timers_total{kind="retention"}');
});

it('what is unwise in the environment is told at the start', async () => {
  await start('warn');
  expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', event: 'database-without-tls' }));
});

it("a partner's folder that cannot be read is a warning, and ours are answered from", async () => {
  await start('silent', { KNOWLEDGE_DIR: '/nowhere/at/all' });
  const warnings = async () => {
    const answer = await fetch(`http://127.0.0.1:${app.port}/readyz`);
    return ((await answer.json()) as { warnings?: readonly string[] }).warnings;
  };
  await expect.poll(warnings).toEqual(['knowledge']);
});

it('who sends what no genuine Teams would send shows in the metrics', async () => {
  await start('silent');
  expect((await post({})).status).toBe(400);
  expect((await post(press('1', { nonsense: true }))).status).toBe(200);
  const data = { card: 'f0000000-0000-4000-8000-000000000001', nonce: `${'A'.repeat(22)}.${'A'.repeat(22)}` };
  expect((await post(press('2', data))).status).toBe(200);
  const page = await metrics();
  expect(page).toContain('support_refused_activities_total{reason="activity-malformed"} 1\n');
  expect(page).toContain('support_refused_presses_total{reason="not-understood"} 1\n');
  expect(page).toContain('support_refused_presses_total{reason="unknown-card"} 1\n');
});
