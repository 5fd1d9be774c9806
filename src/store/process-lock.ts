// One process per SQLite file. The file survives two; but both would fire its timers and send its messages.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { AppError } from '../domain/errors.ts';

export interface ProcessLock {
  release(): Promise<void>;
}

/**
 * Takes the lock named by `key` (the real path of the file), or throws `store-locked`. It is a socket
 * that listens, so the system frees it when the process dies, however it dies; nothing can go stale by
 * time. Sockets do not reach from one container into another: two containers on one volume are not
 * kept apart, use PostgreSQL there.
 */
export async function takeProcessLock(key: string, platform = process.platform): Promise<ProcessLock> {
  const address = addressOf(key, platform);
  const isFile = platform !== 'linux' && platform !== 'win32';
  let server = await listen(address);
  if (!server && isFile && !(await somebodyListens(address))) {
    rmSync(address, { force: true });
    server = await listen(address);
  }
  if (!server) {
    throw new AppError(
      'store-locked',
      `${key} is in use by another process of this service. Stop it first, or set DATABASE_URL to a PostgreSQL server to run several.`,
    );
  }
  const held = server;
  return { release: () => new Promise((resolve) => held.close(() => resolve())) };
}

function addressOf(key: string, platform: NodeJS.Platform): string {
  const name = `csp-support-bot-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
  if (platform === 'linux') return `\0${name}`;
  // Not the user's own temporary folder: it must be the same for every user, and short.
  return platform === 'win32' ? `\\\\.\\pipe\\${name}` : `/tmp/${name}.sock`;
}

/** Undefined when the address is taken. */
function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((caller) => caller.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ path: address, exclusive: true }, () => {
      server.unref();
      resolve(server);
    });
  });
}

function somebodyListens(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const caller = connect(address);
    caller.once('connect', () => {
      caller.destroy();
      resolve(true);
    });
    caller.once('error', () => resolve(false));
  });
}
