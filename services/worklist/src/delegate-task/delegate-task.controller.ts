import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { FastifyReply } from 'fastify';
import { callerKey } from '../story-calls/caller-key';
import { sendReply } from '../story-calls/send-reply';
import { TaskDetailViews } from '../task-views/task-detail.views';
import { DelegateTaskCommand } from './delegate-task.command';
import { DelegateTaskDto, DelegationReplyDto } from './delegate-task.dto';

@Controller('v1/tasks')
export class DelegateTaskController {
  constructor(
    private readonly command: DelegateTaskCommand,
    private readonly tasks: TaskDetailViews,
  ) {}

  @Post(':id/delegate')
  @Requires('delegate', 'task')
  @IdempotencyHeader()
  @Answers(200, DelegationReplyDto)
  async delegate(
    @IdParam('id') taskId: string,
    @Body() body: DelegateTaskDto,
    @CurrentPrincipal() by: Principal,
    @Res() http: FastifyReply,
  ): Promise<void> {
    const reply = await this.tasks.guarding(taskId, by, () => this.command.execute({ taskId, to: body.to, key: callerKey() }, by));
    sendReply(http, reply, `/v1/tasks/${taskId}`);
  }
}
