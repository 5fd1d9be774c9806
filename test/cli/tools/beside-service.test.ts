import { describe, expect, it } from 'vitest';
import { runCommand } from '../../support/run-command.ts';

const tenantId = '7c1f2a60-3f6e-4f0f-9a55-0d6b5a2f1c01';
const nowhere = { DATABASE_URL: 'file:/nowhere/at/all.db' };

describe('what was typed is looked at before any database is', () => {
  it.each([
    ['export', ['--tenantt', 'x'], "Unknown option '--tenantt'"],
    ['export', [], '--tenant needs a GUID'],
    ['erase', ['--tenant', tenantId], 'say either --user ID or --all'],
    ['erase', ['--tenant', tenantId, '--user', 'x'], '--user needs a GUID'],
    ['audit', ['--head', 'x'], '--head needs SEQUENCE:HASH'],
  ])('%s %j', async (name, args, saying) => {
    const ran = await runCommand(name, args, nowhere);
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain(`${name}: ${saying}`);
    expect(ran.stderr).not.toContain('nowhere');
  });
});

it.each(['', ' '])('asks for no secret of the bot where APP_ENV is %j', async (APP_ENV) => {
  const ran = await runCommand('export', ['--tenant', tenantId], { ...nowhere, APP_ENV });
  expect(ran.status).toBe(1);
  expect(ran.stderr).not.toContain('MicrosoftApp');
  expect(ran.stderr).toContain('nowhere');
});
