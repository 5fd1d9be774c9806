// The bench's end of Teams: posts activities to a bot and knows when a message of the bot has arrived.
import { Pool } from 'undici';
import type { Activity } from '../support/fake-teams/activities.ts';
import type { Bot, StubConnector } from './bots.ts';
import { type Arrival, monotonicMs } from './outside.ts';

export interface Taken {
  readonly sentAtMs: number;
  readonly takenAtMs: number;
  readonly body: string;
}

export interface Teams {
  readonly stub: StubConnector;
  /** Activity ids are never used twice. */
  nextId(): string;
  /** Throws unless the bot answers 200. */
  post(bot: Bot, activity: Activity): Promise<Taken>;
  /** The first message that bears this mark, see {@link marksOf}; throws when it does not come. */
  arrival(bot: Bot, mark: string): Promise<Arrival>;
  stop(): void;
}

const arrivesWithinMs = 20_000;
const connections = 64;

export function createTeams(stub: StubConnector): Teams {
  const pools = new Map<string, Pool>();
  const awaited = new Map<string, (arrival: Arrival) => void>();
  /** Threads of tickets may be there before their number is known. */
  const early = new Map<string, Arrival>();
  let lastId = Date.now();
  let lastToken = 0;

  stub.hear((arrival) => {
    for (const mark of marksOf(arrival)) {
      const wanted = awaited.get(mark);
      if (wanted) wanted(arrival);
      else if (arrival.opened !== undefined) early.set(mark, arrival);
    }
  });
  const poolOf = (bot: Bot): Pool => {
    const pool = pools.get(bot.url) ?? new Pool(bot.url, { connections });
    pools.set(bot.url, pool);
    return pool;
  };

  return {
    stub,
    nextId() {
      lastId += 1;
      return String(lastId);
    },
    async post(bot, activity) {
      lastToken += 1;
      const token = stub.tokens[lastToken % stub.tokens.length];
      const body = JSON.stringify(activity);
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' };
      const sentAtMs = monotonicMs();
      const response = await poolOf(bot).request({ method: 'POST', path: '/api/messages', headers, body });
      const text = await response.body.text();
      const takenAtMs = monotonicMs();
      if (response.statusCode !== 200) throw new Error(`${bot.name} answered ${response.statusCode} ${text}`);
      return { sentAtMs, takenAtMs, body: text };
    },
    arrival: (bot, mark) =>
      new Promise((resolve, reject) => {
        const there = early.get(mark);
        if (there && early.delete(mark)) return resolve(there);
        const late = setTimeout(() => {
          awaited.delete(mark);
          reject(
            new Error(`${bot.name} sent nothing marked ${mark} within ${arrivesWithinMs} ms:\n${bot.log()}`),
          );
        }, arrivesWithinMs);
        awaited.set(mark, (arrival) => {
          clearTimeout(late);
          awaited.delete(mark);
          resolve(arrival);
        });
      }),
    stop: () => stub.stop(),
  };
}

/** By what a message is known: the activity it answers, a word `mark-17` in it, a new thread's ticket `#1001`. */
function marksOf({ replyToId, text, opened }: Arrival): string[] {
  const words = text?.match(/\bmark-\d+/) ?? [];
  const ticket = opened?.match(/#\d+/) ?? [];
  return [...(replyToId === undefined ? [] : [replyToId]), ...words, ...ticket];
}
