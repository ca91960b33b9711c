import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { idsOf, type RoutedLeg } from '@throughline/policy/approval-leg';
import { legMoments } from '@throughline/policy/approval-moments';
import { nextLeg, type LegOutcome } from '@throughline/policy/approval-outcome';
import { escalationOwners } from '@throughline/policy/approval-route';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { WaitingTask } from '@throughline/process-contracts/worklist';
import { v7 as uuidv7 } from 'uuid';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { ApprovalRepository } from '../approval/approval.repository';
import { WhomToAsk } from '../presence/whom-to-ask';
import { Colleagues } from '../task/colleagues';
import { Task } from '../task/task.entity';
import { taskFacts } from '../task/task-facts';
import { TaskRepository, type TaskDecision } from '../task/task.repository';

export interface AskNextLeg {
  requestId: string;
  workflowId: string;
  /** A task that nobody answered in time; a decision that was made all the same counts. */
  silentTaskId?: string;
}
export type Step = { task: WaitingTask } | { outcome: ApprovalOutcome };

/** The next leg of the route gets its task, or the route has come to an outcome. Asked again it answers the same. */
@Injectable()
export class AskNextLegCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly tasks: TaskRepository,
    private readonly colleagues: Colleagues,
    private readonly people: PeopleBook,
    private readonly whom: WhomToAsk,
    private readonly outbox: Outbox,
  ) {}

  /** @throws approval.not_found */
  async execute({ requestId, workflowId, silentTaskId }: AskNextLeg): Promise<Step> {
    return this.transaction.run(async (tx) => {
      const request = await this.approvals.lock(tx, requestId);
      if (request.outcome) return { outcome: request.outcome };
      if (silentTaskId) await this.lapse(tx, silentTaskId);

      const tasks = await this.tasks.ofApproval(tx, requestId);
      const decisions = await this.tasks.decisionsOf(tx, requestId);
      const next = nextLeg(request.route, answersOf(tasks, decisions));
      // Returned for a better proposal ends this request too: the better one is a request of its own.
      if (next.kind === 'concluded') return { outcome: next.outcome === 'returned' ? 'refused' : next.outcome };
      const asked = tasks.find(({ leg }) => leg === next.leg.key);
      return { task: (asked ?? (await this.ask(tx, request, next.leg, decisions, workflowId))).waiting() };
    });
  }

  private async lapse(tx: Tx, taskId: string): Promise<void> {
    const task = await this.tasks.lock(tx, taskId);
    if (!task.isOpen) return;
    task.lapse(tx.now);
    await this.tasks.update(tx, task);
  }

  private async ask(tx: Tx, request: ApprovalRequest, leg: RoutedLeg, decisions: TaskDecision[], workflowId: string): Promise<Task> {
    await this.whom.hold(tx);
    const policy = await this.approvals.pinnedPolicy(tx, request);
    const colleagues = await this.colleagues.all(tx);
    const present = idsOf(leg).filter((id) => colleagues.some((person) => person.id === id));
    const owners = present.length > 0 ? present : escalationOwners(leg, idsOf(leg), request.requesterId, policy, await this.colleagues.all(tx, idsOf(leg)));
    const deciders = decisions.map(({ decidedBy }) => decidedBy);
    // Whoever said yes to an earlier leg is not asked twice, unless there is nobody else.
    const others = owners.filter((id) => !deciders.includes(id));

    const { id: approvalId, kind, subjectId, dealId, ask, figures, amountValue, currency, requesterId } = request;
    const task = Object.assign(new Task(), {
      id: uuidv7(),
      key: `${approvalId}:${leg.key}`,
      kind: 'approval' as const,
      leg: leg.key,
      approvalId,
      subjectType: kind,
      subjectId,
      dealId,
      workflowId,
      ask,
      figures,
      amountValue,
      currency,
      potentialOwners: others.length > 0 ? others : owners,
      notBy: others.length > 0 ? [...new Set([requesterId, ...deciders])] : [requesterId],
      actualOwner: null,
      status: 'open' as const,
      why: leg.why,
      openedAt: tx.now,
      ...legMoments(tx.now, leg, policy, await this.people.calendar(tx)),
      closedAt: null,
      version: 0,
    });
    await this.whom.settle(tx, task);
    const event = taskFacts.assigned(task);
    if (await this.tasks.insertOnce(tx, task)) await this.outbox.append(tx, event);
    return task;
  }
}

function answersOf(tasks: Task[], decisions: TaskDecision[]): { legKey: string; outcome: LegOutcome }[] {
  const decided = decisions.map(({ leg, outcome }) => ({ legKey: leg, outcome: outcome as LegOutcome }));
  const silent = tasks.filter(({ status }) => status === 'lapsed').map(({ leg }) => ({ legKey: leg, outcome: 'lapsed' as const }));
  return [...decided, ...silent];
}
