// A server on this machine that counts who connects to it, and answers as the test says.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listener {
  readonly port: number;
  readonly connections: () => number;
  stop(): Promise<void>;
}

/** Listens on all addresses of the machine, IPv4 and IPv6, unless told otherwise. */
export function listener(answer: RequestListener, host = '::', port = 0): Promise<Listener> {
  let connections = 0;
  const server = createServer(answer).on('connection', () => {
    connections += 1;
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        connections: () => connections,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped());
            server.closeAllConnections();
          }),
      });
    });
  });
}
