import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/domain/locale.ts';
import { shortWhen, span, when } from '../../src/i18n/when.ts';

/** Monday 23 November 2026, 10:30 in Berlin. */
const now = Date.UTC(2026, 10, 23, 9, 30);
const hour = 3_600_000;

describe('shortWhen', () => {
  it.each<[Locale, number, string, string]>([
    ['en', now + 4 * hour, 'Europe/Berlin', 'today 14:30'],
    ['en', now + 24 * hour, 'Europe/Berlin', 'tomorrow 10:30'],
    ['en', now - 24 * hour, 'Europe/Berlin', 'yesterday 10:30'],
    ['en', now + 72 * hour, 'Europe/Berlin', 'Thu 26 Nov, 10:30'],
    ['en', now + 45 * 24 * hour, 'Europe/Berlin', 'Thu, 7 Jan 2027, 10:30'],
    ['en', now + 14 * hour, 'Europe/Berlin', 'tomorrow 00:30'],
    ['en', now + 14 * hour, 'America/New_York', 'today 18:30'],
    ['ru', now + 4 * hour, 'Europe/Moscow', 'сегодня, 16:30'],
    ['ru', now + 72 * hour, 'Europe/Berlin', 'чт, 26 нояб., 10:30'],
    ['zh-cn', now + 4 * hour, 'Asia/Shanghai', '今天 21:30'],
    ['zh-cn', now + 72 * hour, 'Europe/Berlin', '11月26日周四 10:30'],
  ])('%s, %i in %s: %s', (locale, at, zone, text) => {
    expect(shortWhen(at, now, zone, locale).replace(/\u202f|\u00a0/g, ' ')).toBe(text);
  });

  it('counts days in the reader’s zone, not in hours', () => {
    const lateEvening = Date.UTC(2026, 10, 23, 22, 50);
    expect(shortWhen(lateEvening + 20 * 60_000, lateEvening, 'Europe/Berlin', 'en')).toBe('tomorrow 00:10');
  });
});

describe('when', () => {
  it.each<[Locale, string, string]>([
    ['en', 'Europe/Berlin', 'today 10:30 (Central European Time)'],
    ['en', 'America/New_York', 'today 04:30 (Eastern Time)'],
    ['en', 'UTC', 'today 09:30 (UTC)'],
    ['ru', 'Europe/Moscow', 'сегодня, 12:30 (Москва)'],
    ['ru', 'Europe/Berlin', 'сегодня, 10:30 (Германия)'],
    ['ru', 'Asia/Yekaterinburg', 'сегодня, 14:30 (Екатеринбург)'],
    // All of eastern Australia but this part of it has summer time.
    ['ru', 'Australia/Brisbane', 'сегодня, 19:30 (Брисбен)'],
    ['ru', 'Asia/Kolkata', 'сегодня, 15:00 (Индия)'],
    ['ru', 'UTC', 'сегодня, 09:30 (UTC)'],
    ['zh-cn', 'Asia/Shanghai', '今天 17:30（中国标准时间）'],
    ['zh-cn', 'Europe/Berlin', '今天 10:30（中欧时间）'],
  ])('names the zone in %s: %s', (locale, zone, text) => {
    expect(when(now, now, zone, locale)).toBe(text);
  });
});

describe('span', () => {
  it.each<[Locale, number, string]>([
    ['en', 60, '1 hour'],
    ['en', 90, '1 hour 30 minutes'],
    ['en', 1, '1 minute'],
    ['ru', 60, '1 час'],
    ['ru', 240, '4 часа'],
    ['ru', 540, '9 часов'],
    ['ru', 1261, '21 час 1 минута'],
    ['ru', 22, '22 минуты'],
    ['zh-cn', 150, '2 小时 30 分钟'],
  ])('%s, %i minutes: %s', (locale, minutes, text) => {
    expect(span(minutes, locale)).toBe(text);
  });
});
