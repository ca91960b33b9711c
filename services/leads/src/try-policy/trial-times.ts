import { addDays } from '@throughline/calendar/days';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { atLocal, localDate } from '@throughline/calendar/working-time';
import type { NewDeadline } from '@throughline/deadlines/deadline-row';
import type { LeadPolicy } from '@throughline/policy/lead-policy';

/** A draft on trial is looked at once a day, at its cut-off: everything ends then. */
export function nextLook({ clock }: LeadPolicy, calendar: WorkingCalendar, after: Date): Date {
  const day = localDate(calendar, after);
  const today = atLocal(calendar, day, clock.cutOff);
  return today > after ? today : atLocal(calendar, addDays(day, 1), clock.cutOff);
}

/** Its line in the book of the policy clock. */
export const trialSubject = ({ kind, id, version }: { kind: string; id: string; version: number }): string => `trial:${kind}:${id}:${version}`;

export function trialDeadline(draft: LeadPolicy, calendar: WorkingCalendar, after: Date): NewDeadline {
  const because = { rule: 'trial', text: `${draft.id} version ${draft.version} is on trial: looked at daily at ${draft.clock.cutOff}` };
  return { subjectId: trialSubject(draft), kind: 'trial', dueAt: nextLook(draft, calendar, after), because, version: draft.version };
}
