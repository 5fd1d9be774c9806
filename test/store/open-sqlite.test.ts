import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkPragmas, loadSqlite, openSqlite, warnOfOldSqlite } from '../../src/store/open-sqlite.ts';
import { quietLog } from '../support/databases.ts';

describe('the self-test at open', () => {
  const safe = [
    'pragma busy_timeout = 5000',
    'pragma journal_mode = wal',
    'pragma synchronous = full',
    'pragma foreign_keys = on',
  ];
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'csp-pragmas-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const fileWith = (...pragmas: string[]) => {
    const database = new (loadSqlite().DatabaseSync)(join(folder, 'test.db'));
    for (const pragma of pragmas) database.exec(pragma);
    return database;
  };

  it('accepts a file that is kept safely', () => {
    const database = fileWith(...safe);
    expect(() => checkPragmas(database)).not.toThrow();
    database.close();
  });

  it.each([
    ['pragma synchronous = normal', 'synchronous is 1 instead of 2'],
    ['pragma journal_mode = delete', 'journal_mode is delete instead of wal'],
    ['pragma foreign_keys = off', 'foreign_keys is 0 instead of 1'],
    ['pragma busy_timeout = 0', 'busy_timeout is 0 instead of 5000'],
  ])('refuses %s', (pragma, message) => {
    const database = fileWith(...safe, pragma);
    expect(() => checkPragmas(database)).toThrow(message);
    database.close();
  });

  it('passes with the pragmas that the store sets', async () => {
    const { kysely, close } = await openSqlite(join(folder, 'new', 'support.db'), quietLog);
    const { rows } = await kysely.executeQuery<{ synchronous: number }>({
      ...kysely.selectFrom('taken').compile(),
      sql: 'pragma synchronous',
      parameters: [],
    });
    expect(rows).toMatchObject([{ synchronous: 2 }]);
    await close();
  });

  it('refuses a folder that cannot be made, and lets go of the lock when the file cannot be opened', async () => {
    writeFileSync(join(folder, 'file'), 'not a folder');
    await expect(openSqlite(join(folder, 'file', 'support.db'), quietLog)).rejects.toMatchObject({
      code: 'store-unavailable',
    });
    const notDatabase = join(folder, 'file');
    await expect(openSqlite(notDatabase, quietLog)).rejects.toThrow('not a database');
    await expect(openSqlite(notDatabase, quietLog)).rejects.toThrow('not a database');
  });
});

describe('the version', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['3.51.3', 0],
    ['3.51.10', 0],
    ['3.53.4', 0],
    ['4.0.0', 0],
    ['3.51.2', 1],
    ['3.9.0', 1],
  ])('of SQLite %s is worth %d warnings', (version, warnings) => {
    const warn = vi.fn();
    warnOfOldSqlite(version, { warn });
    expect(warn).toHaveBeenCalledTimes(warnings);
  });

  it('of Node is too old without node:sqlite', async () => {
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
    await expect(openSqlite('/nowhere/support.db', quietLog)).rejects.toMatchObject({
      code: 'node-too-old',
      message: expect.stringContaining('22.13'),
    });
  });
});
