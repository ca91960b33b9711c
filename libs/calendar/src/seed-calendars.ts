import { getDayDetail } from 'chinese-days';
import { addDays, weekdayOf } from './days';
import type { Day, WorkingCalendar } from './working-calendar';

const officeHours = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
];

/**
 * Mainland China: Monday to Friday, 09:00–12:00 and 13:00–18:00, public holidays off, and the Saturdays and Sundays that are worked to make up for
 * bridge days. A seed: what counts afterwards is the stored calendar, which people edit. Years that chinese-days does not know yet are left as
 * plain weeks, and `publishedUntil` ends before the first of them.
 * @throws RangeError when it knows none of the years
 */
export function chinaCalendar(fromYear: number, toYear: number): WorkingCalendar {
  const exceptions: WorkingCalendar['exceptions'] = {};
  let publishedUntil: Day | undefined;
  for (let year = fromYear; year <= toYear; year++) {
    const known = exceptionsOf(year);
    if (Object.keys(known).length === 0) break;
    Object.assign(exceptions, known);
    publishedUntil = `${year}-12-31`;
  }
  if (publishedUntil === undefined) throw new RangeError(`the holidays of ${fromYear} are not known`);
  const { mon, tue, wed, thu, fri } = { mon: officeHours, tue: officeHours, wed: officeHours, thu: officeHours, fri: officeHours };
  return { id: 'china', zone: 'Asia/Shanghai', week: { mon, tue, wed, thu, fri, sat: [], sun: [] }, exceptions, publishedUntil };
}

/** The days of one year that differ from Monday to Friday. */
function exceptionsOf(year: number): WorkingCalendar['exceptions'] {
  const found: WorkingCalendar['exceptions'] = {};
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    const weekend = weekdayOf(day) >= 5;
    const { work, name } = getDayDetail(day);
    if (work === !weekend) continue;
    // A name reads "Spring Festival,春节,4": the English one is enough here.
    const festival = name.split(',')[0] ?? name;
    found[day] = work ? { kind: 'working', name: `Make-up working day for ${festival}` } : { kind: 'off', name: festival };
  }
  return found;
}
