// Moments and spans in a reader's own language and zone: "tomorrow 09:00 (Berlin time)".
import { Temporal } from 'temporal-polyfill';
import type { Locale } from '../domain/locale.ts';
import { translator } from './translate.ts';

const tags: Readonly<Record<Locale, string>> = { en: 'en-GB', ru: 'ru-RU', 'zh-cn': 'zh-CN' };

// What Intl calls a zone that has no summer time ends in "standard time", which no Russian says; the place says as much.
const zoneStyles = { en: 'longGeneric', ru: 'shortGeneric', 'zh-cn': 'longGeneric' } as const;

/** What an IANA zone is called in the reader's language ("Central European Time", "Москва"), else its own name. */
export function zoneName(zone: string, locale: Locale, at: number): string {
  if (zone === 'UTC' || zone === 'Etc/UTC') return 'UTC';
  const parts = new Intl.DateTimeFormat(tags[locale], {
    timeZone: zone,
    timeZoneName: zoneStyles[locale],
  }).formatToParts(at);
  return parts.find((p) => p.type === 'timeZoneName')?.value ?? zone;
}

function clock(at: number, zone: string, locale: Locale): string {
  return new Intl.DateTimeFormat(tags[locale], {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** Day and time relative to now where it helps, without the zone: "today 14:30", "Mon 23 Nov 09:00". */
export function shortWhen(at: number, now: number, zone: string, locale: Locale): string {
  const t = translator(locale);
  const time = clock(at, zone, locale);
  const dayOf = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  const days = dayOf(now).until(dayOf(at), { largestUnit: 'day' }).days;
  if (days === 0) return t('when.today', { time });
  if (days === 1) return t('when.tomorrow', { time });
  if (days === -1) return t('when.yesterday', { time });
  const sameYear = dayOf(now).year === dayOf(at).year;
  const date = new Intl.DateTimeFormat(tags[locale], {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(!sameYear && { year: 'numeric' }),
  }).format(at);
  return t('when.date', { date, time });
}

/** Like {@link shortWhen}, with the zone named. */
export function when(at: number, now: number, zone: string, locale: Locale): string {
  return translator(locale)('when.zoned', {
    when: shortWhen(at, now, zone, locale),
    zone: zoneName(zone, locale, at),
  });
}

const severalDaysMs = 3 * 86_400_000;

/** A card stands for days, so its times name their date and never say "today". */
export function dated(at: number, { zone, locale }: { zone: string; locale: Locale }): string {
  return shortWhen(at, at - severalDaysMs, zone, locale);
}

/** Like {@link dated}, with the zone named. */
export function datedInZone(at: number, { zone, locale }: { zone: string; locale: Locale }): string {
  return when(at, at - severalDaysMs, zone, locale);
}

/** A calendar day as a form gives it (`2026-12-01`), in the reader's language; anything else as it is. */
export function wholeDay(day: string, locale: Locale): string {
  const at = Date.parse(`${day}T12:00:00Z`);
  if (Number.isNaN(at)) return day;
  return new Intl.DateTimeFormat(tags[locale], { timeZone: 'UTC', dateStyle: 'long' }).format(at);
}

/** "4 hours", "2 hours 30 minutes": a promised span of working time. */
export function span(minutes: number, locale: Locale): string {
  const t = translator(locale);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t('span.minutes', { minutes });
  return rest === 0 ? t('span.hours', { hours }) : t('span.both', { hours, minutes: rest });
}
