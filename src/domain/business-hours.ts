// When a desk is open, and how far a number of working minutes reaches.
import { Temporal } from 'temporal-polyfill';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** One window of a day; `from` is inside, `to` is outside; `24:00` is the end of the day. */
export interface OpenWindow {
  readonly from: string;
  readonly to: string;
}

export interface BusinessHours {
  readonly id: string;
  /** IANA zone in which the windows and holidays are meant. */
  readonly zone: string;
  readonly weekly: Readonly<Partial<Record<Weekday, readonly OpenWindow[]>>>;
  /** Dates (`2026-12-25`) on which the desk is closed all day. */
  readonly holidays: readonly string[];
}

/** One stretch of time that counted, or was skipped because the desk was closed. */
export interface ClockStep {
  readonly fromAt: number;
  readonly toAt: number;
  readonly counted: boolean;
}

export interface DueTime {
  readonly dueAt: number;
  /** How the due time came about, oldest first: what an agent is shown who asks why. */
  readonly steps: readonly ClockStep[];
}

const searchDays = 400;

/** The open stretches from `fromAt` on, in order; daylight saving is the zone's own affair. */
function* openStretches(hours: BusinessHours, fromAt: number): Generator<{ fromAt: number; toAt: number }> {
  let day = Temporal.Instant.fromEpochMilliseconds(fromAt).toZonedDateTimeISO(hours.zone).toPlainDate();
  for (let i = 0; i < searchDays; i += 1, day = day.add({ days: 1 })) {
    if (hours.holidays.includes(day.toString())) continue;
    const weekday = weekdays[day.dayOfWeek - 1] as Weekday;
    for (const window of hours.weekly[weekday] ?? []) {
      const start = Math.max(instantOf(day, window.from, hours.zone), fromAt);
      const end = instantOf(day, window.to, hours.zone);
      if (end > start) yield { fromAt: start, toAt: end };
    }
  }
}

function instantOf(day: Temporal.PlainDate, time: string, zone: string): number {
  const midnightAfter = time === '24:00';
  return (midnightAfter ? day.add({ days: 1 }) : day).toZonedDateTime({
    timeZone: zone,
    plainTime: midnightAfter ? '00:00' : time,
  }).epochMilliseconds;
}

/**
 * The moment at which `minutes` of open time have passed since `fromAt` (epoch milliseconds).
 * `undefined` when the calendar does not open for that long within 400 days.
 */
export function addWorkingMinutes(
  hours: BusinessHours,
  fromAt: number,
  minutes: number,
): DueTime | undefined {
  let left = minutes * 60_000;
  let cursor = fromAt;
  const steps: ClockStep[] = [];
  for (const open of openStretches(hours, fromAt)) {
    if (open.fromAt > cursor) steps.push({ fromAt: cursor, toAt: open.fromAt, counted: false });
    const dueAt = Math.min(open.fromAt + left, open.toAt);
    steps.push({ fromAt: open.fromAt, toAt: dueAt, counted: true });
    left -= dueAt - open.fromAt;
    if (left <= 0) return { dueAt, steps };
    cursor = open.toAt;
  }
  return undefined;
}

export function isOpen(hours: BusinessHours, at: number): boolean {
  return openStretches(hours, at).next().value?.fromAt === at;
}

/** The next moment the desk opens after `at`, or `at` itself while it is open. */
export function nextOpening(hours: BusinessHours, at: number): number | undefined {
  return openStretches(hours, at).next().value?.fromAt;
}

/** When the stretch that is open at `at` ends; `undefined` while closed. */
export function closesAt(hours: BusinessHours, at: number): number | undefined {
  const first = openStretches(hours, at).next().value;
  return first?.fromAt === at ? first.toAt : undefined;
}
