import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { addWorkingDays, addWorkingTime } from '@throughline/calendar/working-time';
import { endsLeg, type LadderStep, type LadderVerb, type RoutedLeg } from './approval-leg';
import type { ApprovalPolicy } from './approval-policy';
import type { Because } from './because';

/** A step of a leg's ladder at its moment. */
export interface LadderMoment {
  /** Its place in the ladder, from 0. */
  step: number;
  do: LadderVerb;
  at: Date;
  because: Because;
}

/**
 * Of those who are asked together, one at least, each by which he works. A moment is the latest of theirs: nobody's time is cut short because a
 * colleague works on a day that he has off.
 */
export type CalendarsOfAsked = readonly WorkingCalendar[];

/** Every moment of a leg that was asked at `askedAt`, in order: the last one ends it. */
export function ladderMoments(askedAt: Date, leg: Pick<RoutedLeg, 'label' | 'ladder'>, calendars: CalendarsOfAsked): LadderMoment[] {
  let before = askedAt;
  return leg.ladder.map((step, n) => {
    const { at, after } = momentOf(askedAt, step, calendars);
    // Hours and days may cross: a later step never comes before an earlier one.
    before = at > before ? at : before;
    return { step: n, do: step.do, at: before, because: { rule: step.do, text: `${leg.label}: no answer for ${after}` } };
  });
}

/** The next one after so many of the ladder were done; undefined at its end. Missed ones still come in order. */
export function nextLadderMoment(facts: { askedAt: Date; leg: Pick<RoutedLeg, 'label' | 'ladder'>; done: number }, calendars: CalendarsOfAsked): LadderMoment | undefined {
  return ladderMoments(facts.askedAt, facts.leg, calendars)[facts.done];
}

function momentOf(askedAt: Date, { afterWorkingHours: hours, afterWorkingDays }: LadderStep, calendars: CalendarsOfAsked): { at: Date; after: string } {
  if (hours !== undefined) return { at: afterWorkingHours(askedAt, hours, calendars), after: `${hours} working hours` };
  const days = afterWorkingDays ?? 0;
  return { at: latest(calendars, (calendar) => addWorkingDays(calendar, askedAt, days)), after: `${days} working days` };
}

export function dueAt(askedAt: Date, { dueWorkingHours }: Pick<RoutedLeg, 'dueWorkingHours'>, calendars: CalendarsOfAsked): Date {
  return afterWorkingHours(askedAt, dueWorkingHours, calendars);
}

/** So many working hours later, by which all who are asked have had theirs. */
export const afterWorkingHours = (from: Date, hours: number, calendars: CalendarsOfAsked): Date => latest(calendars, (calendar) => addWorkingTime(calendar, from, `PT${hours}H`));

function latest(calendars: CalendarsOfAsked, moment: (calendar: WorkingCalendar) => Date): Date {
  return new Date(Math.max(...calendars.map((calendar) => moment(calendar).getTime())));
}

export interface LegMoments {
  dueAt: Date;
  remindAt: Date | null;
  escalateAt: Date | null;
  lapseAt: Date | null;
}

/** The moments of a leg that was asked at `askedAt`: the first reminder, the first climb and the end. */
export function legMoments(askedAt: Date, leg: RoutedLeg, policy: Pick<ApprovalPolicy, 'lapseAfterWorkingDays'>, calendars: CalendarsOfAsked): LegMoments {
  const { lapseAfterWorkingDays } = policy;
  // A route that was stored before legs had ladders takes its end from the policy.
  const ends = endsLeg(leg.ladder.at(-1)) || lapseAfterWorkingDays === undefined;
  const ladder: LadderStep[] = ends ? leg.ladder : [...leg.ladder, { afterWorkingDays: lapseAfterWorkingDays, do: 'lapse' }];
  const moments = ladderMoments(askedAt, { label: leg.label, ladder }, calendars);
  const first = (...verbs: LadderVerb[]) => moments.find((one) => verbs.includes(one.do))?.at ?? null;
  return { dueAt: dueAt(askedAt, leg, calendars), remindAt: first('remind'), escalateAt: first('manager', 'alternate'), lapseAt: first('approve', 'reject', 'lapse') };
}
