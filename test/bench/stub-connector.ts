// A process of its own: the token service and a Bot Connector that takes everything and tells the bench.
// It keeps nothing and judges nothing, so that it costs the machine as little as possible.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSigning } from '../support/fake-teams/signing.ts';
import { type Arrival, type ConnectorFacts, monotonicMs } from './outside.ts';

const tokenCount = 256;
const signing = await createSigning();
const appId = randomUUID();
let lastId = Date.now();
let waiting: Arrival[] = [];

const server = createServer((request, response) => {
  const path = request.url ?? '';
  if (path === signing.metadataPath) return answer(response, 200, metadata());
  if (path === signing.keysPath) return answer(response, 200, signing.keys());
  take(request, response, path);
});
// Kept by the bots for as long as a pause between two windows may last.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', ready);
process.on('disconnect', () => process.exit());

async function ready(): Promise<void> {
  const serviceUrl = `${origin()}/emea/`;
  const now = Date.now();
  const tokens = await Promise.all(
    Array.from({ length: tokenCount }, () =>
      signing.token(appId, serviceUrl, now, { claims: { jti: randomUUID() } }),
    ),
  );
  const openIdUrl = `${origin()}${signing.metadataPath}`;
  tell({ appId, serviceUrl, openIdUrl, connectorHost: new URL(origin()).host, tokens });
}

function origin(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function metadata() {
  return {
    issuer: 'https://api.botframework.com',
    jwks_uri: `${origin()}${signing.keysPath}`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
}

function take(request: IncomingMessage, response: ServerResponse, path: string): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const atMs = monotonicMs();
    lastId += 1;
    const id = String(lastId);
    const body = Buffer.concat(chunks).toString('utf8');
    const conversationId = conversationIn(path) ?? `${channelIn(body)};messageid=${id}`;
    const opens = path.endsWith('/v3/conversations');
    answer(response, 201, opens ? { id: conversationId, activityId: id } : { id });
    report(arrivalOf(atMs, conversationId, JSON.parse(body), body));
  });
}

function conversationIn(path: string): string | undefined {
  const [, id] = /\/v3\/conversations\/([^/]+)/.exec(path) ?? [];
  return id === undefined ? undefined : decodeURIComponent(id);
}

function channelIn(body: string): string {
  return JSON.parse(body).channelData.channel.id;
}

interface Sent {
  readonly replyToId?: string;
  readonly text?: string;
  readonly activity?: { readonly summary: string };
}

function arrivalOf(atMs: number, conversationId: string, sent: Sent, body: string): Arrival {
  const { replyToId, text, activity } = sent;
  const [, card, nonce] = /"card":"([^"]+)","nonce":"([^"]+)"/.exec(body) ?? [];
  return {
    atMs,
    conversationId,
    ...(replyToId !== undefined && { replyToId }),
    ...(text !== undefined && { text }),
    ...(activity && { opened: activity.summary }),
    ...(card && nonce && { card, nonce }),
  };
}

/** All of one turn of the event loop in one message. */
function report(arrival: Arrival): void {
  waiting.push(arrival);
  if (waiting.length > 1) return;
  setImmediate(() => {
    const arrivals = waiting;
    waiting = [];
    tell(arrivals);
  });
}

/** First the facts, then whatever arrives. */
function tell(said: ConnectorFacts | readonly Arrival[]): void {
  process.send?.(said);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
