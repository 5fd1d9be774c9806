import { describe, expect, it } from 'vitest';
import { runCommand } from '../../support/run-command.ts';

describe('npm run eval, of what is no list of questions', () => {
  it.each([
    [['nowhere.tsv'], 1, /^nowhere\.tsv: there is no such file\n$/],
    [['test'], 1, /^test: cannot be read \(EISDIR\)\n$/],
    [['.node-version'], 1, /^\.node-version: there are no questions in it\n$/],
    [['README.md'], 1, /^README\.md: Line 2: .*\n$/],
    [[], 2, /^Usage: .*\n$/],
    [['--help'], 2, /^Usage: .*\n$/],
  ] as const)('%j', async (args, status, line) => {
    const ran = await runCommand('eval', args, {});
    expect(ran.stderr).toMatch(line);
    expect(ran).toMatchObject({ status, stdout: '' });
  });
});

it('npm run demo says how it is called, and starts nothing', async () => {
  expect(await runCommand('demo', ['--help'], {})).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/^Usage: /),
  });
  expect(await runCommand('demo', ['--port', '1'], {})).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^Usage: /),
  });
});
