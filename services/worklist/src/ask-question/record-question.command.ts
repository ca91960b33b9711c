import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { idsOf } from '@throughline/policy/approval-leg';
import type { Question } from '@throughline/process-contracts/decision';
import { v7 as uuidv7 } from 'uuid';
import { questionAsked } from '../approval/approval-facts';
import { ApprovalRepository } from '../approval/approval.repository';
import { requireHis } from '../story-calls/task-verb';
import { QuestionRepository } from '../task/question.repository';
import { taskErrors } from '../task/task.errors';
import { TaskRepository } from '../task/task.repository';

/** Keeps a question, once. Called by the story that waits for the task. */
@Injectable()
export class RecordQuestionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly tasks: TaskRepository,
    private readonly questions: QuestionRepository,
    private readonly people: PeopleBook,
    private readonly outbox: Outbox,
  ) {}

  /** @throws task.not_found, task.closed, task.not_yours, task.not_an_approval, task.question_not_allowed */
  async execute({ taskId, by, of, question, key }: Question): Promise<{ questionId: string }> {
    return this.transaction.run(async (tx) => {
      const approvalId = (await this.tasks.find(tx, taskId))?.approvalId;
      if (!approvalId) throw taskErrors.not_an_approval();
      const request = await this.approvals.lock(tx, approvalId);
      const before = await this.questions.byKey(tx, taskId, key);
      if (before) return { questionId: before.id };
      requireHis(await this.tasks.lock(tx, taskId), by);
      const involved = [request.requesterId, ...request.route.flatMap(idsOf), ...(await this.tasks.ofApproval(tx, approvalId)).flatMap((task) => task.potentialOwners)];
      if (of === by || !involved.includes(of) || !(await this.people.person(tx, of))?.active) throw taskErrors.question_not_allowed({ field: 'of' });
      const questionId = uuidv7();
      await this.questions.insert(tx, { id: questionId, taskId, key, askedBy: by, askedOf: of, question });
      const event = questionAsked(request, { taskId, questionId, by, of, question });
      await this.approvals.update(tx, request);
      await this.outbox.append(tx, event);
      return { questionId };
    });
  }
}
