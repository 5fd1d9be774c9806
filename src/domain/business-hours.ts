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

interface Stretch {
  readonly fromAt: number;
  readonly toAt: number;
}

/**
 * The open stretches from `fromAt` on, in order; no moment is in two of them, but one may begin where another ends.
 * Daylight saving is the zone's own affair.
 */
function* openStretches(hours: BusinessHours, fromAt: number): Generator<Stretch> {
  let day = Temporal.Instant.fromEpochMilliseconds(fromAt).toZonedDateTimeISO(hours.zone).toPlainDate();
  let doneAt = fromAt;
  for (let i = 0; i < searchDays; i += 1, day = day.add({ days: 1 })) {
    if (hours.holidays.includes(day.toString())) continue;
    for (const window of stretchesOn(hours, day)) {
      const start = Math.max(window.fromAt, doneAt);
      if (window.toAt <= start) continue;
      yield { fromAt: start, toAt: window.toAt };
      doneAt = window.toAt;
    }
  }
}

/** Windows in the hour that is left out in spring move into the next one, behind or over those that stand there. */
function stretchesOn({ weekly, zone }: BusinessHours, day: Temporal.PlainDate): Stretch[] {
  const weekday = weekdays[day.dayOfWeek - 1] as Weekday;
  return (weekly[weekday] ?? [])
    .map(({ from, to }) => ({ fromAt: instantOf(day, from, zone), toAt: instantOf(day, to, zone) }))
    .sort((a, b) => a.fromAt - b.fromAt);
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

/** The time itself while the desk is open, else when it opens next; as it is where it never does. */
export function openAtOrAfter(hours: BusinessHours, at: number): number {
  return isOpen(hours, at) ? at : (nextOpening(hours, at) ?? at);
}

/** When the desk that is open at `at` closes; `undefined` while it is closed, or if it stays open for 400 days. */
export function closesAt(hours: BusinessHours, at: number): number | undefined {
  let openUntil = at;
  for (const { fromAt, toAt } of openStretches(hours, at)) {
    if (fromAt > openUntil) return openUntil === at ? undefined : openUntil;
    openUntil = toAt;
  }
  return undefined;
}

/**
 * So many minutes {@link addWorkingMinutes} can add from any moment: those of a year's weeks without the holidays.
 * The weeks that it searches beyond that make up for hours left out in spring.
 */
export function reachableMinutes({ weekly, holidays }: BusinessHours): number {
  const minutesOn = (weekday: Weekday) => sum((weekly[weekday] ?? []).map(minutesIn));
  const closed = [...new Set(holidays)].map((date) =>
    minutesOn(weekdays[Temporal.PlainDate.from(date).dayOfWeek - 1] as Weekday),
  );
  return Math.max(0, 52 * sum(weekdays.map(minutesOn)) - sum(closed));
}

function minutesIn({ from, to }: OpenWindow): number {
  return minuteOf(to) - minuteOf(from);
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return 60 * hour + minute;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
