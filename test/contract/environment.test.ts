// The environment is read in one place, and every variable is documented in .env.example.
import { globSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig, variables } from '../../src/config.ts';

const example = readFileSync('.env.example', 'utf8');

/** What tests and tools may read besides the service's own variables. */
const ofTheMachine = ['PATH', 'TEST_DATABASE_URL'];

function filesWith(text: RegExp, pattern: string): string[] {
  return globSync(pattern).filter((file) => text.test(readFileSync(file, 'utf8')));
}

describe('.env.example', () => {
  it('names the variables that are read, all of them and no other', () => {
    expect(Object.keys(parseEnv(example)).sort()).toEqual([...variables].sort());
  });

  it('says above each what it is for', () => {
    const lines = example.split('\n');
    const bare = lines.filter((line, i) => /^\w+=/.test(line) && !lines[i - 1]?.startsWith('# '));
    expect(bare).toEqual([]);
  });

  it('gives the defaults', () => {
    const bot = { MicrosoftAppId: '0d9f3a52-6a1e-4b6e-9f0b-6f3c1b2a7e10', MicrosoftAppPassword: 'x' };
    expect(readConfig({ ...parseEnv(example), ...bot })).toEqual(readConfig(bot));
  });
});

describe('the environment', () => {
  it('is touched by src/config.ts only', () => {
    expect(filesWith(/process\s*(\?\.|\.)\s*env\b|process\[|from '(node:)?process'/, 'src/**/*.ts')).toEqual([
      'src/config.ts',
    ]);
  });

  it('that tests read is known', () => {
    const read = globSync('test/**/*.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/process\.env\.(\w+)/g)].map((match) => match[1] ?? ''),
    );
    expect(read.filter((name) => ![...ofTheMachine, ...variables].includes(name))).toEqual([]);
  });

  it('that tests give to the service is known', () => {
    const given = globSync('test/**/*.ts').flatMap((file) =>
      [
        ...readFileSync(file, 'utf8').matchAll(/^\s*(APP_\w+|Microsoft\w+|[A-Z]+_(?:URL|HOSTS|CONFIG)):/gm),
      ].map((match) => match[1] ?? ''),
    );
    expect(given).toContain('SUPPORT_CONFIG');
    expect(given.filter((name) => ![...ofTheMachine, ...variables].includes(name))).toEqual([]);
  });
});
