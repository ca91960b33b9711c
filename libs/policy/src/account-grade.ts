import { Money } from '@throughline/money/money';
import { atLocal, localDate } from '@throughline/calendar/working-time';
import type { Day, WorkingCalendar } from '@throughline/calendar/working-calendar';
import { addDays } from '@throughline/calendar/days';
import type { AccountGrade, AccountPolicy, ValueLevel } from './account-policy';
import { accountGrades } from './account-policy';
import type { Because } from './because';

/** Something that adds to the current value, on its local day. */
export interface ValueFact {
  on: Day;
  amount: { amount: string; currency: string };
}

export interface GradeFacts {
  /** Won, invoiced or received, whichever the policy counts; older ones than its window may be among them. */
  values: readonly ValueFact[];
  /** What the customer could bring in a year, estimated by people; null while nobody has. */
  potential: { amount: string; currency: string } | null;
  keyAccount: boolean;
}

export interface Graded {
  grade: AccountGrade;
  /** Why, in the order in which it was decided. */
  reasons: Because[];
  /** In the currency of the policy. */
  current: Money;
  /** The next instant at which the grade may change by the mere passing of time: an amount leaves the window. */
  changesAt: Date | null;
}

/** Grade of an account from its current and its potential value. Pure: the same facts on the same day give the same grade, with its reasons. */
export function gradeOf(facts: GradeFacts, policy: AccountPolicy, calendar: WorkingCalendar, now: Date): Graded {
  const { current: window, currency } = policy.value;
  const today = localDate(calendar, now);
  const firstDay = addDays(today, -window.withinDays);
  const counted = facts.values.filter(({ on }) => on > firstDay && on <= today);
  const missing = new Set<string>();
  const current = counted.reduce((sum, { amount }) => sum.plus(inCurrency(amount, policy, missing)), Money.zero(currency));
  const potential = facts.potential === null ? null : inCurrency(facts.potential, policy, missing);

  const currentLevel = levelOf(current, policy, 'current');
  const potentialLevel = potential === null ? 'low' : levelOf(potential, policy, 'potential');
  const byMatrix = policy.grades[currentLevel][potentialLevel];
  const reasons: Because[] = [
    { rule: `current-${currentLevel}`, text: `${window.of} in the last ${window.withinDays} days: ${said(current)}, which is ${currentLevel}` },
    potential === null
      ? { rule: 'potential-unknown', text: 'nobody has estimated the potential yet: it counts as low' }
      : { rule: `potential-${potentialLevel}`, text: `potential of a year: ${said(potential)}, which is ${potentialLevel}` },
    ...[...missing].sort().map((other) => ({ rule: 'rate-missing', text: `amounts in ${other} are not counted: the policy has no rate for it` })),
  ];
  const floor = facts.keyAccount ? policy.keyAccountAtLeast : undefined;
  const lifted = floor !== undefined && accountGrades.indexOf(floor) < accountGrades.indexOf(byMatrix);
  if (lifted) reasons.push({ rule: 'key-account', text: `a key account is at least ${floor}` });
  return { grade: lifted ? floor : byMatrix, reasons, current, changesAt: leavesWindowAt(counted, window.withinDays, calendar) };
}

function inCurrency(given: { amount: string; currency: string }, { value }: AccountPolicy, missing: Set<string>): Money {
  if (given.currency === value.currency) return Money.of(given.amount, value.currency);
  const rate = value.rates[given.currency];
  if (rate === undefined) missing.add(given.currency);
  return rate === undefined ? Money.zero(value.currency) : Money.of(Money.from(given).times(rate).amount, value.currency);
}

function levelOf(money: Money, { levels, value }: AccountPolicy, which: 'current' | 'potential'): ValueLevel {
  const reaches = (threshold: string): boolean => money.compare(Money.of(threshold, value.currency)) >= 0;
  if (reaches(levels[which].high)) return 'high';
  return reaches(levels[which].middle) ? 'middle' : 'low';
}

/** The midnight at which the oldest counted amount no longer counts. */
function leavesWindowAt(counted: readonly ValueFact[], withinDays: number, calendar: WorkingCalendar): Date | null {
  if (counted.length === 0) return null;
  const oldest = counted.reduce((first, { on }) => (on < first ? on : first), counted[0]!.on);
  return atLocal(calendar, addDays(oldest, withinDays), '00:00');
}

const said = (money: Money): string => money.toString();
