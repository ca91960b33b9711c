import { beginOf, endOf } from './days';

describe('a day in a zone', () => {
  it.each([
    ['2026-03-02', 'Asia/Shanghai', '2026-03-01T16:00:00.000Z', '2026-03-02T16:00:00.000Z'],
    ['2026-03-02', 'UTC', '2026-03-02T00:00:00.000Z', '2026-03-03T00:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
    ['2026-02-28', 'Asia/Kathmandu', '2026-02-27T18:15:00.000Z', '2026-02-28T18:15:00.000Z'],
  ])('%s in %s', (day, zone, begins, ends) => {
    expect([beginOf(day, zone).toISOString(), endOf(day, zone).toISOString()]).toEqual([begins, ends]);
  });
});
