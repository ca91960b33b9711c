import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { escalationOwners } from '@throughline/policy/approval-route';
import { lineAbove, type People } from '@throughline/policy/people';
import type { WaitingTask } from '@throughline/process-contracts/worklist';
import { ApprovalRepository } from '../approval/approval.repository';
import { Colleagues } from '../task/colleagues';
import type { Task } from '../task/task.entity';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';

/** Silence makes a task climb: the managers of those asked are asked in addition. Once for each task. */
@Injectable()
export class EscalateTaskCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly approvals: ApprovalRepository,
    private readonly colleagues: Colleagues,
    private readonly outbox: Outbox,
  ) {}

  /** Answers with the task as it waits from now on. @throws task.not_found */
  async execute(taskId: string): Promise<WaitingTask> {
    return this.transaction.run(async (tx) => {
      const task = await this.tasks.lock(tx, taskId);
      if (!task.isOpen || task.escalateAt === null) return { ...task.waiting(), escalateAt: null };
      const above = await this.whoIsAbove(tx, task);
      task.climbTo(above);
      const events = above.length > 0 ? [taskFacts.escalated(task, above, 'nobody answered in time')] : [];
      await this.tasks.update(tx, task);
      await this.outbox.append(tx, events);
      return task.waiting();
    });
  }

  private async whoIsAbove(tx: Tx, task: Task): Promise<string[]> {
    const colleagues = await this.colleagues.all(tx);
    const allowed = (ids: string[]) => ids.filter((id) => !task.notBy.includes(id));
    if (!task.approvalId) return allowed(managersOf(task, colleagues));
    const request = (await this.approvals.find(tx, task.approvalId))!;
    const leg = request.route.find(({ key }) => key === task.leg)!;
    return allowed(escalationOwners(leg, task.potentialOwners, request.requesterId, await this.approvals.pinnedPolicy(tx, request), colleagues));
  }
}

/** The nearest manager of each who is asked, who is not asked yet and may be. */
function managersOf(task: Task, colleagues: People): string[] {
  const out = [...task.potentialOwners, ...task.notBy];
  const above = task.potentialOwners.map((id) => lineAbove(colleagues, id).find((manager) => !out.includes(manager.id))?.id);
  return [...new Set(above.filter((id) => id !== undefined))];
}
