import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { nextLegs } from '@throughline/policy/approval-outcome';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import { endOf, logOf } from '../approval/approval-log';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { approvalErrors } from '../approval/approval.errors';
import { ApprovalRepository } from '../approval/approval.repository';
import { Conclusion } from '../approval/conclusion';
import { CancelTasksCommand } from '../cancel-tasks/cancel-tasks.command';
import { TaskRepository, type TaskDecision } from '../task/task.repository';

export interface ConcludeApproval {
  requestId: string;
  outcome: ApprovalOutcome;
  /** Who withdraws. */
  by?: string;
}

/** Ends a request, once: the first conclusion stands and is what everybody is told. What the last answer settled is not withdrawn any more. */
@Injectable()
export class ConcludeApprovalCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly tasks: TaskRepository,
    private readonly cancelTasks: CancelTasksCommand,
    private readonly conclusion: Conclusion,
  ) {}

  /** @throws approval.not_found, approval.not_requester */
  async execute({ requestId, outcome, by }: ConcludeApproval): Promise<{ outcome: ApprovalOutcome }> {
    return this.transaction.run(async (tx) => {
      const request = await this.approvals.lock(tx, requestId);
      if (outcome === 'withdrawn' && by !== request.requesterId) throw approvalErrors.not_requester();
      if (request.outcome) return { outcome: request.outcome };
      const decisions = await this.tasks.decisionsOf(tx, requestId);
      const stands = outcome === 'withdrawn' ? (settledBy(request, decisions) ?? outcome) : outcome;
      await this.conclusion.write(tx, request, stands, decisions);
      const asked = await this.tasks.ofApproval(tx, requestId);
      for (const workflowId of new Set(asked.map((task) => task.workflowId))) await this.cancelTasks.execute({ workflowId, reason: stands });
      return { outcome: stands };
    });
  }
}

/** What the answers have come to, although its story has not written it yet. */
function settledBy({ route }: ApprovalRequest, decisions: TaskDecision[]): ApprovalOutcome | undefined {
  const next = nextLegs(route, logOf(decisions));
  return next.kind === 'concluded' ? endOf(next.outcome) : undefined;
}
