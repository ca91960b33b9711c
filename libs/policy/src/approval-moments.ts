import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { addWorkingDays, addWorkingTime } from '@throughline/calendar/working-time';
import { endsLeg, type LadderStep, type LadderVerb, type RoutedLeg } from './approval-leg';
import type { ApprovalPolicy } from './approval-policy';
import type { Because } from './policy-document';

/** A step of a leg's ladder at its moment. */
export interface LadderMoment {
  /** Its place in the ladder, from 0. */
  step: number;
  do: LadderVerb;
  at: Date;
  because: Because;
}

/** Every moment of a leg that was asked at `askedAt`, in order: the last one ends it. */
export function ladderMoments(askedAt: Date, leg: Pick<RoutedLeg, 'label' | 'ladder'>, calendar: WorkingCalendar): LadderMoment[] {
  let before = askedAt;
  return leg.ladder.map((step, n) => {
    const { at, after } = momentOf(askedAt, step, calendar);
    // Hours and days may cross: a later step never comes before an earlier one.
    before = at > before ? at : before;
    return { step: n, do: step.do, at: before, because: { rule: step.do, text: `${leg.label}: no answer for ${after}` } };
  });
}

/** The next one after so many of the ladder were done; undefined at its end. Missed ones still come in order. */
export function nextLadderMoment(facts: { askedAt: Date; leg: Pick<RoutedLeg, 'label' | 'ladder'>; done: number }, calendar: WorkingCalendar): LadderMoment | undefined {
  return ladderMoments(facts.askedAt, facts.leg, calendar)[facts.done];
}

function momentOf(askedAt: Date, { afterWorkingHours, afterWorkingDays }: LadderStep, calendar: WorkingCalendar): { at: Date; after: string } {
  if (afterWorkingHours !== undefined) return { at: addWorkingTime(calendar, askedAt, `PT${afterWorkingHours}H`), after: `${afterWorkingHours} working hours` };
  return { at: addWorkingDays(calendar, askedAt, afterWorkingDays ?? 0), after: `${afterWorkingDays ?? 0} working days` };
}

export function dueAt(askedAt: Date, { dueWorkingHours }: Pick<RoutedLeg, 'dueWorkingHours'>, calendar: WorkingCalendar): Date {
  return addWorkingTime(calendar, askedAt, `PT${dueWorkingHours}H`);
}

export interface LegMoments {
  dueAt: Date;
  remindAt: Date | null;
  escalateAt: Date | null;
  lapseAt: Date | null;
}

/** The moments of a leg that was asked at `askedAt`: the first reminder, the first climb and the end. */
export function legMoments(askedAt: Date, leg: RoutedLeg, policy: Pick<ApprovalPolicy, 'lapseAfterWorkingDays'>, calendar: WorkingCalendar): LegMoments {
  const { lapseAfterWorkingDays } = policy;
  // A route that was stored before legs had ladders takes its end from the policy.
  const ends = endsLeg(leg.ladder.at(-1)) || lapseAfterWorkingDays === undefined;
  const ladder: LadderStep[] = ends ? leg.ladder : [...leg.ladder, { afterWorkingDays: lapseAfterWorkingDays, do: 'lapse' }];
  const moments = ladderMoments(askedAt, { label: leg.label, ladder }, calendar);
  const first = (...verbs: LadderVerb[]) => moments.find((one) => verbs.includes(one.do))?.at ?? null;
  return { dueAt: dueAt(askedAt, leg, calendar), remindAt: first('remind'), escalateAt: first('manager', 'alternate'), lapseAt: first('approve', 'reject', 'lapse') };
}
