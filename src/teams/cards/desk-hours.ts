// When the desk is open, in the reader's zone.
import { Temporal } from 'temporal-polyfill';
import {
  type BusinessHours,
  closesAt,
  isOpen,
  nextOpening,
  type OpenWindow,
  weekdays,
} from '../../domain/business-hours.ts';
import type { Recipient } from '../../flows/ports.ts';
import { translator } from '../../i18n/translate.ts';
import { dated, zoneName } from '../../i18n/when.ts';

type Reader = Pick<Recipient, 'locale' | 'zone'>;

const allDay = (windows: readonly OpenWindow[] | undefined) =>
  windows?.length === 1 && windows[0]?.from === '00:00' && windows[0].to === '24:00';

function isAlwaysOpen(hours: BusinessHours): boolean {
  return hours.holidays.length === 0 && weekdays.every((day) => allDay(hours.weekly[day]));
}

/** "Open now, until …" or "Closed now, opens …". */
export function deskState(
  hours: BusinessHours,
  now: number,
  reader: Reader,
): { readonly open: boolean; readonly text: string } {
  const t = translator(reader.locale);
  if (isAlwaysOpen(hours)) return { open: true, text: t('welcome.open-always') };
  if (isOpen(hours, now)) {
    const until = closesAt(hours, now);
    const text =
      until === undefined ? t('welcome.open-always') : t('welcome.open', { when: dated(until, reader) });
    return { open: true, text };
  }
  const opensAt = nextOpening(hours, now);
  return opensAt === undefined
    ? { open: false, text: t('welcome.closed-for-long') }
    : { open: false, text: t('welcome.closed', { when: dated(opensAt, reader) }) };
}

/** The desk's usual week, with its windows moved into the reader's zone as of this week. */
export function weeklyHours(hours: BusinessHours, now: number, { locale, zone }: Reader): string {
  const t = translator(locale);
  if (isAlwaysOpen(hours)) return t('hours.always');
  const days = timesByWeekday(hours, now, zone).map((times) => times.join(t('hours.also')));
  const lines: string[] = [];
  for (let first = 0; first < days.length; first += 1) {
    const times = days[first] ?? '';
    if (times === '') continue;
    let last = first;
    while (days[last + 1] === times) last += 1;
    const names = { first: weekdayName(first, locale), last: weekdayName(last, locale) };
    lines.push(t('hours.line', { days: first === last ? names.first : t('hours.range', names), times }));
    first = last;
  }
  return t('hours.zoned', { hours: lines.join(t('hours.between')), zone: zoneName(zone, locale, now) });
}

function weekdayName(index: number, locale: Recipient['locale']): string {
  const aMonday = Date.UTC(2024, 0, 1);
  return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(
    aMonday + index * 86_400_000,
  );
}

/** Monday first; `09:00–12:00` and `13:00–18:00`, or none. */
function timesByWeekday(hours: BusinessHours, now: number, zone: string): string[][] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(hours.zone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const times: string[][] = weekdays.map(() => []);
  weekdays.forEach((weekday, index) => {
    for (const { from, to } of hours.weekly[weekday] ?? []) {
      const date = monday.add({ days: index });
      const start = localTime(date, from, hours.zone, zone);
      const end = localTime(date, to, hours.zone, zone);
      times[start.weekday]?.push(`${start.time}–${end.time === '00:00' ? '24:00' : end.time}`);
    }
  });
  return times;
}

function localTime(date: Temporal.PlainDate, time: string, from: string, to: string) {
  const endOfDay = time === '24:00';
  const local = (endOfDay ? date.add({ days: 1 }) : date)
    .toZonedDateTime({ timeZone: from, plainTime: endOfDay ? '00:00' : time })
    .withTimeZone(to);
  return { weekday: local.dayOfWeek - 1, time: local.toPlainTime().toString({ smallestUnit: 'minute' }) };
}
