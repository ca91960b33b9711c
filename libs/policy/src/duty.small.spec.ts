import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { atLocal } from '@throughline/calendar/working-time';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { dutyAt } from './duty';

const china = chinaCalendar(2026, 2026);
const at = (day: string, time: string): Date => atLocal(china, day, time);
const night: WorkingCalendar = { ...china, id: 'night', exceptions: {}, week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [{ from: '20:00', to: '24:00' }], sun: [{ from: '00:00', to: '04:00' }] } };

describe('being on duty', () => {
  it.each([
    ['in working hours', at('2026-03-25', '10:00'), { on: true }],
    ['at lunch', at('2026-03-25', '12:30'), { on: false, because: 'off shift', until: at('2026-03-25', '13:00') }],
    ['on Friday evening', at('2026-03-27', '18:00'), { on: false, because: 'off shift', until: at('2026-03-30', '09:00') }],
    // Saturday 14 February 2026 is worked to make up for Spring Festival, which ends on 23 February.
    ['on a make-up Saturday', at('2026-02-14', '10:00'), { on: true }],
    ['in Spring Festival', at('2026-02-18', '10:00'), { on: false, because: 'off shift', until: at('2026-02-24', '09:00') }],
  ])('%s', (_, now, duty) => {
    expect(dutyAt({ calendar: china, absences: [] }, now)).toEqual(duty);
  });

  it('follows a shift over midnight', () => {
    expect(dutyAt({ calendar: night, absences: [] }, at('2026-03-29', '03:00'))).toEqual({ on: true });
    expect(dutyAt({ calendar: night, absences: [] }, at('2026-03-29', '04:00'))).toMatchObject({ on: false, until: at('2026-04-04', '20:00') });
  });

  it('ends an absence at the next shift, over absences that follow on and weekends', () => {
    const absences = [
      { from: at('2026-03-25', '00:00'), to: at('2026-03-26', '00:00') },
      { from: at('2026-03-26', '00:00'), to: at('2026-03-28', '00:00') },
      { from: at('2026-03-30', '09:00'), to: at('2026-03-30', '11:00') },
    ];
    expect(dutyAt({ calendar: china, absences }, at('2026-03-25', '10:00'))).toEqual({ on: false, because: 'absent', until: at('2026-03-30', '11:00') });
    expect(dutyAt({ calendar: china, absences }, at('2026-03-28', '00:00'))).toMatchObject({ because: 'off shift', until: at('2026-03-30', '11:00') });
    expect(dutyAt({ calendar: china, absences }, at('2026-03-24', '17:59'))).toEqual({ on: true });
  });

  it('asks for no shift where the policy does not, but for presence', () => {
    const absences = [{ from: at('2026-03-28', '00:00'), to: at('2026-03-29', '00:00') }];
    expect(dutyAt({ calendar: china, absences: [] }, at('2026-03-28', '22:00'), false)).toEqual({ on: true });
    expect(dutyAt({ calendar: china, absences }, at('2026-03-28', '22:00'), false)).toEqual({ on: false, because: 'absent', until: at('2026-03-29', '00:00') });
  });
});
