// What only the parts together show: where counts and lines of the flows end up.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type App, startApp } from '../src/app.ts';
import { type LogLevel, readConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { customers } from './support/northwind.ts';

let folder: string;
let app: App;
let lines: Record<string, unknown>[];

async function start(level: LogLevel, more: Record<string, string> = {}): Promise<void> {
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
  app = await startApp({ ...config, warnings: ['database-without-tls'] }, { log });
}

afterEach(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

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
