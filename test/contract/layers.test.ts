import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkLayers } from '../support/check-layers.ts';

const root = process.cwd();

describe('the layer rules', () => {
  it('hold for what is there', async () => {
    const { violations } = await checkLayers(root);
    expect(violations).toEqual([]);
  });
});

describe('a planted violation is caught by name', () => {
  let copy = '';
  let violations: readonly string[] = [];

  const planted: [string, string, string][] = [
    ['domain-knows-only-domain', 'src/domain/x1.ts', `import '../teams/commands.ts';`],
    [
      'domain-knows-only-domain',
      'src/domain/x2.ts',
      `import type { Send } from '../flows/outbox-ports.ts';\nexport type X = Send;`,
    ],
    ['domain-knows-only-domain', 'src/domain/x3.ts', `import 'node:crypto';`],
    [
      'flows-know-only-domain',
      'src/flows/x1.ts',
      `import type { Log } from '../log.ts';\nexport type X = Log;`,
    ],
    ['flows-know-only-domain', 'src/flows/x2.ts', `import 'zod';`],
    ['texts-know-only-domain', 'src/i18n/x1.ts', `import '../flows/ports.ts';`],
    ['texts-for-teams-only', 'src/flows/x3.ts', `import '../i18n/en.ts';`],
    [
      'texts-for-teams-only',
      'src/x1.ts',
      `import type { en } from './i18n/en.ts';\nexport type X = typeof en;`,
    ],
    ['parts-know-no-other-part', 'src/teams/x1.ts', `import '../store/engine.ts';`],
    [
      'parts-know-no-other-part',
      'src/store/x1.ts',
      `import type { x } from '../knowledge/search.ts';\nexport type X = x;`,
    ],
    ['parts-know-no-other-part', 'src/knowledge/x1.ts', `import '../config.ts';`],
    ['only-app-and-cli-connect-parts', 'src/x2.ts', `import './store/engine.ts';`],
    ['only-main-starts-app', 'src/cli/x1.ts', `import '../main.ts';`],
    [
      'bot-framework-in-teams-only',
      'src/x3.ts',
      `import type { Activity } from 'botbuilder';\nexport type X = Activity;`,
    ],
    ['bot-framework-in-teams-only', 'src/cli/x2.ts', `import 'botframework-connector';`],
    ['bot-framework-in-teams-only', 'src/store/x2.ts', `import 'adaptivecards-templating';`],
    ['restify-in-server-only', 'src/x4.ts', `import 'restify';`],
    ['sql-in-store-only', 'src/x5.ts', `import 'node:sqlite';`],
    [
      'sql-in-store-only',
      'src/cli/x3.ts',
      `import type { Kysely } from 'kysely';\nexport type X = Kysely<unknown>;`,
    ],
    ['sql-in-store-only', 'src/knowledge/x2.ts', `import 'pg';`],
    ['everything-resolves', 'src/flows/x4.ts', `import './nowhere.ts';`],
    ['no-cycles', 'src/domain/x4.ts', `import type { B } from './x5.ts';\nexport type A = B | 1;`],
  ];

  beforeAll(async () => {
    copy = mkdtempSync(join(tmpdir(), 'layers-'));
    cpSync(join(root, 'src'), join(copy, 'src'), { recursive: true });
    for (const file of ['tsconfig.json', 'package.json']) cpSync(join(root, file), join(copy, file));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    // The other half of the cycle, which is reported once.
    writeFileSync(
      join(copy, 'src/domain/x5.ts'),
      `import type { A } from './x4.ts';\nexport type B = A | 2;\n`,
    );
    for (const [, file, text] of planted) writeFileSync(join(copy, file), `${text}\n`);
    ({ violations } = await checkLayers(copy));
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  it.each(planted)('%s: %s', (rule, file) => {
    expect(violations.filter((v) => v.startsWith(`${rule}: ${file} -> `))).not.toEqual([]);
  });

  it('and nothing else is', () => {
    const files = planted.map(([, file]) => file);
    expect(violations.filter((v) => !files.some((file) => v.includes(`: ${file} -> `)))).toEqual([]);
  });
});
