import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';

const appId = '0d9f3a52-6a1e-4b6e-9f0b-6f3c1b2a7e10';

function run(env: Record<string, string>) {
  const clean = { PATH: process.env.PATH };
  return spawnSync(process.execPath, ['src/cli/manifest.ts'], {
    env: { ...clean, ...env },
    encoding: 'utf8',
  });
}

it.each<Record<string, string>>([{}, { APP_ENV: '' }])(
  'writes both packages, for the bot and host of the environment, and asks for no password: %j',
  (env) => {
    const { status, stdout, stderr } = run({
      ...env,
      MicrosoftAppId: appId,
      PUBLIC_URL: 'https://bot.northwind.example',
      SUPPORT_CONFIG: 'support.example.yaml',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const written = stdout.trim().split('\n');
    expect(written).toEqual([
      expect.stringMatching(/dist\/manifest\/customer\.zip$/),
      expect.stringMatching(/dist\/manifest\/agent\.zip$/),
    ]);
    for (const file of written) {
      const manifest = unzipSync(readFileSync(file))['manifest.json'] ?? new Uint8Array();
      expect(strFromU8(manifest)).toMatch(new RegExp(`"botId": "${appId}"[^]*"bot.northwind.example"`));
    }
  },
);

it('says what is missing and writes nothing that could be taken for good', () => {
  const { status, stderr, stdout } = run({ SUPPORT_CONFIG: 'nowhere.yaml' });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe(
    'manifest: nowhere.yaml: cannot be read; copy support.example.yaml there, or let SUPPORT_CONFIG name your file\n',
  );
});
