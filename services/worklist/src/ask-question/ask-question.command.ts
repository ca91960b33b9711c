import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { askUpdate } from '@throughline/process-contracts/decision';
import { UNKNOWN } from '@throughline/temporal/stories';
import { ApprovalRepository } from '../approval/approval.repository';
import { TaskVerb } from '../story-calls/task-verb';
import { taskErrors } from '../task/task.errors';
import type { QuestionReply } from './ask-question.dto';

export interface AskQuestion {
  taskId: string;
  question: string;
  of?: string | undefined;
  key: string;
}

/** Whoever is asked wants to know something before he decides. The task goes on waiting for him. */
@Injectable()
export class AskQuestionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly story: TaskVerb,
  ) {}

  /** @throws task.not_found, task.closed, task.not_yours, task.not_an_approval, task.question_not_allowed, unavailable.temporal */
  async execute({ taskId, question, of, key }: AskQuestion, { personId: by }: Principal): Promise<QuestionReply> {
    const task = await this.story.his(taskId, by);
    const { approvalId } = task;
    if (!approvalId) throw taskErrors.not_an_approval();
    const asked = of ?? (await this.transaction.read((tx) => this.approvals.find(tx, approvalId)))!.requesterId;
    const answer = await this.story.tell(task, askUpdate, { taskId, by, of: asked, question, key }, `ask:${taskId}:${key}`);
    return answer === UNKNOWN ? { answer, taskId, questionId: null } : { answer: 'accepted', taskId, questionId: answer.questionId };
  }
}
