import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { FastifyReply } from 'fastify';
import { callerKey } from '../story-calls/caller-key';
import { sendReply } from '../story-calls/send-reply';
import { AnswerQuestionCommand } from './answer-question.command';
import { AnswerQuestionDto, AnswerReplyDto } from './answer-question.dto';

@Controller('v1/tasks')
export class AnswerQuestionController {
  constructor(private readonly command: AnswerQuestionCommand) {}

  /** Only for who was asked: to anybody else there is no such question. */
  @Post(':id/questions/:questionId/answer')
  @Requires('answer', 'task')
  @IdempotencyHeader()
  @Answers(200, AnswerReplyDto)
  async answer(
    @IdParam('id') taskId: string,
    @IdParam('questionId') questionId: string,
    @Body() body: AnswerQuestionDto,
    @CurrentPrincipal() by: Principal,
    @Res() http: FastifyReply,
  ): Promise<void> {
    const reply = await this.command.execute({ taskId, questionId, key: callerKey(), ...body }, by);
    sendReply(http, reply, `/v1/tasks/${taskId}`);
  }
}
