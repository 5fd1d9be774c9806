// From what was measured round by round to what is said in the end: medians, ratios, and whether goals are met.
import type { TurnWindow } from './load.ts';
import type { SearchFigures } from './outside.ts';
import type { RelayWindow } from './relay.ts';
import { median, medianSpread, type Spread } from './statistics.ts';

/** One stretch of one round on one bot. */
type Sample<Measured> = Measured & { readonly bot: string; readonly round: number };

export interface Samples {
  readonly turns: Sample<{ readonly conversations: number; readonly window: TurnWindow }>[];
  readonly relays: Sample<{ readonly window: RelayWindow }>[];
  readonly presses: Sample<{ readonly answered: Spread }>[];
  readonly starts: Sample<{ readonly readyMs: number; readonly idleMb: number }>[];
  /** Empty when it is not measured. */
  searches: readonly SearchFigures[];
}

export interface Report {
  readonly machine: Readonly<Record<string, string | number>>;
  readonly turns: readonly TurnFigures[];
  readonly relays: readonly ({ readonly bot: string } & RelayWindow)[];
  readonly presses: readonly { readonly bot: string; readonly answered: Spread }[];
  readonly starts: readonly StartFigures[];
  readonly searches: readonly SearchFigures[];
  readonly goals: readonly Goal[];
}

interface TurnFigures extends Omit<TurnWindow, 'turns'> {
  readonly bot: string;
  readonly conversations: number;
  /** CPU per turn beside the echo bot's in the same round; 1 for the echo bot itself. */
  readonly cpuRatio: number;
}

interface StartFigures {
  readonly bot: string;
  readonly readyMs: number;
  readonly idleMb: number;
  /** At the end of the heaviest load; NaN when there was none. */
  readonly loadedMb: number;
}

interface Goal {
  readonly what: string;
  readonly is: number;
  readonly atMost: number;
}

const echo = 'echo';
/** At which loads are compared that run at only one. */
export const usualConversations = 16;
export const withPast = (bot: string) => `${bot} with past`;

export function reportOf(machine: Report['machine'], samples: Samples): Report {
  const bots = (list: readonly { readonly bot: string }[]) => [...new Set(list.map(({ bot }) => bot))];
  return {
    machine,
    turns: turnFigures(samples),
    relays: bots(samples.relays).map((bot) => {
      const windows = samples.relays.filter((sample) => sample.bot === bot).map(({ window }) => window);
      return {
        bot,
        toRequester: medianSpread(windows.map(({ toRequester }) => toRequester)),
        toThread: medianSpread(windows.map(({ toThread }) => toThread)),
      };
    }),
    presses: bots(samples.presses).map((bot) => {
      const own = samples.presses.filter((sample) => sample.bot === bot);
      return { bot, answered: medianSpread(own.map(({ answered }) => answered)) };
    }),
    starts: bots(samples.starts).map((bot) => startFigures(samples, bot)),
    searches: samples.searches,
    goals: [...goalsOf(samples), ...searchGoals(samples)],
  };
}

function turnFigures({ turns }: Samples): TurnFigures[] {
  const kinds = new Map(
    turns.map(({ bot, conversations }) => [`${bot} ${conversations}`, { bot, conversations }]),
  );
  return [...kinds.values()].map(({ bot, conversations }) => {
    const windows = turns
      .filter((sample) => sample.bot === bot && sample.conversations === conversations)
      .map(({ window }) => window);
    return {
      bot,
      conversations,
      cpuMs: median(windows.map(({ cpuMs }) => cpuMs)),
      cpuRatio: ratio(turns, bot, echo, conversations, ({ cpuMs }) => cpuMs),
      perSecond: median(windows.map(({ perSecond }) => perSecond)),
      taken: medianSpread(windows.map(({ taken }) => taken)),
      answered: medianSpread(windows.map(({ answered }) => answered)),
      rssMb: median(windows.map(({ rssMb }) => rssMb)),
    };
  });
}

/** The median of what the rounds give, each compared within itself: what disturbs a round disturbs both. */
function ratio(
  turns: Samples['turns'],
  bot: string,
  other: string,
  conversations: number,
  of: (window: TurnWindow) => number,
): number {
  const at = (name: string, round: number) =>
    turns.find((s) => s.bot === name && s.round === round && s.conversations === conversations)?.window;
  const rounds = new Set(turns.map(({ round }) => round));
  const ratios = [...rounds].flatMap((round) => {
    const [window, beside] = [at(bot, round), at(other, round)];
    return window && beside ? [of(window) / of(beside)] : [];
  });
  return median(ratios);
}

function startFigures({ starts, turns }: Samples, bot: string): StartFigures {
  const own = starts.filter((sample) => sample.bot === bot);
  const loads = turns.filter((sample) => sample.bot === bot);
  const heaviest = Math.max(...loads.map(({ conversations }) => conversations));
  return {
    bot,
    readyMs: median(own.map(({ readyMs }) => readyMs)),
    idleMb: median(own.map(({ idleMb }) => idleMb)),
    loadedMb: median(loads.filter((s) => s.conversations === heaviest).map(({ window }) => window.rssMb)),
  };
}

function goalsOf({ turns }: Samples): Goal[] {
  const services = [...new Set(turns.map(({ bot }) => bot))].filter(
    (bot) => bot !== echo && !bot.endsWith(withPast('')),
  );
  const goals = services.flatMap((bot): Goal[] => {
    const past = withPast(bot);
    const beside = (of: (window: TurnWindow) => number) => ratio(turns, past, bot, usualConversations, of);
    const cpu = ratio(turns, bot, echo, usualConversations, ({ cpuMs }) => cpuMs);
    return [
      { what: `${bot}: CPU of a turn beside an echo`, is: cpu, atMost: 1 },
      { what: `${bot}: CPU of a turn with a long past`, is: beside(({ cpuMs }) => cpuMs), atMost: 1.2 },
      { what: `${bot}: p50 of a turn with a long past`, is: beside((w) => w.answered.p50), atMost: 1.2 },
    ];
  });
  return goals.filter(({ is }) => Number.isFinite(is));
}

function searchGoals({ searches }: Samples): Goal[] {
  return searches.flatMap(({ what, ours, build }): Goal[] =>
    build === undefined
      ? [{ what: `search, ${what}: p99, ms`, is: ours.p99, atMost: 2 }]
      : [
          { what: `search, ${what}: p99, ms`, is: ours.p99, atMost: 20 },
          { what: `search, ${what}: building, s`, is: build.seconds, atMost: 30 },
          { what: `search, ${what}: event loop held, ms of CPU`, is: build.heldCpuMs, atMost: 50 },
        ],
  );
}
