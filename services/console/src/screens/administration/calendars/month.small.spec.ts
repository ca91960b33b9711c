import { dayState, daysOf, firstHours, monthAfter, readHours, weeksOf, type CalendarView } from './month';

const day = [{ from: '09:00', to: '18:00' }];
const calendar: CalendarView['calendar'] = {
  id: 'office',
  zone: 'Asia/Shanghai',
  week: { mon: [], tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
  exceptions: { '2026-10-01': { kind: 'off', name: 'National Day' }, '2026-10-10': { kind: 'working', name: 'Make-up' }, '2026-10-11': { kind: 'working', name: 'Fair', hours: [{ from: '10:00', to: '12:00' }] } },
  publishedUntil: '2026-12-31',
};

it('a month has whole weeks from Monday on', () => {
  const weeks = weeksOf('2026-10');
  expect(weeks).toHaveLength(5);
  expect(weeks[0]).toEqual([null, null, null, '2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04']);
  expect(weeks.at(-1)).toEqual(['2026-10-26', '2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30', '2026-10-31', null]);
  expect(daysOf('2024-02').at(-1)).toBe('2024-02-29');
  expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
});

it('a day is as its week has it, unless something else is said of it', () => {
  expect(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-10', '2026-10-11'].map((one) => dayState(calendar, one))).toEqual([
    { kind: 'off', name: 'National Day', hours: [] },
    { kind: 'worked', hours: day },
    { kind: 'free', hours: [] },
    { kind: 'make-up', name: 'Make-up', hours: day },
    { kind: 'make-up', name: 'Fair', hours: [{ from: '10:00', to: '12:00' }] },
  ]);
  expect(firstHours(calendar.week)).toEqual(day);
});

it.each([
  ['09:00-12:00, 13:00–18:00', [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '18:00' }]],
  ['9:00-24:00', [{ from: '09:00', to: '24:00' }]],
  ['', []],
  ['9-17', undefined],
  ['18:00-09:00', undefined],
  ['09:00-12:00,11:00-13:00', undefined],
  ['24:00-24:30', undefined],
])('reads %j', (text, hours) => expect(readHours(text)).toEqual(hours));
