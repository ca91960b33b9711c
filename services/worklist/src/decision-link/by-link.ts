import type { RoutedLeg } from '@throughline/policy/approval-leg';
import type { DecisionOutcome } from '@throughline/process-contracts/decision';
import type { Rung, TaskKind } from '../task/task.entity';

/** Whether its policy wants whoever decides a leg to sign in, or to put his name under it, which he can do only there. */
export const wantsSignIn = ({ requires }: Pick<RoutedLeg, 'requires'>): boolean => requires.signature || requires.signIn === true;

/** What can be answered on the page of a link, the yes first. A call to make cannot be. */
export const answersByLink: Record<TaskKind, readonly DecisionOutcome[]> = { approval: ['approved', 'rejected'], review: ['approved', 'returned'], collection: [] };

const longest = 72 * 60 * 60 * 1000;

/** 72 hours from now, but never beyond the moment at which silence ends the task. */
export function expiryOf(task: { ladder: readonly Rung[]; lapseAt: Date | null }, now: Date): Date {
  const last = task.ladder.at(-1);
  const ends = last && ['approve', 'reject', 'lapse'].includes(last.do) ? new Date(last.at) : task.lapseAt;
  return new Date(Math.min(now.getTime() + longest, ends?.getTime() ?? Infinity));
}
