import { Injectable } from '@nestjs/common';
import type { Decision, Delegation } from '@throughline/process-contracts/decision';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { LegAnswer, OpenTask, WorklistActivities } from '@throughline/process-contracts/worklist';
import { AskNextLegCommand } from '../ask-next-leg/ask-next-leg.command';
import { CancelTasksCommand } from '../cancel-tasks/cancel-tasks.command';
import { ConcludeApprovalCommand } from '../conclude-approval/conclude-approval.command';
import { EscalateTaskCommand } from '../escalate-task/escalate-task.command';
import { OpenTaskCommand } from '../open-task/open-task.command';
import { RecordDecisionCommand } from '../record-decision/record-decision.command';
import { RecordDelegationCommand } from '../record-delegation/record-delegation.command';
import { RemindTaskCommand } from '../remind-task/remind-task.command';

/** Each activity calls one command. */
@Injectable()
export class TaskActivities implements WorklistActivities {
  constructor(
    private readonly askNextLeg: AskNextLegCommand,
    private readonly decision: RecordDecisionCommand,
    private readonly delegation: RecordDelegationCommand,
    private readonly remind: RemindTaskCommand,
    private readonly escalate: EscalateTaskCommand,
    private readonly conclude: ConcludeApprovalCommand,
    private readonly open: OpenTaskCommand,
    private readonly cancel: CancelTasksCommand,
  ) {}

  firstStep({ requestId, workflowId }: { requestId: string; workflowId: string }) {
    return this.askNextLeg.execute({ requestId, workflowId });
  }

  nextStep({ requestId, workflowId, answer }: { requestId: string; workflowId: string; answer: LegAnswer }) {
    return this.askNextLeg.execute({ requestId, workflowId, ...(answer.outcome === 'lapsed' && { silentTaskId: answer.taskId }) });
  }

  recordDecision(decision: Decision & { workflowId: string }) {
    return this.decision.execute(decision);
  }

  recordDelegation(delegation: Delegation & { workflowId: string }) {
    return this.delegation.execute(delegation);
  }

  remindTask({ taskId }: { taskId: string }) {
    return this.remind.execute(taskId);
  }

  escalateTask({ taskId }: { taskId: string }) {
    return this.escalate.execute(taskId);
  }

  concludeApproval(input: { requestId: string; outcome: ApprovalOutcome; by?: string }) {
    return this.conclude.execute(input);
  }

  openTask(task: OpenTask) {
    return this.open.execute(task);
  }

  cancelTasks(input: { workflowId: string; reason: string }) {
    return this.cancel.execute(input);
  }
}
