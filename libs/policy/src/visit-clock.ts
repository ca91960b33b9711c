import { addCalendarDays, addDays, addWorkingDays, atLocal, localDate, shiftWorkingDays } from '@throughline/calendar/working-time';
import type { Day, WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { AccountGrade, AccountPolicy, VisitRecipient } from './account-policy';
import { because } from './because';
import type { Because } from './because';
import type { SentStep } from './policy-document';

export interface VisitFacts {
  grade: AccountGrade;
  /** The last visit; null before the first one. */
  lastVisitAt: Date | null;
  /** Since when the account is ours to visit: counted from while nobody has visited it. */
  since: Date;
}

export interface VisitClock {
  /** When the next visit is overdue. */
  dueAt: Date;
  because: Because;
}

/** What happens next because a visit is expected. */
export interface VisitMoment {
  kind: 'remind' | 'overdue';
  /** Names the end it belongs to: a visit or another grade makes another end, whose steps are due anew. */
  step: string;
  at: Date;
  dueAt: Date;
  because: Because;
  recipients: VisitRecipient[];
}

/** When the next visit is due, counted from the last one by the cadence of the grade; null where the policy expects no visits. */
export function visitClock(facts: VisitFacts, policy: AccountPolicy, calendar: WorkingCalendar): VisitClock | null {
  const { basis, cutOff, everyDays } = policy.visits;
  const days = everyDays[facts.grade];
  if (days === null || days === undefined) return null;
  const from = facts.lastVisitAt ?? facts.since;
  const dueAt = basis === 'working' ? addWorkingDays(calendar, from, days, cutOff) : addCalendarDays(calendar, from, days, cutOff);
  const reason = facts.lastVisitAt === null ? 'visit-after-start' : 'visit-after-visit';
  return { dueAt, because: because(`cadence-${facts.grade}`, reason, { days, basis, on: localDate(calendar, from) }) };
}

/**
 * Every step of the present end, in order of its instant: reminders, then what is said when the visit was not made. A reminder that would lie before
 * the visit it counts from is left out.
 */
export function visitSteps(facts: VisitFacts, policy: AccountPolicy, calendar: WorkingCalendar): VisitMoment[] {
  const clock = visitClock(facts, policy, calendar);
  if (!clock) return [];
  const { dueAt, because } = clock;
  const dueDay = localDate(calendar, dueAt);
  const from = facts.lastVisitAt ?? facts.since;
  const { reminders, overdue, remindAt, cutOff } = policy.visits;
  const steps: VisitMoment[] = [
    ...reminders.map(({ daysBefore, recipients }) => ({
      kind: 'remind' as const,
      step: `${daysBefore} days before ${dueDay}`,
      at: atLocal(calendar, shift(dueDay, -daysBefore, policy, calendar), remindAt),
      recipients,
    })),
    ...overdue.map(({ daysAfter, recipients }) => ({
      kind: 'overdue' as const,
      step: `${daysAfter} days after ${dueDay}`,
      at: daysAfter === 0 ? dueAt : atLocal(calendar, shift(dueDay, daysAfter, policy, calendar), cutOff),
      recipients,
    })),
  ].map((step) => ({ ...step, dueAt, because }));
  return steps.filter(({ kind, at }) => kind === 'overdue' || at > from).sort((a, b) => a.at.getTime() - b.at.getTime());
}

/**
 * The next step that was not taken yet; null when all were, or no visit is expected. After an outage several may have passed: only the latest of
 * those due by `now` is still worth saying, for nobody needs to be reminded of a visit that is overdue already.
 */
export function nextVisitMoment(
  facts: VisitFacts & { done: readonly SentStep[] },
  policy: AccountPolicy,
  calendar: WorkingCalendar,
  now?: Date,
): VisitMoment | null {
  const steps = visitSteps(facts, policy, calendar);
  const lastDone = steps.findLastIndex(({ step }) => facts.done.some((done) => done.step === step));
  const open = steps.slice(lastDone + 1);
  const passed = now === undefined ? undefined : open.findLast(({ at }) => at <= now);
  return passed ?? open[0] ?? null;
}

function shift(day: Day, days: number, { visits }: AccountPolicy, calendar: WorkingCalendar): Day {
  return visits.basis === 'working' ? shiftWorkingDays(calendar, day, days) : addDays(day, days);
}
