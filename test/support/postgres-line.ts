// The line between the service and PostgreSQL: it can break, or fall silent without breaking.
import { connect, createServer, type Socket } from 'node:net';

export interface PostgresLine {
  /** The same database, reached through this line. */
  readonly url: string;
  /** As when the server is stopped: connections break, new ones are refused. */
  breaks(): Promise<void>;
  /** As when it is frozen or the network eats everything: connections are taken, and nobody answers. */
  fallsSilent(): void;
  /** As when it stops in between: so many more connections are taken, all others break. */
  takesOnly(connections: number): void;
  /** What was held back arrives, too late. */
  isRestored(): Promise<void>;
  stop(): Promise<void>;
}

export async function postgresLine(databaseUrl: string): Promise<PostgresLine> {
  const url = new URL(databaseUrl);
  const folder = decodeURIComponent(url.hostname);
  const port = Number(url.port || 5432);
  const server = folder.startsWith('/') ? { path: `${folder}/.s.PGSQL.${port}` } : { host: folder, port };
  const ends = new Set<Socket>();
  let silent = false;
  let toTake = Number.POSITIVE_INFINITY;

  const join = (from: Socket, to: Socket) => {
    ends.add(from);
    from.on('data', (bytes) => void to.write(bytes));
    from.on('error', () => undefined);
    from.on('close', () => {
      ends.delete(from);
      to.destroy();
    });
    if (silent) from.pause();
  };
  const line = createServer((ours) => {
    toTake -= 1;
    if (toTake < 0) return void ours.destroy();
    const theirs = connect(server);
    join(ours, theirs);
    join(theirs, ours);
  });
  const listen = (at: number) => new Promise<void>((done) => line.listen(at, '127.0.0.1', done));
  await listen(0);
  const at = (line.address() as { port: number }).port;
  url.hostname = '127.0.0.1';
  url.port = `${at}`;

  const breaks = () =>
    new Promise<void>((done) => {
      if (line.listening) line.close(() => done());
      else done();
      for (const end of ends) end.destroy();
    });
  return {
    url: url.href,
    breaks,
    fallsSilent() {
      silent = true;
      for (const end of ends) end.pause();
    },
    takesOnly(connections) {
      toTake = connections;
    },
    async isRestored() {
      silent = false;
      toTake = Number.POSITIVE_INFINITY;
      for (const end of ends) end.resume();
      if (!line.listening) await listen(at);
    },
    stop: breaks,
  };
}
