import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { QuestionAnswer } from '@throughline/process-contracts/decision';
import { questionAnswered } from '../approval/approval-facts';
import { ApprovalRepository } from '../approval/approval.repository';
import { QuestionRepository } from '../task/question.repository';
import { taskErrors } from '../task/task.errors';
import { TaskRepository } from '../task/task.repository';

/** Keeps the answer to a question, once; the same again changes nothing. Called by the story whose people want to know. */
@Injectable()
export class RecordAnswerCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly tasks: TaskRepository,
    private readonly questions: QuestionRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws task.question_not_found, task.question_answered */
  async execute({ taskId, questionId, by, answer }: QuestionAnswer): Promise<{ answeredAt: string }> {
    return this.transaction.run(async (tx) => {
      const approvalId = (await this.tasks.find(tx, taskId))?.approvalId;
      if (!approvalId) throw taskErrors.question_not_found();
      const request = await this.approvals.lock(tx, approvalId);
      const asked = await this.questions.lock(tx, questionId);
      if (!asked || asked.taskId !== taskId || asked.askedOf !== by) throw taskErrors.question_not_found();
      if (asked.answer === answer && asked.answeredAt) return { answeredAt: asked.answeredAt.toISOString() };
      if (asked.answer !== null) throw taskErrors.question_answered();
      await this.questions.answer(tx, questionId, answer);
      const event = questionAnswered(request, { taskId, questionId, by, of: asked.askedBy, answer });
      await this.approvals.update(tx, request);
      await this.outbox.append(tx, event);
      return { answeredAt: tx.now.toISOString() };
    });
  }
}
