// Microsoft Teams as the bot meets it: token service, Bot Connector, conversations, and the people in them.
import { createHash, randomUUID } from 'node:crypto';
import { createServer, request as httpRequest, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity, PersonFacts } from './fake-teams/activities.ts';
import { type Connector, createConnector } from './fake-teams/connector.ts';
import { createConversations, type Member } from './fake-teams/conversations.ts';
import { createPerson, type Person } from './fake-teams/person.ts';
import type { BotAnswer } from './fake-teams/place.ts';
import { createSigning, type Signing, type TokenOptions } from './fake-teams/signing.ts';

export interface DeliverOptions {
  /** `null` sends none; without it the activity comes with a good token. */
  readonly authorization?: string | null;
  readonly token?: TokenOptions;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, instead of the activity as JSON. */
  readonly rawBody?: string | Buffer;
  /** Where the bot listens, when there are several of it. */
  readonly to?: string;
}

/** Where the bot asks which keys sign what Teams sends. */
export interface KeyServer {
  mode: 'up' | 'failing' | 'hanging' | 'down';
  /** How often the keys were asked for; where they are is asked by the check of the clock as well. */
  asked: number;
}

export interface Team {
  readonly tenantId: string;
  /** Also the id of its channel General. */
  readonly id: string;
  readonly channelIds: readonly string[];
}

export interface FakeTeams {
  readonly appId: string;
  readonly botName: string;
  readonly serviceUrl: string;
  /** For `CHANNEL_OPENID_URL`. */
  readonly openIdUrl: string;
  /** For `CONNECTOR_HOSTS`. */
  readonly connectorHost: string;
  readonly signing: Signing;
  readonly keyServer: KeyServer;
  readonly connector: Connector;
  /** Where the bot listens: `http://127.0.0.1:PORT`. */
  botIsAt(url: string): void;
  person(facts: Omit<PersonFacts, 'id'>): Person;
  team(team: Team): void;
  /** Sends an activity to the bot and gives its answer, whatever it is. */
  deliver(activity: unknown, options?: DeliverOptions): Promise<BotAnswer>;
  stop(): Promise<void>;
}

export interface FakeTeamsOptions {
  /** Dates tokens and messages: a service with a clock of its own refuses others. */
  readonly now?: () => number;
  /** Told what the bot answered to each activity. */
  readonly onAnswer?: (activity: unknown, answer: BotAnswer) => void;
}

export async function startFakeTeams(options: FakeTeamsOptions = {}): Promise<FakeTeams> {
  const { now = Date.now, onAnswer } = options;
  const signing = await createSigning();
  const conversations = createConversations(now);
  const connector = createConnector(conversations, now);
  const keyServer: KeyServer = { mode: 'up', asked: 0 };
  const region = '/emea';
  const server = createServer((incoming, response) => {
    const path = incoming.url ?? '';
    // Node would date it by the machine's clock.
    response.setHeader('date', new Date(now()).toUTCString());
    if (path === signing.metadataPath) return answerKeys(keyServer, response, metadata());
    if (path === signing.keysPath) {
      keyServer.asked += 1;
      return answerKeys(keyServer, response, signing.keys());
    }
    if (path.startsWith(`${region}/v3/`)) {
      return void connector.handle(incoming, response, path.slice(region.length));
    }
    response.statusCode = 404;
    response.end();
  });
  // Like the proxies before the real one, which keep idle connections for minutes.
  server.keepAliveTimeout = 120_000;
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const metadata = () => ({
    issuer: 'https://api.botframework.com',
    jwks_uri: `${origin}${signing.keysPath}`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  });

  const appId = randomUUID();
  const serviceUrl = `${origin}${region}/`;
  const botName = 'Northwind Support';
  let botUrl = '';

  const deliver: FakeTeams['deliver'] = async (activity, how = {}) => {
    const { authorization, token, headers = {}, rawBody = JSON.stringify(activity), to = botUrl } = how;
    const bearer = authorization ?? `Bearer ${await signing.token(appId, serviceUrl, now(), token)}`;
    const answer = await post(`${to}/api/messages`, rawBody, {
      'content-type': 'application/json; charset=utf-8',
      ...(authorization !== null && { authorization: bearer }),
      ...headers,
    });
    onAnswer?.(activity, answer);
    return answer;
  };

  const people: Member[] = [];
  return {
    appId,
    botName,
    serviceUrl,
    openIdUrl: `${origin}${signing.metadataPath}`,
    connectorHost: new URL(origin).host,
    signing,
    keyServer,
    connector,
    botIsAt: (url) => {
      botUrl = url;
    },
    person(facts) {
      const id = teamsId(facts);
      people.push({ id, name: facts.name, aadObjectId: facts.oid });
      const bot = { id: `28:${appId}`, name: botName };
      const tell = (activity: Activity) => deliver(activity);
      return createPerson({ bot, serviceUrl, conversations, now, deliver: tell }, { ...facts, id });
    },
    team({ tenantId, id: teamId, channelIds }) {
      for (const id of new Set([teamId, ...channelIds])) {
        conversations.open({ id, tenantId, kind: 'channel', teamId, members: people });
      }
    },
    deliver,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerKeys(server: KeyServer, response: ServerResponse, body: unknown): void {
  if (server.mode === 'hanging') return;
  if (server.mode === 'down') response.destroy();
  else {
    // restify, in the same process, takes writeHead for its own.
    response.statusCode = server.mode === 'failing' ? 500 : 200;
    send(response, body);
  }
}

/** As in Teams, nothing can be read out of it; always the same for the same person. */
function teamsId({ tenantId, oid }: Pick<PersonFacts, 'tenantId' | 'oid'>): string {
  return `29:${createHash('sha256').update(`${tenantId} ${oid}`).digest('base64url')}`;
}

function send(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** A connection of its own each time: a kept one would die with a service that is killed. */
function post(url: string, body: string | Buffer, headers: Record<string, string>): Promise<BotAnswer> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(15_000);
    const request = httpRequest(url, { method: 'POST', headers, agent: false, signal }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parsed(text) }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
