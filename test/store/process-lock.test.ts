import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { takeProcessLock } from '../../src/store/process-lock.ts';
import { quietLog } from '../support/databases.ts';
import { linesOf } from './children/lines.ts';

const holder = fileURLToPath(new URL('children/hold-lock.ts', import.meta.url));

/** Linux can also do what macOS needs. */
const platforms: NodeJS.Platform[] = process.platform === 'linux' ? ['linux', 'darwin'] : [process.platform];

describe.each(platforms)('the lock of %s', (platform) => {
  const key = randomUUID();
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) {
      const running = child.exitCode === null && child.signalCode === null;
      if (running && child.kill('SIGKILL')) await once(child, 'exit');
    }
    // Takes the socket file away that a killed holder leaves behind.
    await (await takeProcessLock(key, platform)).release();
  });

  const hold = async () => {
    const child = spawn(process.execPath, [holder, key, platform], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    for await (const line of linesOf(child.stdout)) return { child, said: line };
    throw new Error('the holder said nothing');
  };

  it('refuses a second process, and takes it after kill -9 of the first', async () => {
    const first = await hold();
    expect(first.said).toBe('held');
    expect((await hold()).said).toBe('store-locked');
    const ended = once(first.child, 'exit');
    first.child.kill('SIGKILL');
    await ended;
    expect((await hold()).said).toBe('held');
  });

  it('is free again when it is released, and not in the way of another key', async () => {
    const lock = await takeProcessLock(`${key}-own`, platform);
    const other = await takeProcessLock(`${key}-other`, platform);
    await expect(takeProcessLock(`${key}-own`, platform)).rejects.toMatchObject({ code: 'store-locked' });
    await lock.release();
    await (await takeProcessLock(`${key}-own`, platform)).release();
    await other.release();
  });
});

describe('a database file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'csp-lock-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = (path: string) => openDatabase({ url: `file:${path}`, log: quietLog });

  it('is locked under each of its names, with a message that says what to do', async () => {
    const database = await open(join(folder, 'real', 'support.db'));
    symlinkSync(join(folder, 'real'), join(folder, 'linked-folder'));
    symlinkSync(join(folder, 'real', 'support.db'), join(folder, 'linked.db'));
    for (const name of ['real/support.db', 'linked-folder/support.db', 'linked.db', './real/../linked.db']) {
      await expect(open(join(folder, name))).rejects.toMatchObject({
        code: 'store-locked',
        message: expect.stringContaining('in use by another process'),
      });
    }
    await database.close();
    await (await open(join(folder, 'linked.db'))).close();
  });
});
