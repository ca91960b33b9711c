import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { Climbed } from '@throughline/process-contracts/worklist';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { ApprovalRepository } from '../approval/approval.repository';
import { WhomToAsk } from '../presence/whom-to-ask';
import { SettleTasksCommand } from '../settle-tasks/settle-tasks.command';
import { LegCloser } from '../task/leg-closer';
import { LineOfTask } from '../task/line-of-task';
import type { Task } from '../task/task.entity';
import { taskErrors } from '../task/task.errors';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';

const silence = { approve: 'approved', reject: 'rejected', lapse: 'lapsed' } as const;

/** Silence climbs the ladder of an approval task: whoever is asked is reminded, others are asked in addition, and in the end silence is the answer. */
@Injectable()
export class ClimbLadderCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly tasks: TaskRepository,
    private readonly line: LineOfTask,
    private readonly whom: WhomToAsk,
    private readonly settle: SettleTasksCommand,
    private readonly closer: LegCloser,
    private readonly outbox: Outbox,
  ) {}

  /** A rung whose moment has not come is left for later: answers with the next one in any case. @throws task.not_found */
  async execute(taskId: string): Promise<Climbed> {
    return this.transaction.run(async (tx) => {
      const found = await this.tasks.find(tx, taskId);
      if (!found?.approvalId) throw taskErrors.not_found();
      const request = await this.approvals.lock(tx, found.approvalId);
      await this.whom.hold(tx);
      const task = await this.tasks.lock(tx, taskId);
      if (!task.isOpen) return { answered: (await this.tasks.decision(tx, taskId))?.outcome ?? task.status };
      const verb = task.takeRungs(tx.now);
      if (verb === 'remind') await this.remind(tx, task);
      if (verb === 'manager' || verb === 'alternate') await this.climb(tx, task, verb);
      if (verb === 'approve' || verb === 'reject' || verb === 'lapse') return this.end(tx, request, task, silence[verb]);
      return { task: task.waiting() };
    });
  }

  private async remind(tx: Tx, task: Task): Promise<void> {
    const event = taskFacts.reminded(task);
    await this.tasks.update(tx, task);
    await this.outbox.append(tx, event);
  }

  private async climb(tx: Tx, task: Task, verb: 'manager' | 'alternate'): Promise<void> {
    const above = await this.line.above(tx, task, verb);
    task.climbTo(above);
    const events = above.length > 0 ? [taskFacts.escalated(task, above, 'nobody answered in time')] : [];
    await this.tasks.update(tx, task);
    await this.outbox.append(tx, events);
    await this.settle.one(tx, task);
  }

  private async end(tx: Tx, request: ApprovalRequest, task: Task, outcome: (typeof silence)[keyof typeof silence]): Promise<Climbed> {
    const event = taskFacts.lapsed(task, outcome);
    task.lapse(tx.now);
    await this.tasks.insertDecision(tx, { taskId: task.id, outcome, comment: null, decidedBy: null, standsInFor: null, decidedAt: tx.now, key: 'silence' });
    await this.tasks.update(tx, task);
    await this.outbox.append(tx, event);
    await this.closer.close(tx, request);
    return { answered: outcome };
  }
}
