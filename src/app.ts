// The only place that constructs parts and connects them.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import type { Inbound } from './domain/chat.ts';
import { claimRows, deliverRow, failRow } from './flows/deliver-outbox.ts';
import { fireTimer } from './flows/fire-timer.ts';
import type { Store, Turn } from './flows/ports.ts';
import { receiveMessage } from './flows/receive-message.ts';
import { readArticles } from './knowledge/read-articles.ts';
import { createKnowledge } from './knowledge/search.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createHttpServer } from './server.ts';
import { readSettings, watchSettings } from './settings-file.ts';
import { openDatabase } from './store/database.ts';
import { createAdapter } from './teams/adapter.ts';
import { createBot, type PressAnswer, type RawPress } from './teams/bot.ts';
import { actOnCard, presentAnswer } from './teams/card-actions.ts';
import { createSend } from './teams/connector.ts';
import { createTokenSource } from './teams/credentials.ts';
import { present } from './teams/present.ts';
import { createWorker, type Worker } from './worker.ts';

export interface App {
  readonly port: number;
  /** Takes no more requests, lets turns and sends in work finish, gives back leases, closes the store. */
  stop(): Promise<void>;
}

/** Seams for tests that run the service in their own process. */
export interface AppSeams {
  /** Epoch milliseconds. */
  readonly now?: () => number;
  readonly log?: Log;
}

const leaseMs = 30_000;
/** Longer than one attempt to send may take. */
const drainMs = 12_000;
const knowledgeFolder = fileURLToPath(new URL('../knowledge/', import.meta.url));

export async function startApp(config: Config, seams: AppSeams = {}): Promise<App> {
  const now = seams.now ?? Date.now;
  const log = seams.log ?? createLog(config.logLevel);
  const metrics = createMetrics();
  const settings = currentSettings(config.settingsPath, log);
  const knowledge = createKnowledge(readArticles(knowledgeFolder));
  const database = await openDatabase({ url: config.databaseUrl, log });

  /** One transaction with everything a flow needs; whatever it put into the outbox leaves after the commit. */
  async function runTurn<Result>(work: (turn: Turn) => Promise<Result>): Promise<Result> {
    const at = now();
    return database.transaction((store) =>
      work({ now: at, settings: settings.get(), store, knowledge, newId: randomUUID }),
    );
  }

  const owner = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const { connectorHosts, channelOpenIdUrl, loginUrl } = config.seams;
  const tokens = createTokenSource({ bot: config.bot, production: config.appEnv === 'production', loginUrl });
  const send = createSend({ tokens, connectorHosts, log });
  const lease = () => ({ owner, now: now(), leaseUntil: now() + leaseMs });
  const worker = createWorker({
    now,
    claimRows: (limit) => runTurn((turn) => claimRows(turn, { ...lease(), limit })),
    claimTimers: (limit) => database.transaction((store) => store.timers.claim({ ...lease(), limit })),
    nextDueAt: () => database.transaction(nextDueAt),
    deliver: (row) => deliverRow({ runTurn, present, send, random: Math.random }, row),
    fail: (row, result) => runTurn((turn) => failRow(turn, row, result)),
    fire: (timer) => runTurn((turn) => fireTimer(turn, timer)),
    log,
    metrics,
  });

  const bot = createBot(handlers(runTurn, worker, metrics));
  const adapter = createAdapter({
    appId: config.bot?.appId,
    bot,
    connectorHosts,
    channelOpenIdUrl,
    log,
    now,
  });
  const server = createHttpServer({
    receive: adapter.receive,
    ready: async () => [
      ...((await database.usable()) ? [] : ['store']),
      ...((await adapter.keysUsable()) ? [] : ['keys']),
    ],
    metrics: metrics.text,
    log,
  });
  worker.start();
  const { port } = await server.listen(config.host, config.port);
  log.info({ event: 'started', port, database: database.engine, appEnv: config.appEnv });

  return {
    port,
    stop: async () => {
      // What a last turn commits while the worker stops waits in the outbox for the next start.
      await Promise.all([server.close(drainMs), worker.stop(drainMs)]);
      settings.stop();
      await database.close();
      log.info({ event: 'stopped' });
    },
  };
}

async function nextDueAt(store: Store): Promise<number | undefined> {
  const times = [await store.outbox.nextDueAt(), await store.timers.nextDueAt()];
  const known = times.filter((at) => at !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

type RunTurn = <Result>(work: (turn: Turn) => Promise<Result>) => Promise<Result>;

function handlers(runTurn: RunTurn, worker: Worker, metrics: Metrics) {
  return {
    onInbound: (inbound: Inbound): Promise<void> =>
      measured(metrics, inbound.kind.type, async () => {
        await runTurn((turn) => receiveMessage(turn, inbound));
        worker.kick();
      }),
    onPress: (press: RawPress): Promise<PressAnswer> =>
      measured(metrics, 'press', async () => {
        const answer = await runTurn((turn) => actOnCard(turn, press));
        worker.kick();
        return presentAnswer(answer);
      }),
  };
}

async function measured<Result>(
  metrics: Metrics,
  kind: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  const done = (outcome: string) => metrics.turn(kind, outcome, (performance.now() - startedAt) / 1000);
  try {
    const result = await work();
    done('ok');
    return result;
  } catch (error) {
    done('failed');
    throw error;
  }
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
