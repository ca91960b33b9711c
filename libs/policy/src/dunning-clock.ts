import { addDays } from '@throughline/calendar/days';
import type { Day, WorkingCalendar } from '@throughline/calendar/working-calendar';
import { atLocal, localDate, workingDayFrom, workingDayUntil } from '@throughline/calendar/working-time';
import { Money } from '@throughline/money/money';
import type { DunningLevel, DunningPolicy } from './dunning-policy';
import { because } from './because';
import type { Because } from './because';
import type { SentStep } from './policy-document';

/** One plan line of a customer. Only what is open counts: what is paid is never written about. */
export interface OwedLine {
  id: string;
  due: Day;
  /** Amount minus what is allocated from approved receipts. */
  outstanding: { amount: string; currency: string };
  sentSteps: readonly SentStep[];
  /** When the line became known; reminders that would have been earlier are left out. */
  since?: Date;
}

export interface DunningMoment {
  kind: 'remind' | 'level';
  /** To be recorded for every line of `lineIds`: `7 days before`, `level 1`. */
  step: string;
  level?: DunningLevel;
  at: Date;
  because: Because;
  /** The lines that the letter is about, by due date. */
  lineIds: string[];
}

/**
 * The next letter to a customer, or null when nothing is open or all has been said.
 * Reminders go out on the last working day that is not later than so many days before the due date; one letter for all lines with that moment.
 * Dunning levels are anchored on the oldest open line that still has one to come, so a payment re-anchors them, and fall on the first working day that is not earlier than so
 * many days after its due date; the letter names every line that is past due by then. A level that was sent late holds the next one back by the
 * full distance between them. At the same moment the level goes first.
 */
export function nextDunningMoment(facts: { lines: readonly OwedLine[]; asOf?: Date }, policy: DunningPolicy, calendar: WorkingCalendar): DunningMoment | null {
  const open = facts.lines.filter(({ outstanding }) => Money.from(outstanding).isPositive()).sort((a, b) => a.due.localeCompare(b.due) || a.id.localeCompare(b.id));
  const level = nextLevel(open, policy, calendar);
  const reminder = nextReminder(open, facts.asOf, policy, calendar);
  if (!level || !reminder) return level ?? reminder;
  return reminder.at < level.at ? reminder : level;
}

function nextLevel(open: readonly OwedLine[], policy: DunningPolicy, calendar: WorkingCalendar): DunningMoment | null {
  const anchor = open.find((line) => levelAfter(highestSent(line, policy), policy));
  if (!anchor) return null;
  const before = highestSent(anchor, policy);
  const level = levelAfter(before, policy)!;
  const byDue = addDays(anchor.due, level.daysAfter);
  const byDistance = before ? addDays(localDate(calendar, sentAt(anchor, levelStep(before))!), level.daysAfter - before.daysAfter) : byDue;
  const day = workingDayFrom(calendar, byDistance > byDue ? byDistance : byDue);
  return {
    kind: 'level',
    step: levelStep(level),
    level,
    at: atLocal(calendar, day, policy.sendAt),
    because: because(levelStep(level), 'after-oldest-due', { days: level.daysAfter, on: anchor.due }),
    lineIds: open.filter(({ due }) => due < day).map(({ id }) => id),
  };
}

/** The highest level that a line was part of: one letter names all lines, so a younger line may skip a level. */
function highestSent(line: OwedLine, policy: DunningPolicy): DunningLevel | undefined {
  return policy.levels.findLast((level) => sentAt(line, levelStep(level)));
}

function levelAfter(before: DunningLevel | undefined, policy: DunningPolicy): DunningLevel | undefined {
  return policy.levels.find(({ level }) => level === (before?.level ?? 0) + 1);
}

function nextReminder(open: readonly OwedLine[], asOf: Date | undefined, policy: DunningPolicy, calendar: WorkingCalendar): DunningMoment | null {
  const today = asOf && localDate(calendar, asOf);
  const planned = policy.remindBeforeDays
    .flatMap((days) => open.map((line) => ({ line, days, step: reminderStep(days), at: reminderAt(line, days, policy, calendar) })))
    .filter(({ line, step, at }) => !sentAt(line, step) && !(line.since && at <= line.since) && !(today && today > line.due))
    // Where an outage let two reminders of a line pass, only the later one still makes sense.
    .filter(({ line, days, at }, _, all) => !(asOf && at <= asOf && all.some((other) => other.line === line && other.days < days && other.at <= asOf)))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.days - b.days);
  const [first] = planned;
  if (!first) return null;
  return {
    kind: 'remind',
    step: first.step,
    at: first.at,
    because: because(first.step, 'before-due', { days: first.days, on: first.line.due }),
    lineIds: planned.filter(({ step, at }) => step === first.step && at.getTime() === first.at.getTime()).map(({ line }) => line.id),
  };
}

function reminderAt(line: OwedLine, days: number, policy: DunningPolicy, calendar: WorkingCalendar): Date {
  return atLocal(calendar, workingDayUntil(calendar, addDays(line.due, -days)), policy.sendAt);
}

function reminderStep(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'} before`;
}

function levelStep({ level }: DunningLevel): string {
  return `level ${level}`;
}

function sentAt(line: OwedLine, step: string): Date | undefined {
  return line.sentSteps.find((sent) => sent.step === step)?.at;
}
