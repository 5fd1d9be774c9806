import { describe, expect, it } from 'vitest';
import {
  addWorkingMinutes,
  type BusinessHours,
  closesAt,
  isOpen,
  nextOpening,
  reachableMinutes,
} from '../../src/domain/business-hours.ts';

const nineToFive = [{ from: '09:00', to: '17:00' }];
const berlin: BusinessHours = {
  id: 'berlin',
  zone: 'Europe/Berlin',
  weekly: { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive },
  holidays: ['2026-12-25'],
};
const split: BusinessHours = {
  id: 'split',
  zone: 'Asia/Shanghai',
  weekly: {
    mon: [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '18:00' },
    ],
  },
  holidays: [],
};
const always = [{ from: '00:00', to: '24:00' }];
const roundTheClock: BusinessHours = {
  id: '24x7',
  zone: 'Europe/Berlin',
  weekly: { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always },
  holidays: [],
};

const adjoining: BusinessHours = {
  ...split,
  weekly: {
    mon: [
      { from: '08:00', to: '12:00' },
      { from: '12:00', to: '18:00' },
      { from: '20:00', to: '24:00' },
    ],
    tue: [{ from: '00:00', to: '02:00' }],
  },
};
/** The first window is left out on the spring Sunday, and moves over the second one. */
const early: BusinessHours = {
  ...berlin,
  weekly: {
    sun: [
      { from: '02:30', to: '02:59' },
      { from: '03:00', to: '05:00' },
    ],
  },
};

const at = (text: string) => Date.parse(text);
const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

describe('addWorkingMinutes', () => {
  it.each([
    ['inside one day', berlin, '2026-11-23T10:00+01:00', 60, '2026-11-23T10:00:00.000Z'],
    ['over the night', berlin, '2026-11-23T16:30+01:00', 60, '2026-11-24T08:30:00.000Z'],
    [
      'over the weekend: Friday 16:30 + 1 h is Monday 09:30',
      berlin,
      '2026-11-27T16:30+01:00',
      60,
      '2026-11-30T08:30:00.000Z',
    ],
    ['from before opening', berlin, '2026-11-23T06:00+01:00', 30, '2026-11-23T08:30:00.000Z'],
    ['exactly to the end of the day', berlin, '2026-11-23T16:00+01:00', 60, '2026-11-23T16:00:00.000Z'],
    ['over a holiday', berlin, '2026-12-24T16:30+01:00', 60, '2026-12-28T08:30:00.000Z'],
    ['over a lunch break', split, '2026-11-23T11:30+08:00', 60, '2026-11-23T06:00:00.000Z'],
    [
      'three working days of eight hours',
      berlin,
      '2026-11-23T09:00+01:00',
      3 * 480,
      '2026-11-25T16:00:00.000Z',
    ],
    [
      'over the spring change of time',
      roundTheClock,
      '2026-03-29T01:00+01:00',
      120,
      '2026-03-29T02:00:00.000Z',
    ],
    [
      'over the autumn change of time',
      roundTheClock,
      '2026-10-25T01:00+02:00',
      180,
      '2026-10-25T02:00:00.000Z',
    ],
    ['over windows that adjoin', adjoining, '2026-11-23T11:30+08:00', 7 * 60, '2026-11-23T12:30:00.000Z'],
    ['over the night, open all of it', adjoining, '2026-11-23T23:00+08:00', 120, '2026-11-23T17:00:00.000Z'],
    ['all of a spring night', early, '2026-03-29T00:00+01:00', 120, '2026-03-29T03:00:00.000Z'],
    ['but no minute of it twice', early, '2026-03-29T00:00+01:00', 121, '2026-04-05T00:31:00.000Z'],
    ['nor without that night', early, '2026-03-22T00:00+01:00', 149, '2026-03-22T04:00:00.000Z'],
  ])('%s', (_name, hours, from, minutes, due) => {
    expect(iso(addWorkingMinutes(hours, at(from), minutes)?.dueAt)).toBe(due);
  });

  it('explains each stretch that counted or was skipped', () => {
    const due = addWorkingMinutes(berlin, at('2026-11-23T16:30+01:00'), 60);
    expect(due?.steps.map((s) => [s.counted, (s.toAt - s.fromAt) / 60_000])).toEqual([
      [true, 30],
      [false, 16 * 60],
      [true, 30],
    ]);
  });

  it('has no answer for a calendar that never opens', () => {
    expect(addWorkingMinutes({ ...berlin, weekly: {} }, at('2026-11-23T10:00Z'), 1)).toBeUndefined();
  });
});

describe('opening', () => {
  it.each([
    ['2026-11-23T08:59:59+01:00', false, '2026-11-23T08:00:00.000Z'],
    ['2026-11-23T09:00+01:00', true, '2026-11-23T08:00:00.000Z'],
    ['2026-11-23T16:59:59+01:00', true, '2026-11-23T15:59:59.000Z'],
    ['2026-11-23T17:00+01:00', false, '2026-11-24T08:00:00.000Z'],
    ['2026-12-25T10:00+01:00', false, '2026-12-28T08:00:00.000Z'],
  ])('at %s open is %s, next opening %s', (moment, open, next) => {
    expect(isOpen(berlin, at(moment))).toBe(open);
    expect(iso(nextOpening(berlin, at(moment)))).toBe(next);
    expect(closesAt(berlin, at(moment)) !== undefined).toBe(open);
  });

  it.each<[string, BusinessHours, string, string | undefined]>([
    ['one window', berlin, '2026-11-23T10:00+01:00', '2026-11-23T16:00:00.000Z'],
    ['a lunch break', split, '2026-11-23T10:00+08:00', '2026-11-23T04:00:00.000Z'],
    ['windows that adjoin', adjoining, '2026-11-23T09:00+08:00', '2026-11-23T10:00:00.000Z'],
    ['open over midnight', adjoining, '2026-11-23T21:00+08:00', '2026-11-23T18:00:00.000Z'],
    [
      'all days up to a holiday',
      { ...roundTheClock, holidays: ['2026-12-25'] },
      '2026-11-23T10:00+01:00',
      '2026-12-24T23:00:00.000Z',
    ],
    [
      'after all holidays',
      { ...roundTheClock, holidays: ['2025-12-25'] },
      '2026-11-23T10:00+01:00',
      undefined,
    ],
    [
      'the working week',
      { ...roundTheClock, weekly: { ...roundTheClock.weekly, sat: [], sun: [] } },
      '2026-11-23T10:00+01:00',
      '2026-11-27T23:00:00.000Z',
    ],
    ['a spring night', early, '2026-03-29T03:10+02:00', '2026-03-29T03:00:00.000Z'],
    ['closed', berlin, '2026-11-23T17:00+01:00', undefined],
  ])('closes: %s', (_name, hours, moment, closes) => {
    expect(iso(closesAt(hours, at(moment)))).toBe(closes);
  });
});

describe('reachableMinutes', () => {
  it.each([
    [berlin, 52 * 40 * 60 - 8 * 60],
    [{ ...berlin, holidays: ['2026-12-25', '2026-12-25', '2026-12-26'] }, 52 * 40 * 60 - 8 * 60],
    [split, 52 * 450],
    [roundTheClock, 52 * 7 * 24 * 60],
    [{ ...berlin, weekly: {} }, 0],
  ])('%#', (hours, minutes) => expect(reachableMinutes(hours)).toBe(minutes));

  it.each([berlin, split, roundTheClock, adjoining, early])('are reached from any moment: %#', (hours) => {
    for (let hour = 0; hour < 365 * 24; hour += 731) {
      const from = at('2026-03-20T00:30Z') + hour * 3_600_000;
      expect(addWorkingMinutes(hours, from, reachableMinutes(hours)), iso(from)).toBeDefined();
    }
  });
});
