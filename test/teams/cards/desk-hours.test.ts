import { describe, expect, it } from 'vitest';
import type { BusinessHours } from '../../../src/domain/business-hours.ts';
import { deskState, weeklyHours } from '../../../src/teams/cards/desk-hours.ts';

/** Monday 23 November 2026, 10:30 in Berlin. */
const now = Date.UTC(2026, 10, 23, 9, 30);
const berlin = { locale: 'en', zone: 'Europe/Berlin' } as const;
const day = [{ from: '09:00', to: '18:00' }];
const allDay = [{ from: '00:00', to: '24:00' }];
const desk = (weekly: BusinessHours['weekly'], holidays: string[] = []): BusinessHours => ({
  id: 'desk',
  zone: 'Europe/Berlin',
  weekly,
  holidays,
});
const office = { mon: day, tue: day, wed: day, thu: day, fri: day };
const always = { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay };

describe('weeklyHours', () => {
  it.each([
    [desk(office), berlin, 'Mon–Fri 09:00–18:00 (Central European Time)'],
    [
      desk({ ...office, wed: [{ from: '09:00', to: '12:00' }], sat: [{ from: '10:00', to: '14:00' }] }),
      berlin,
      'Mon–Tue 09:00–18:00; Wed 09:00–12:00; Thu–Fri 09:00–18:00; Sat 10:00–14:00 (Central European Time)',
    ],
    [
      desk({ mon: [...day, { from: '20:00', to: '24:00' }] }),
      berlin,
      'Mon 09:00–18:00, 20:00–24:00 (Central European Time)',
    ],
    [
      desk({ mon: [{ from: '00:00', to: '07:00' }], tue: [{ from: '07:00', to: '24:00' }] }),
      { locale: 'ru', zone: 'Europe/Berlin' } as const,
      'пн 00:00–07:00; вт 07:00–24:00 (Германия)',
    ],
    [
      desk({ ...office, sat: [...day, { from: '19:00', to: '24:00' }] }),
      { locale: 'zh-cn', zone: 'Europe/Berlin' } as const,
      '周一至周五 09:00–18:00；周六 09:00–18:00、19:00–24:00（中欧时间）',
    ],
    [desk(always), berlin, 'around the clock, every day'],
  ])('%#', (hours, reader, text) => expect(weeklyHours(hours, now, reader)).toBe(text));

  it('moves the windows, and the day, into the reader’s zone', () => {
    const shanghai = { locale: 'en', zone: 'Asia/Shanghai' } as const;
    expect(weeklyHours(desk({ mon: day }), now, shanghai)).toMatch(/^Mon 16:00–01:00 \(China/);
    const late = desk({ mon: [{ from: '18:00', to: '20:00' }] });
    expect(weeklyHours(late, now, shanghai)).toMatch(/^Tue 01:00–03:00 \(China/);
  });
});

describe('deskState', () => {
  it.each([
    [desk(office), now, true, 'Open now, until Mon 23 Nov, 18:00'],
    [desk(office), now + 10 * 3_600_000, false, 'Closed now, opens Tue 24 Nov, 09:00'],
    [desk(office, ['2026-11-23']), now, false, 'Closed now, opens Tue 24 Nov, 09:00'],
    [desk(always), now, true, 'Open around the clock'],
    [desk(always, ['2026-12-25']), now, true, 'Open now, until Fri 25 Dec, 00:00'],
    [desk(always, ['2025-12-25']), now, true, 'Open around the clock'],
    [
      desk({
        mon: [
          { from: '08:00', to: '12:00' },
          { from: '12:00', to: '18:00' },
        ],
      }),
      now,
      true,
      'Open now, until Mon 23 Nov, 18:00',
    ],
    [desk({}), now, false, 'Closed now'],
  ])('%#', (hours, at, open, text) => expect(deskState(hours, at, berlin)).toEqual({ open, text }));
});
