import { absenceTime } from './absence-time';

describe('the time of an absence', () => {
  it('takes days as whole days of the person', () => {
    expect(absenceTime('2026-05-04', '2026-05-05', 'Asia/Shanghai')).toEqual({ from: new Date('2026-05-03T16:00:00Z'), to: new Date('2026-05-05T16:00:00Z') });
  });

  it('takes the whole of a day on which the clocks change', () => {
    const { from, to } = absenceTime('2026-03-29', '2026-03-29', 'Europe/Berlin');
    expect(to.getTime() - from.getTime()).toBe(23 * 3_600_000);
  });

  it('takes instants as they are, also to the end of a day', () => {
    expect(absenceTime('2026-05-04T13:00:00+08:00', '2026-05-04', 'Asia/Shanghai')).toEqual({ from: new Date('2026-05-04T05:00:00Z'), to: new Date('2026-05-04T16:00:00Z') });
  });

  it.each([['2026-05-05', '2026-05-04'], ['2026-05-05T10:00:00Z', '2026-05-05T10:00:00Z']])('refuses %s to %s', (from, to) => {
    expect(() => absenceTime(from, to, 'Asia/Shanghai')).toThrow(expect.objectContaining({ code: 'absence.ends_before_it_starts' }));
  });
});
