// The HTTP side: four routes, hardened. The only importer of restify.
import type { Server as NodeServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { pino } from 'pino';
import { createServer, type Request, type Response, type Server, type ServerOptions } from 'restify';
import { isLoopback } from './config-seams.ts';
import { createConnectionLimit } from './connection-limit.ts';
import { type JsonBody, readJson } from './request-body.ts';
import { shared } from './shared-answer.ts';

export interface ReceivedRequest {
  readonly authorization: string | undefined;
  readonly body: unknown;
}

interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface HttpServerParts {
  /** Answers `POST /api/messages`; the body is JSON of bounded size and depth, and nothing else is known of it. */
  readonly receive: (request: ReceivedRequest) => Promise<HttpAnswer>;
  /** Short codes of what is not usable now; empty when all is well. Asked once a second at most. */
  readonly ready: () => Promise<readonly string[]>;
  /** Short codes of what is wrong without making it unsafe to take messages: they wait until it is right. */
  readonly warnings: () => readonly string[];
  /** The page in Prometheus' text format. */
  readonly metrics: () => Promise<string>;
  /** A connection was cut, because its address had too many. */
  readonly limited: () => void;
  readonly log: { error(fields: { readonly event: string; readonly error: unknown }): void };
}

export interface HttpServer {
  /** Resolves when connections are accepted; port 0 takes a free one. */
  listen(host: string, port: number): Promise<{ port: number }>;
  /** Takes no new connection, lets requests in work finish, and cuts what is left after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

const headersTimeoutMs = 10_000;
const requestTimeoutMs = 15_000;
/** Longer than the idle time of the proxies in front, or they meet a closed socket. */
const keepAliveTimeoutMs = 65_000;
const maxConnections = 2_000;
/** Anybody may ask whether the service is ready, and each look costs a transaction. */
const readyForMs = 1_000;

/** Every answer is JSON but the metrics, and no error says more than a short code. */
export function createHttpServer(parts: HttpServerParts): HttpServer {
  // restify 12 logs with pino; the types of 8.5 still ask for bunyan.
  const log = pino({ level: 'silent' }) as unknown as NonNullable<ServerOptions['log']>;
  const server = createServer({ name: '', log });
  const node = server.server as NodeServer;
  const state: State = { stopping: false, inWork: new Set() };
  harden(server, node);
  node.on('connection', createConnectionLimit(parts.limited));
  guard(server, state);
  addRoutes(server, parts, state);
  handleErrors(server, parts);
  return {
    listen: (host, port) => listen(server, node, host, port, parts),
    close: (graceMs) => {
      state.stopping = true;
      for (const response of state.inWork) closeAfter(response);
      return close(node, graceMs);
    },
  };
}

interface State {
  stopping: boolean;
  readonly inWork: Set<Response>;
}

function harden(server: Server, node: NodeServer): void {
  node.headersTimeout = headersTimeoutMs;
  node.requestTimeout = requestTimeoutMs;
  node.keepAliveTimeout = keepAliveTimeoutMs;
  node.maxConnections = maxConnections;
  // Without it the two time-outs are only looked at every 30 s; @types/node lacks the property.
  (node as NodeServer & { connectionsCheckingInterval: number }).connectionsCheckingInterval = 1_000;
  // restify listens for upgrades and forgets the socket.
  server.on('upgrade', (_request: unknown, socket: Duplex) => socket.destroy());
}

function guard(server: Server, state: State): void {
  server.pre((request, response, next) => {
    state.inWork.add(response);
    response.once('close', () => state.inWork.delete(response));
    if (state.stopping) closeAfter(response);
    const refusal = refusalOf(request, state.stopping);
    if (!refusal) return next();
    send(response, refusal.status, { error: refusal.code });
    return next(false);
  });
}

/** Or a busy caller would keep its connection, and this process, for ever. */
function closeAfter(response: Response): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

function refusalOf(request: Request, stopping: boolean): { status: number; code: string } | undefined {
  // restify's router throws at addresses that are none.
  if (!/^\/[\w\-./]*(\?[\w\-.=&%]*)?$/.test(request.url ?? '')) return { status: 404, code: 'not-found' };
  // It makes one address of both, unguarded: a host that is none would end the process.
  const host = request.headers.host || 'localhost';
  if (!/^[\w.\-:[\]]+$/.test(host) || !URL.canParse(`http://${host}${request.url}`)) {
    return { status: 400, code: 'bad-request' };
  }
  // Unzipping would come before any check of who sends, and restify dies of a broken archive.
  if (request.headers['content-encoding'] !== undefined) {
    return { status: 415, code: 'content-encoding-not-supported' };
  }
  if (stopping && request.method === 'POST') return { status: 503, code: 'stopping' };
  return undefined;
}

function addRoutes(server: Server, parts: HttpServerParts, state: State): void {
  const ready = shared(parts.ready, readyForMs);
  server.post('/api/messages', async (request: Request, response: Response) => {
    await receiveMessage(request, response, parts.receive);
  });
  server.get('/healthz', async (_request: Request, response: Response) => {
    send(response, 200, { status: 'ok' });
  });
  server.get('/readyz', async (_request: Request, response: Response) => {
    const reasons = state.stopping ? ['stopping'] : await ready();
    if (reasons.length > 0) return send(response, 503, { status: 'not-ready', reasons });
    const warnings = parts.warnings();
    send(response, 200, { status: 'ready', ...(warnings.length > 0 && { warnings }) });
  });
  server.get('/metrics', async (request: Request, response: Response) => {
    if (!isLocalCaller(request) || !isLocalName(request.headers.host))
      return send(response, 404, { error: 'not-found' });
    sendText(response, 200, await parts.metrics(), 'text/plain; version=0.0.4; charset=utf-8');
  });
}

async function receiveMessage(
  request: Request,
  response: Response,
  receive: HttpServerParts['receive'],
): Promise<void> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return send(response, 415, { error: 'content-type-not-supported' });
  const body = await readJson(request);
  if (!body.ok) return refuseBody(response, body.code);
  const answer = await receive({ authorization: request.headers.authorization, body: body.value });
  send(response, answer.status, answer.body);
}

function refuseBody(response: Response, code: Extract<JsonBody, { ok: false }>['code']): void {
  if (code === 'aborted') response.destroy();
  else send(response, code === 'body-too-large' ? 413 : 400, { error: code });
}

const fromProxy = /^(?:forwarded|via|x-(?:real|client)-ip|x-(?:forwarded|original)-.+)$/;

/** A proxy on this machine is not a local caller, as far as it says that it is one. */
function isLocalCaller(request: Request): boolean {
  if (Object.keys(request.headers).some((name) => fromProxy.test(name))) return false;
  const address = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  return address === '::1' || address.startsWith('127.');
}

/** A page in a browser on this machine may have its own name point here, but cannot change what it is called by. */
function isLocalName(host = ''): boolean {
  return isLoopback(URL.parse(`http://${host}`)?.hostname ?? '');
}

const errorCodes: Readonly<Record<number, string>> = {
  400: 'bad-request',
  404: 'not-found',
  405: 'method-not-allowed',
};

/** What restify refuses and what our handlers throw: a code outside, the class of the error in the log. */
function handleErrors(server: Server, parts: HttpServerParts): void {
  server.on(
    'restifyError',
    (_request: unknown, response: Response, error: unknown, done: () => void): void => {
      const given = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
      const code = errorCodes[given];
      if (code === undefined) {
        parts.log.error({ event: 'request-failed', error });
      }
      if (!response.headersSent && !response.destroyed) {
        send(response, code === undefined ? 500 : given, { error: code ?? 'internal' });
      }
      done();
    },
  );
}

function send(response: Response, status: number, body: unknown): void {
  sendText(response, status, body === undefined ? '' : JSON.stringify(body), 'application/json');
}

/** Written as it is: restify's formatters would negotiate the type and quote strings. */
function sendText(response: Response, status: number, text: string, contentType: string): void {
  response.sendRaw(status, text, {
    ...(text === '' ? {} : { 'Content-Type': contentType }),
    'Content-Length': String(Buffer.byteLength(text)),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(status === 503 ? { 'Retry-After': '5' } : {}),
  });
}

function listen(
  server: Server,
  node: NodeServer,
  host: string,
  port: number,
  parts: HttpServerParts,
): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    node.listen(port, host, () => {
      server.removeListener('error', reject);
      server.on('error', (error: Error) => parts.log.error({ event: 'server-failed', error }));
      resolve({ port: (node.address() as AddressInfo).port });
    });
  });
}

function close(node: NodeServer, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => node.closeAllConnections(), graceMs);
    node.close(() => {
      clearTimeout(cut);
      resolve();
    });
    node.closeIdleConnections();
  });
}
