import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { FastifyReply } from 'fastify';
import { callerKey } from '../story-calls/caller-key';
import { sendReply } from '../story-calls/send-reply';
import { TaskDetailViews } from '../task-views/task-detail.views';
import { AskQuestionCommand } from './ask-question.command';
import { AskQuestionDto, QuestionReplyDto } from './ask-question.dto';

@Controller('v1/tasks')
export class AskQuestionController {
  constructor(
    private readonly command: AskQuestionCommand,
    private readonly tasks: TaskDetailViews,
  ) {}

  @Post(':id/questions')
  @Requires('ask', 'task')
  @IdempotencyHeader()
  @Answers(200, QuestionReplyDto)
  async ask(@IdParam('id') taskId: string, @Body() body: AskQuestionDto, @CurrentPrincipal() by: Principal, @Res() http: FastifyReply): Promise<void> {
    const reply = await this.tasks.guarding(taskId, by, () => this.command.execute({ taskId, key: callerKey(), ...body }, by));
    sendReply(http, reply, `/v1/tasks/${taskId}`);
  }
}
