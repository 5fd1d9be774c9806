// `npm run manifest`: the two Teams app packages, dist/manifest/customer.zip and agent.zip.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../config.ts';
import { readSettings } from '../settings-file.ts';
import { buildPackage, packageNames } from './manifest/build-packages.ts';
import { givenEnv } from './tools/given-env.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const nobody = '00000000-0000-0000-0000-000000000000';

const log = (line: string): void => console.error(`manifest: ${line}`);

/** Without settings of its own the partner of the example, for a look at the packages. */
function settingsPath(configured: string, production: boolean): string {
  if (production || givenEnv().SUPPORT_CONFIG || existsSync(configured)) return configured;
  log(`no ${configured}: built for the partner of support.example.yaml`);
  return join(repository, 'support.example.yaml');
}

function main(): void {
  // The packages hold no secret, so building them must not ask for one.
  const config = readConfig({ APP_ENV: 'development', ...givenEnv() });
  const settings = readSettings(settingsPath(config.settingsPath, config.appEnv === 'production'));
  if (!config.bot) log('no MicrosoftAppId: good for a look, Teams will not reach a bot with these');
  if (config.publicUrl === undefined) log('no PUBLIC_URL: the packages name no valid domain');
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const folder = join(repository, 'dist', 'manifest');
  mkdirSync(folder, { recursive: true });
  for (const name of packageNames) {
    const { publicUrl } = config;
    const facts = { botId: config.bot?.appId ?? nobody, version, publicUrl, partner: settings.partner };
    const file = join(folder, `${name}.zip`);
    writeFileSync(file, buildPackage(name, facts));
    console.log(file);
  }
}

try {
  main();
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
