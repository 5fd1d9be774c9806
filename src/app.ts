// The only place that constructs parts and connects them.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createAside } from './aside.ts';
import { createNonces, newNonceKey, nonceKeyName } from './card-nonces.ts';
import { type ClockCheck, type ClockCheckParts, createClockCheck } from './clock-check.ts';
import type { Config } from './config.ts';
import { refuse } from './domain/errors.ts';
import { createFire } from './fire-due.ts';
import { createFloodGate } from './flood-gate.ts';
import { serviceHealthJob } from './flows/check-service-health.ts';
import { wantStaffCheck } from './flows/check-staff.ts';
import { claimDeliveries, deliver, failRow } from './flows/deliver-outbox.ts';
import { findWork } from './flows/find-work.ts';
import { startHousekeeping } from './flows/keep-house.ts';
import type { FetchJson, JobKind, RankAgain, ReadServiceHealth } from './flows/ports.ts';
import { rankAgainJob } from './flows/rank-again.ts';
import type { RunJob } from './flows/run-job.ts';
import { type FolderNews, liveKnowledge } from './knowledge/live-knowledge.ts';
import { readArticles } from './knowledge/read-articles.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createCustomerTokens } from './remote/customer-tokens.ts';
import { createFetchJson } from './remote/fetch-json.ts';
import { guardedLookup } from './remote/guarded-agent.ts';
import { createGuardedFetch } from './remote/guarded-fetch.ts';
import { azureModelScope, createModel } from './remote/model.ts';
import { createServiceHealth } from './remote/service-health.ts';
import { createRunTurn } from './run-turn.ts';
import { createHttpServer } from './server.ts';
import { currentSettings } from './settings-file.ts';
import { openDatabase } from './store/database.ts';
import { createAdapter } from './teams/adapter.ts';
import { createBot } from './teams/bot.ts';
import { actOnCard, presentAnswer } from './teams/card-actions.ts';
import { createSender } from './teams/connector.ts';
import { createTokenSource } from './teams/credentials.ts';
import { present } from './teams/present.ts';
import { publicOpenIdUrl } from './teams/signing-keys.ts';
import { createTurns } from './turns.ts';
import { createWorker } from './worker.ts';

export interface App {
  readonly port: number;
  /** Takes no more requests, lets turns and sends in work finish, gives back leases, closes the store. */
  stop(): Promise<void>;
}

export interface AppSeams {
  /** For tests that run the service in their own process; epoch milliseconds. */
  readonly now?: () => number;
  readonly log?: Log;
}

const leaseMs = 30_000;
/** The keys, with their metadata, are a few kilobytes. */
const documentLimits = { timeoutMs: 5_000, maxBytes: 1_000_000 };
/** Longer than one attempt to send may take. */
const drainMs = 12_000;
const knowledgeFolder = fileURLToPath(new URL('../knowledge/', import.meta.url));

export async function startApp(config: Config, seams: AppSeams = {}): Promise<App> {
  const now = seams.now ?? Date.now;
  const log = seams.log ?? createLog(config.logLevel);
  for (const warning of config.warnings) log.warn({ event: warning });
  const settings = currentSettings(config.settingsPath, log);
  const knowledge = liveKnowledge(readArticles(knowledgeFolder), config.knowledgeDir, folderNews(log));
  const database = await openDatabase({ url: config.databaseUrl, log });
  const metrics = createMetrics(() => database.transaction(({ outbox }) => outbox.backlog()));
  const model = modelOf(config, now);
  const nonces = createNonces(
    await database.transaction((store) => store.secrets.keep(nonceKeyName, newNonceKey())),
  );

  const runTurn = createRunTurn({
    transaction: database.transaction,
    now,
    settings: settings.get,
    knowledge: knowledge.get,
    nonces,
    ranksAgain: model !== undefined,
    metrics,
    log,
  });
  const aside = createAside(runTurn, log);

  const owner = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const { connectorHosts, channelOpenIdUrl, loginUrl } = config.seams;
  const tokens = createTokenSource({ bot: config.bot, production: config.appEnv === 'production', loginUrl });
  const openIdUrl = channelOpenIdUrl ?? publicOpenIdUrl;
  const { clock, fetchJson } = createClock({
    now,
    openIdUrl,
    loopback: channelOpenIdUrl !== undefined,
    // By a clock that is trusted: a wrong one would put it off for as long as it is ahead.
    onTrusted: () => aside.run(startHousekeeping, 'housekeeping-not-started'),
    log,
  });
  const sender = createSender({
    tokens,
    connectorHosts,
    lookup: guardedLookup({ loopback: connectorHosts }),
    onDate: clock.heardFrom('connector'),
    log,
    now,
  });
  const jobs: Readonly<Record<JobKind, RunJob>> = {
    'service-health': serviceHealthJob(serviceHealthReader(config)),
    'rank-again': rankAgainJob(model ?? (async () => refuse('switched-off'))),
  };
  const lease = () => ({ owner, now: now(), leaseUntil: now() + leaseMs });
  const worker = createWorker({
    now,
    claim: (room) => runTurn((turn) => claimDeliveries(turn, present, { ...lease(), ...room })),
    findWork: (room, beside) =>
      runTurn((turn) => {
        clock.notice();
        const clockIsTrusted = clock.isTrusted();
        return findWork(turn, present, { ...lease(), ...room }, { ...beside, clockIsTrusted });
      }),
    deliver: (delivery) => deliver({ runTurn, send: sender.send, now, pause, random: Math.random }, delivery),
    fail: (row, result) => runTurn((turn) => failRow(turn, row, result)),
    fire: createFire({ runTurn, jobs, clock, metrics, log }),
    log,
    metrics,
  });

  const floods = createFloodGate({ now, count: metrics.limited });
  const turns = createTurns({
    runTurn,
    settings: settings.get,
    floods,
    metrics,
    log,
    act: actOnCard,
    show: presentAnswer,
  });
  const adapter = createAdapter({
    appId: config.bot?.appId,
    bot: createBot(turns),
    connectorHosts,
    openIdUrl,
    fetchJson,
    clock,
    stale: metrics.staleActivity,
    refused: metrics.refusedActivity,
    log,
    now,
  });
  const server = createHttpServer({
    receive: adapter.receive,
    ready: async () => [
      ...[await database.trouble()].filter((trouble) => trouble !== undefined),
      ...((await adapter.keysUsable()) ? [] : ['keys']),
      ...(clock.isOff() ? ['clock'] : []),
    ],
    warnings: () => [
      ...(sender.credentialsUsable() ? [] : ['credentials']),
      ...(knowledge.folderUsable() ? [] : ['knowledge']),
    ],
    metrics: metrics.text,
    limited: () => metrics.limited('connections'),
    log,
  });
  database.onNew({ outbox: worker.kick, timer: worker.due });
  // First of all in doubt: the worker must not take what is due by a clock that nobody has looked at.
  clock.start();
  worker.start();
  knowledge.start();
  settings.onReload(() => aside.run(wantStaffCheck, 'staff-check-not-started'));
  const { port } = await server.listen(config.host, config.port);
  log.info({ event: 'started', port, database: database.engine, appEnv: config.appEnv });

  return {
    port,
    stop: async () => {
      // What a last turn commits while the worker stops waits in the outbox for the next start.
      await Promise.all([server.close(drainMs), worker.stop(drainMs), knowledge.stop()]);
      await turns.drain(drainMs);
      settings.stop();
      clock.stop();
      await aside.stop();
      await database.close();
      log.info({ event: 'stopped' });
    },
  };
}

interface ClockNeeds extends Pick<ClockCheckParts, 'now' | 'onTrusted' | 'log'> {
  readonly openIdUrl: string;
  /** Keys come from this machine: a test's. */
  readonly loopback: boolean;
}

/** Whoever gives us keys tells the time as well: the clock asks there, and hears each time that keys are fetched. */
function createClock({ openIdUrl, loopback, ...parts }: ClockNeeds): {
  clock: ClockCheck;
  fetchJson: FetchJson;
} {
  const clock = createClockCheck({ ...parts, look: () => fetchJson(openIdUrl) });
  const fetchJson = createFetchJson({
    fetch: createGuardedFetch(loopback ? { loopback: 'any' } : {}),
    onDate: clock.heardFrom('key server'),
    ...documentLimits,
  });
  return { clock, fetchJson };
}

/** Its host may be on a company's own network: the operator names it, and no other is asked. */
function modelOf({ appEnv, bot, model, seams }: Config, now: () => number): RankAgain | undefined {
  if (!model) return undefined;
  const { address, name, key } = model;
  const production = appEnv === 'production';
  const tokens = () =>
    createTokenSource({ bot, production, loginUrl: seams.loginUrl, scope: azureModelScope });
  return createModel({
    fetch: createGuardedFetch({ privateAddresses: true, ...(!production && { loopback: 'any' }) }),
    address,
    name,
    access: key === undefined ? tokens() : { key },
    now,
  });
}

function serviceHealthReader({ appEnv, bot, seams: { graphUrl, loginUrl } }: Config): ReadServiceHealth {
  const production = appEnv === 'production';
  return createServiceHealth({
    fetch: createGuardedFetch(graphUrl === undefined ? {} : { loopback: 'any' }),
    token: createCustomerTokens({ bot, production, loginUrl }),
    graphUrl,
    production,
  });
}

/** Files are counted, not named: `npm run knowledge -- lint` names them. */
function folderNews(log: Log): FolderNews {
  return {
    joined({ articles, pages, hidden, unknownHidden, skipped }) {
      log.info({ event: 'knowledge-joined', rows: articles + pages });
      if (hidden > 0) log.info({ event: 'knowledge-hidden', rows: hidden });
      if (unknownHidden.length > 0)
        log.warn({ event: 'knowledge-hides-unknown', rows: unknownHidden.length });
      const reasons = new Map<string, number>();
      for (const { reason } of skipped) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      for (const [reason, rows] of reasons) log.warn({ event: 'knowledge-skipped', reason, rows });
    },
    failed: (error) => log.error({ event: 'knowledge-folder-faulty', error }),
  };
}
