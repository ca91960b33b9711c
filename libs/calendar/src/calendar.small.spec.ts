import fc from 'fast-check';
import { chinaCalendar } from './seed-calendars';
import { FixedTime, WallClock } from './time-source';
import type { WorkingCalendar } from './working-calendar';
import { workingCalendarSchema } from './working-calendar';
import { daysBetween, startOfWeek } from './days';
import {
  addCalendarDays,
  addDays,
  addWorkingDays,
  addWorkingTime,
  atLocal,
  calendarWarnings,
  endOfMonth,
  isWorkingDay,
  localDate,
  nextWorkingMoment,
  workingMinutesBetween,
  workingSpans,
} from './working-time';

const china = chinaCalendar(2025, 2027);
const shanghai = (text: string): Date => new Date(`${text}+08:00`);
const days = [{ from: '09:00', to: '17:00' }];
const inZone = (zone: string, exceptions: WorkingCalendar['exceptions'] = {}): WorkingCalendar => ({
  id: 'test',
  zone,
  week: { mon: days, tue: days, wed: days, thu: days, fri: days, sat: [], sun: [] },
  exceptions,
  publishedUntil: '2026-12-31',
});

describe('the Chinese calendar', () => {
  it('is a valid calendar', () => {
    expect(workingCalendarSchema.parse(JSON.parse(JSON.stringify(china)))).toEqual(china);
  });

  it.each([
    ['2026-02-17', false, 'Spring Festival'],
    ['2026-02-14', true, 'a Saturday worked to make up'],
    ['2026-02-28', true, 'a Saturday worked to make up'],
    ['2026-02-21', false, 'a Saturday of the holiday'],
    ['2026-01-04', true, 'a Sunday worked to make up'],
    ['2026-03-07', false, 'a plain Saturday'],
    ['2026-03-09', true, 'a plain Monday'],
  ])('%s: working %s (%s)', (day, working) => {
    expect(isWorkingDay(china, day)).toBe(working);
  });

  it('works office hours on a make-up Saturday', () => {
    expect(workingSpans(china, '2026-02-14')).toEqual([
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '18:00' },
    ]);
  });

  it('counts a make-up Saturday and skips the holidays after it', () => {
    // Friday the 13th; Saturday 14th is worked, 15th to 23rd are off.
    expect(addWorkingDays(china, shanghai('2026-02-13T10:00'), 2)).toEqual(shanghai('2026-02-24T10:00'));
    expect(addWorkingTime(china, shanghai('2026-02-13T17:00'), 'PT10H')).toEqual(shanghai('2026-02-24T10:00'));
  });

  it('knows until when it is published, counts plain weeks after that, and says so', () => {
    expect(china.publishedUntil).toBe('2026-12-31');
    expect(isWorkingDay(china, '2027-10-01')).toBe(true);
    expect(calendarWarnings(china, shanghai('2026-12-31T18:00'))).toEqual([]);
    expect(calendarWarnings(china, shanghai('2027-01-01T00:00'))).toEqual([expect.stringContaining('2026-12-31')]);
  });

  it('refuses to be seeded where nothing is known', () => {
    expect(() => chinaCalendar(2027, 2027)).toThrow('not known');
  });
});

describe('working time', () => {
  it('stops for lunch, the night and the weekend', () => {
    expect(addWorkingTime(china, shanghai('2026-03-06T11:00'), 'PT2H')).toEqual(shanghai('2026-03-06T14:00'));
    expect(addWorkingTime(china, shanghai('2026-03-06T16:30'), 'PT4H')).toEqual(shanghai('2026-03-09T11:30'));
  });

  it('may end at the very end of the day', () => {
    expect(addWorkingTime(china, shanghai('2026-03-06T14:00'), 'PT4H')).toEqual(shanghai('2026-03-06T18:00'));
  });

  it('starts with the next working hours when asked outside of them', () => {
    expect(nextWorkingMoment(china, shanghai('2026-03-07T11:00'))).toEqual(shanghai('2026-03-09T09:00'));
    expect(nextWorkingMoment(china, shanghai('2026-03-09T12:30'))).toEqual(shanghai('2026-03-09T13:00'));
    expect(nextWorkingMoment(china, shanghai('2026-03-09T10:10'))).toEqual(shanghai('2026-03-09T10:10'));
    expect(nextWorkingMoment(china, shanghai('2026-03-09T18:00'))).toEqual(shanghai('2026-03-10T09:00'));
  });

  it('is measured in minutes', () => {
    expect(workingMinutesBetween(china, shanghai('2026-03-06T11:00'), shanghai('2026-03-09T10:00'))).toBe(7 * 60);
    expect(workingMinutesBetween(china, shanghai('2026-03-09T10:00'), shanghai('2026-03-06T11:00'))).toBe(0);
  });

  it.each(['P1D', 'P1M', 'four hours', 'P1DT1H'])('refuses %s: a day is not a length of working time', (duration) => {
    expect(() => addWorkingTime(china, shanghai('2026-03-06T11:00'), duration)).toThrow(RangeError);
  });

  it('law: what is added is what is measured', () => {
    const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-11-30'), noInvalidDate: true }).map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000));
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 3_000 }), (from, minutes) => {
        expect(workingMinutesBetween(china, from, addWorkingTime(china, from, `PT${minutes}M`))).toBe(minutes);
      }),
      { numRuns: 60 },
    );
  });
});

describe('zones and the nights the clocks change', () => {
  const berlin = inZone('Europe/Berlin', { '2026-03-29': { kind: 'working', name: 'Night shift', hours: [{ from: '00:00', to: '08:00' }] }, '2026-10-25': { kind: 'working', name: 'Night shift', hours: [{ from: '00:00', to: '08:00' }] } });

  it('counts real hours where an hour is missing or comes twice', () => {
    expect(workingMinutesBetween(berlin, new Date('2026-03-28T20:00Z'), new Date('2026-03-29T12:00Z'))).toBe(7 * 60);
    expect(workingMinutesBetween(berlin, new Date('2026-10-24T20:00Z'), new Date('2026-10-25T12:00Z'))).toBe(9 * 60);
  });

  it('reads a local time that does not exist, and one that exists twice', () => {
    expect(atLocal(berlin, '2026-03-29', '02:30').toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(atLocal(berlin, '2026-10-25', '02:30').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('keeps the local time across the change', () => {
    expect(addCalendarDays(berlin, new Date('2026-03-28T09:00Z'), 1).toISOString()).toBe('2026-03-29T08:00:00.000Z');
    expect(addWorkingDays(berlin, new Date('2026-03-27T09:00Z'), 2).toISOString()).toBe('2026-03-30T08:00:00.000Z');
  });

  it('tells the day by the zone', () => {
    expect(localDate(china, new Date('2026-03-31T16:00Z'))).toBe('2026-04-01');
    expect(localDate(inZone('America/Los_Angeles'), new Date('2026-03-31T16:00Z'))).toBe('2026-03-31');
  });
});

describe('cut-off', () => {
  it('ends at the cut-off; what comes after it counts for the next day', () => {
    expect(addCalendarDays(china, shanghai('2026-03-25T10:00'), 10, '18:00')).toEqual(shanghai('2026-04-04T18:00'));
    expect(addCalendarDays(china, shanghai('2026-03-25T18:00'), 10, '18:00')).toEqual(shanghai('2026-04-04T18:00'));
    expect(addCalendarDays(china, shanghai('2026-03-25T18:01'), 10, '18:00')).toEqual(shanghai('2026-04-05T18:00'));
  });

  it('counts a late Friday and a weekend as Monday', () => {
    for (const from of ['2026-03-06T18:30', '2026-03-07T10:00', '2026-03-08T23:00', '2026-03-09T10:00']) {
      expect(addWorkingDays(china, shanghai(from), 1, '18:00')).toEqual(shanghai('2026-03-10T18:00'));
    }
  });

  it('law: a later start never ends earlier', () => {
    const minutes = fc.integer({ min: 0, max: 400 * 24 * 60 });
    fc.assert(
      fc.property(minutes, minutes, fc.integer({ min: 0, max: 30 }), (a, b, n) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((m) => new Date(Date.UTC(2025, 9, 1) + m * 60_000)) as [Date, Date];
        expect(addWorkingDays(china, late, n, '18:00').getTime()).toBeGreaterThanOrEqual(addWorkingDays(china, early, n, '18:00').getTime());
        expect(addCalendarDays(china, late, n, '18:00').getTime()).toBeGreaterThanOrEqual(addCalendarDays(china, early, n, '18:00').getTime());
      }),
      { numRuns: 100 },
    );
  });
});

describe('days', () => {
  it('cross months, leap days and years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(endOfMonth('2026-02-10')).toBe('2026-02-28');
    expect(endOfMonth('2026-12-31')).toBe('2026-12-31');
    expect(daysBetween('2026-02-10', '2026-03-10')).toBe(28);
    expect(startOfWeek('2026-03-08')).toBe('2026-03-02');
  });

  it.each(['2026-02-30', '2026-13-01', '26-01-01', 'today'])('refuse %s', (day) => {
    expect(() => addDays(day, 1)).toThrow(RangeError);
  });
});

describe('calendar documents', () => {
  it.each([
    ['overlapping hours', { ...inZone('Asia/Shanghai'), week: { ...inZone('Asia/Shanghai').week, mon: [{ from: '09:00', to: '12:00' }, { from: '11:00', to: '18:00' }] } }],
    ['an unknown zone', inZone('Mars/Olympus')],
    ['no working day at all', { ...inZone('UTC'), week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } }],
    ['an unknown member', { ...inZone('UTC'), colour: 'red' }],
  ])('with %s are refused', (_name, calendar) => {
    expect(workingCalendarSchema.safeParse(calendar).success).toBe(false);
  });
});

describe('time sources', () => {
  it('stand still until set, or follow the wall clock', async () => {
    const fixed = new FixedTime(new Date('2026-03-01T00:00Z'));
    fixed.set(new Date('2026-03-02T00:00Z'));
    expect((await fixed.now()).toISOString()).toBe('2026-03-02T00:00:00.000Z');
    expect(Math.abs((await new WallClock().now()).getTime() - Date.now())).toBeLessThan(5_000);
  });
});
