import { endsLeg, type LadderStep, type RoutedLeg } from '@throughline/policy/approval-leg';
import { dueAt, ladderMoments, type CalendarsOfAsked } from '@throughline/policy/approval-moments';
import type { OpenLeg, OpenSeat } from '@throughline/policy/approval-outcome';
import type { ApprovalPolicy } from '@throughline/policy/approval-policy';
import { v7 as uuidv7 } from 'uuid';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { Task, type Rung } from '../task/task.entity';
import type { Asked } from './seat-people';

export interface NewTask {
  request: ApprovalRequest;
  open: OpenLeg;
  seat: OpenSeat;
  people: Asked;
  /** Tasks of this seat that there were before. */
  before: number;
  workflowId: string;
  now: Date;
}

/** A task for one seat of a leg, or for all who are asked where anybody decides. `timeTask` says when it is due, once it is settled who is asked. */
export function newTask({ request, open: { leg, round }, seat: { seat }, people, before, workflowId, now }: NewTask): Task {
  const { id: approvalId, kind, subjectId, dealId, ask, figures, amountValue, currency } = request;
  const approver = leg.approvers.find(({ id }) => id === seat);
  const key = [approvalId, leg.key, ...(seat ? [seat] : []), ...(before > 0 ? [`again${before}`] : [])].join(':');
  return Object.assign(new Task(), {
    id: uuidv7(),
    key,
    kind: 'approval' as const,
    leg: leg.key,
    seat,
    round,
    approvalId,
    subjectType: kind,
    ...{ subjectId, dealId, workflowId, ask, figures, amountValue, currency },
    potentialOwners: people.owners,
    notBy: people.notBy,
    actualOwner: null,
    status: 'open' as const,
    why: approver?.why ?? leg.why,
    openedAt: now,
    remindAt: null,
    escalateAt: null,
    lapseAt: null,
    closedAt: null,
    version: 0,
  });
}

/** Its moments by the calendars of those who are asked. They stay theirs, whoever comes to it later. */
export function timeTask(task: Task, leg: RoutedLeg, policy: ApprovalPolicy, calendars: CalendarsOfAsked): void {
  Object.assign(task, momentsOf(task, leg, policy, calendars), { timedFor: task.potentialOwners });
}

/** When it is due and what silence does when, from its opening to the end of its ladder. */
export function momentsOf({ openedAt }: Pick<Task, 'openedAt'>, leg: RoutedLeg, policy: ApprovalPolicy, calendars: CalendarsOfAsked): { dueAt: Date; ladder: Rung[] } {
  const moments = ladderMoments(openedAt, { label: leg.label, ladder: ladderOf(leg, policy) }, calendars);
  return { dueAt: dueAt(openedAt, leg, calendars), ladder: moments.map((rung) => ({ do: rung.do, at: rung.at.toISOString() })) };
}

/** A route that was stored before legs had ladders takes its end from the policy. */
function ladderOf({ ladder }: RoutedLeg, { lapseAfterWorkingDays }: ApprovalPolicy): LadderStep[] {
  if (endsLeg(ladder.at(-1)) || lapseAfterWorkingDays === undefined) return ladder;
  return [...ladder, { afterWorkingDays: lapseAfterWorkingDays, do: 'lapse' }];
}
