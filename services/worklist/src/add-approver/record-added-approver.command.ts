import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { RoutedLeg } from '@throughline/policy/approval-leg';
import type { AddedApprover } from '@throughline/process-contracts/decision';
import { approverAdded } from '../approval/approval-facts';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { ApprovalRepository } from '../approval/approval.repository';
import { WhomToAsk } from '../presence/whom-to-ask';
import { requireHis } from '../story-calls/task-verb';
import { taskErrors } from '../task/task.errors';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';
import { WhoMayTake } from '../task/who-may-take';

/** The route of a request gets a leg more. Called by the story that waits for the task. */
@Injectable()
export class RecordAddedApproverCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly tasks: TaskRepository,
    private readonly whom: WhomToAsk,
    private readonly mayTake: WhoMayTake,
    private readonly outbox: Outbox,
  ) {}

  /** @throws task.not_found, task.closed, task.not_yours, task.not_an_approval, task.approver_not_allowed */
  async execute({ taskId, by, personId, place, comment, key }: AddedApprover): Promise<{ leg: string }> {
    return this.transaction.run(async (tx) => {
      const approvalId = (await this.tasks.find(tx, taskId))?.approvalId;
      if (!approvalId) throw taskErrors.not_an_approval();
      const request = await this.approvals.lock(tx, approvalId);
      await this.whom.hold(tx);
      const task = await this.tasks.lock(tx, taskId);
      const before = await this.approvals.addition(tx, taskId, key);
      if (before) return { leg: before };
      requireHis(task, by);
      const present = request.route.find((leg) => leg.key === task.leg)!;
      const person = await this.mayTake.anew(tx, task, personId);
      const leg = legOf(request.route, present, { personId, place, name: person.name });

      request.route = [...request.route, leg].sort((a, b) => a.step - b.step);
      await this.approvals.insertAddition(tx, { taskId, key, leg: leg.key, place, personId, by, comment: comment ?? null });
      const event = approverAdded(request, { taskId, leg: leg.key, place, personId, by });
      await this.approvals.update(tx, request);
      await this.outbox.append(tx, event);
      if (place === 'before') await this.setAside(tx, request, present.key);
      return { leg: leg.key };
    });
  }

  /** The present leg is asked again when the other has said yes; what was answered in it stands. */
  private async setAside(tx: Tx, request: ApprovalRequest, leg: string): Promise<void> {
    for (const task of await this.tasks.lockOpenOfApproval(tx, request.id)) {
      if (task.leg !== leg) continue;
      const event = taskFacts.cancelled(task, 'somebody else is asked before');
      task.cancel(tx.now);
      await this.tasks.update(tx, task);
      await this.outbox.append(tx, event);
    }
  }
}

/** Between the steps around it, so that no other leg moves. */
function legOf(route: readonly RoutedLeg[], present: RoutedLeg, { personId, place, name }: { personId: string; place: 'before' | 'after'; name: string }): RoutedLeg {
  const steps = route.map(({ step }) => step);
  const below = Math.max(present.step - 1, ...steps.filter((step) => step < present.step));
  const above = Math.min(present.step + 1, ...steps.filter((step) => step > present.step));
  const why = `added ${place} ${present.label}`;
  return {
    key: `added_${route.filter(({ key }) => key.startsWith('added_')).length + 1}`,
    label: name,
    step: place === 'before' ? (below + present.step) / 2 : (present.step + above) / 2,
    mode: { kind: 'any' },
    approvers: [{ id: personId, why }],
    why,
    fallback: false,
    ifRepeated: 'every-time',
    requires: { comment: 'never', signature: false },
    mayEdit: [],
    dueWorkingHours: present.dueWorkingHours,
    ladder: present.ladder,
    copies: [],
    tested: {},
    worse: {},
  };
}
