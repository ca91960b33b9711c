import { Injectable } from '@nestjs/common';
import type { AddedApprover, Decision, Delegation, Question, QuestionAnswer } from '@throughline/process-contracts/decision';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { OpenTask, WorklistActivities } from '@throughline/process-contracts/worklist';
import { RecordAddedApproverCommand } from '../add-approver/record-added-approver.command';
import { RecordAnswerCommand } from '../answer-question/record-answer.command';
import { RecordQuestionCommand } from '../ask-question/record-question.command';
import { AskNextLegsCommand, type AskNextLegs } from '../ask-next-legs/ask-next-legs.command';
import { CancelTasksCommand } from '../cancel-tasks/cancel-tasks.command';
import { ClimbLadderCommand } from '../climb-ladder/climb-ladder.command';
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
    private readonly askNextLegs: AskNextLegsCommand,
    private readonly decision: RecordDecisionCommand,
    private readonly delegation: RecordDelegationCommand,
    private readonly addition: RecordAddedApproverCommand,
    private readonly question: RecordQuestionCommand,
    private readonly answer: RecordAnswerCommand,
    private readonly remind: RemindTaskCommand,
    private readonly escalate: EscalateTaskCommand,
    private readonly ladder: ClimbLadderCommand,
    private readonly conclude: ConcludeApprovalCommand,
    private readonly open: OpenTaskCommand,
    private readonly cancel: CancelTasksCommand,
  ) {}

  nextStep(step: AskNextLegs) {
    return this.askNextLegs.execute(step);
  }

  recordDecision(decision: Decision & { workflowId: string }) {
    return this.decision.execute(decision);
  }

  recordDelegation(delegation: Delegation & { workflowId: string }) {
    return this.delegation.execute(delegation);
  }

  recordAddedApprover(added: AddedApprover) {
    return this.addition.execute(added);
  }

  recordQuestion(question: Question) {
    return this.question.execute(question);
  }

  recordAnswer(answer: QuestionAnswer) {
    return this.answer.execute(answer);
  }

  remindTask({ taskId }: { taskId: string }) {
    return this.remind.execute(taskId);
  }

  escalateTask({ taskId }: { taskId: string }) {
    return this.escalate.execute(taskId);
  }

  climbLadder({ taskId }: { taskId: string }) {
    return this.ladder.execute(taskId);
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
