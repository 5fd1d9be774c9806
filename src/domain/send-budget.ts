// How fast messages may leave. Source: Teams documentation, "Optimize your bot with rate limiting in Teams".

export interface SendLimit {
  readonly count: number;
  readonly windowMs: number;
}

/** Per conversation, which Teams calls a thread: a chat, a channel's thread. */
export const conversationLimits: readonly SendLimit[] = [
  { count: 7, windowMs: 1_000 },
  { count: 8, windowMs: 2_000 },
  { count: 60, windowMs: 30_000 },
  { count: 1_800, windowMs: 3_600_000 },
];

/** Per tenant: older pages say 30 a second, newer ones 50; the smaller number is safe under both. */
const tenantSendsPerSecond = 30;
/** How long a tenant gets half of it after Teams had to throttle one of its conversations. */
export const slowAfterThrottlingMs = 60_000;

export function tenantLimits(slow: boolean): readonly SendLimit[] {
  return [{ count: slow ? tenantSendsPerSecond / 2 : tenantSendsPerSecond, windowMs: 1_000 }];
}

/** Between the claim that is counted here and the request on the wire lies a moment that varies. */
const marginMs = 100;
const minuteMs = 60_000;
/** Single times are kept as far back as the limits that need them reach. */
const singleMs = 30_000 + marginMs;
const wholeMs = 3_600_000 + minuteMs;

/** When messages left: the latest ones singly, the last hour's by the minute. */
export interface SendLog {
  readonly recent: readonly number[];
  /** Start of the minute, and how many left in it; oldest first. */
  readonly minutes: readonly (readonly [startedAt: number, count: number])[];
}

export const emptyLog: SendLog = { recent: [], minutes: [] };

/** The log with one more message that leaves now, without what no limit looks at any more. */
export function withSend(log: SendLog, now: number): SendLog {
  const minute = now - (now % minuteMs);
  const last = log.minutes.at(-1);
  const minutes =
    last?.[0] === minute
      ? [...log.minutes.slice(0, -1), [minute, last[1] + 1] as const]
      : [...log.minutes, [minute, 1] as const];
  return {
    recent: [...log.recent.filter((at) => at > now - singleMs && at <= now), now],
    minutes: minutes.filter(([startedAt]) => startedAt > now - wholeMs && startedAt <= now),
  };
}

/** The earliest moment at which one more message keeps within all limits; `now` when it may leave at once. */
export function freeAt(log: SendLog, limits: readonly SendLimit[], now: number): number {
  return Math.max(now, ...limits.map((limit) => freeUnder(log, limit, now)));
}

function freeUnder(log: SendLog, { count, windowMs }: SendLimit, now: number): number {
  if (windowMs + marginMs > singleMs) return freeByMinutes(log, count, windowMs, now);
  const window = windowMs + marginMs;
  // What lies ahead was written before the clock was set back.
  const inWindow = log.recent.filter((at) => at > now - window && at <= now);
  const oldest = inWindow[inWindow.length - count];
  return oldest === undefined ? now : oldest + window;
}

/** Counts a minute as a whole until its last moment is out of the window. */
function freeByMinutes({ minutes }: SendLog, count: number, windowMs: number, now: number): number {
  const reach = windowMs + minuteMs;
  const inWindow = minutes.filter(([startedAt]) => startedAt > now - reach && startedAt <= now);
  let sent = inWindow.reduce((sum, [, inMinute]) => sum + inMinute, 0);
  for (const [startedAt, inMinute] of inWindow) {
    if (sent < count) break;
    sent -= inMinute;
    if (sent < count) return startedAt + reach;
  }
  return now;
}

/** The last time Teams throttled something, and until when it asked to wait. */
export interface Throttling {
  readonly by: string;
  readonly until: number;
}

/**
 * One throttled conversation waits alone. When a second one of the same tenant is throttled before the first
 * has waited, the whole tenant pauses; when that happens to a second tenant, everything does. Returns until
 * when the larger whole has to pause, if it has to.
 */
export function pauseAfter(last: Throttling | undefined, next: Throttling, now: number): number | undefined {
  if (!last || last.by === next.by || last.until <= now) return undefined;
  return Math.max(last.until, next.until);
}
