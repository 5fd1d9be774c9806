// The only place that constructs parts and connects them.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createNonces, newNonceKey, nonceKeyName } from './card-nonces.ts';
import { createClockCheck } from './clock-check.ts';
import type { Config } from './config.ts';
import { createFloodGate } from './flood-gate.ts';
import { claimDeliveries, deliver, failRow } from './flows/deliver-outbox.ts';
import { findWork } from './flows/find-work.ts';
import { fireTimer } from './flows/fire-timer.ts';
import { startHousekeeping } from './flows/keep-house.ts';
import type { Remark, Turn } from './flows/ports.ts';
import { readArticles } from './knowledge/read-articles.ts';
import { createKnowledge } from './knowledge/search.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createFetchJson } from './remote/fetch-json.ts';
import { guardedLookup } from './remote/guarded-agent.ts';
import { createGuardedFetch } from './remote/guarded-fetch.ts';
import { createHttpServer } from './server.ts';
import { readSettings, watchSettings } from './settings-file.ts';
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
  const metrics = createMetrics();
  for (const warning of config.warnings) log.warn({ event: warning });
  const settings = currentSettings(config.settingsPath, log);
  const knowledge = createKnowledge(readArticles(knowledgeFolder));
  const database = await openDatabase({ url: config.databaseUrl, log });

  const nonces = createNonces(
    await database.transaction((store) => store.secrets.keep(nonceKeyName, newNonceKey())),
  );

  /** One transaction with everything a flow needs; whatever it put into the outbox leaves after the commit. */
  async function runTurn<Result>(
    work: (turn: Turn) => Promise<Result>,
    activityId?: string,
  ): Promise<Result> {
    let remarks: Remark[] = [];
    const remark = (line: Remark) => void remarks.push(line);
    const given = { now: now(), settings: settings.get(), knowledge, newId: randomUUID, nonces, remark };
    const result = await database.transaction((store) => {
      // It may run more than once.
      remarks = [];
      return work({ ...given, store, ...(activityId && { activityId }) });
    });
    for (const line of remarks) tell(line);
    return result;
  }

  function tell({ event, notice, reason, rows, sequence, hash }: Remark): void {
    if (event === 'press-refused' && reason !== undefined) metrics.refusedPress(reason);
    if (event === 'audit-head') log.always({ event, sequence, hash });
    else log.info({ event, notice, reason, rows });
  }

  const owner = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const { connectorHosts, channelOpenIdUrl, loginUrl } = config.seams;
  const tokens = createTokenSource({ bot: config.bot, production: config.appEnv === 'production', loginUrl });
  const openIdUrl = channelOpenIdUrl ?? publicOpenIdUrl;
  const clock = createClockCheck({ now, look: () => fetchJson(openIdUrl), log });
  const fetchJson = createFetchJson({
    fetch: createGuardedFetch(channelOpenIdUrl === undefined ? {} : { loopback: 'any' }),
    onDate: clock.heardFrom('key server'),
    ...documentLimits,
  });
  const sender = createSender({
    tokens,
    connectorHosts,
    lookup: guardedLookup({ loopback: connectorHosts }),
    onDate: clock.heardFrom('connector'),
    log,
  });
  const lease = () => ({ owner, now: now(), leaseUntil: now() + leaseMs, withinBudgets: true });
  const worker = createWorker({
    now,
    claim: (room) => runTurn((turn) => claimDeliveries(turn, present, { ...lease(), ...room })),
    findWork: (room, timers) =>
      runTurn((turn) =>
        findWork(turn, present, { ...lease(), ...room }, { timers, clockIsRight: !clock.isOff() }),
      ),
    deliver: (delivery) => deliver({ runTurn, send: sender.send, now, pause, random: Math.random }, delivery),
    fail: (row, result) => runTurn((turn) => failRow(turn, row, result)),
    fire: (timer) => runTurn((turn) => fireTimer(turn, timer)),
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
    warnings: () => (sender.credentialsUsable() ? [] : ['credentials']),
    metrics: metrics.text,
    limited: () => metrics.limited('connections'),
    log,
  });
  await runTurn(startHousekeeping);
  database.onOutbox(worker.kick);
  worker.start();
  clock.start();
  const { port } = await server.listen(config.host, config.port);
  log.info({ event: 'started', port, database: database.engine, appEnv: config.appEnv });

  return {
    port,
    stop: async () => {
      // What a last turn commits while the worker stops waits in the outbox for the next start.
      await Promise.all([server.close(drainMs), worker.stop(drainMs)]);
      settings.stop();
      clock.stop();
      await database.close();
      log.info({ event: 'stopped' });
    },
  };
}

/** The partner's file as it was last read without a fault. */
function currentSettings(path: string, log: Log) {
  let settings = readSettings(path);
  const stop = watchSettings(
    path,
    (changed) => {
      settings = changed;
      log.info({ event: 'settings-reloaded' });
    },
    (error) => log.error({ event: 'settings-faulty', error }),
  );
  return { get: () => settings, stop };
}
