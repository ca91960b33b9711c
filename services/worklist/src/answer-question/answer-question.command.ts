import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { answerUpdate } from '@throughline/process-contracts/decision';
import { UNKNOWN } from '@throughline/temporal/stories';
import { TaskVerb } from '../story-calls/task-verb';
import { QuestionRepository } from '../task/question.repository';
import { taskErrors } from '../task/task.errors';
import type { AnswerReply } from './answer-question.dto';

export interface AnswerQuestion {
  taskId: string;
  questionId: string;
  answer: string;
  key: string;
}

/** Who was asked a question answers it, through the story whose people want to know. */
@Injectable()
export class AnswerQuestionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly questions: QuestionRepository,
    private readonly story: TaskVerb,
  ) {}

  /** @throws task.question_not_found, task.question_answered, task.closed, unavailable.temporal */
  async execute({ taskId, questionId, answer, key }: AnswerQuestion, { personId: by }: Principal): Promise<AnswerReply> {
    const asked = await this.transaction.read((tx) => this.questions.find(tx, questionId));
    if (!asked || asked.taskId !== taskId || asked.askedOf !== by) throw taskErrors.question_not_found();
    const heard = await this.story.tell(await this.story.read(taskId), answerUpdate, { taskId, questionId, by, answer }, `answer:${questionId}:${key}`);
    return heard === UNKNOWN ? { answer: heard, questionId, answeredAt: null } : { answer: 'accepted', questionId, answeredAt: heard.answeredAt };
  }
}
