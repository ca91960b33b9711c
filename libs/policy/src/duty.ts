import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { nextWorkingMoment } from '@throughline/calendar/working-time';

/** Away from one instant to another, the first included, the second not. */
export interface Away {
  from: Date;
  to: Date;
}
/** What decides whether somebody is at work: his shifts, as a working calendar, and his absences. */
export interface DutyFacts {
  calendar: WorkingCalendar;
  absences: readonly Away[];
}
export type Duty = { on: true } | { on: false; because: 'absent' | 'off shift'; until: Date };

/**
 * Whether somebody is at work at an instant; where not, why and when he is back.
 * @param shifts false: his working hours do not matter, only his absences
 */
export function dutyAt({ calendar, absences }: DutyFacts, now: Date, shifts = true): Duty {
  const back = endOfAbsence(absences, now);
  if (back > now) return { on: false, because: 'absent', until: shifts ? onShiftAfter(calendar, absences, back) : back };
  if (!shifts) return { on: true };
  const until = onShiftAfter(calendar, absences, now);
  return until > now ? { on: false, because: 'off shift', until } : { on: true };
}

/** The first working moment from `from` on that no absence covers. */
function onShiftAfter(calendar: WorkingCalendar, absences: readonly Away[], from: Date): Date {
  for (let at = from; ; ) {
    const working = nextWorkingMoment(calendar, at);
    const back = endOfAbsence(absences, working);
    if (back <= working) return working;
    at = back;
  }
}

/** When the absences that cover an instant are over, one after another; the instant itself where none does. */
function endOfAbsence(absences: readonly Away[], at: Date): Date {
  for (let end = at; ; ) {
    const longer = absences.find(({ from, to }) => from <= end && to > end);
    if (!longer) return end;
    end = longer.to;
  }
}
