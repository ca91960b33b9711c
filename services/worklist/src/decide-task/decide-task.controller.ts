import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { FastifyReply } from 'fastify';
import { callerKey } from '../story-calls/caller-key';
import { sendReply } from '../story-calls/send-reply';
import { TaskDetailViews } from '../task-views/task-detail.views';
import { DecideTaskCommand, type DecideTask } from './decide-task.command';
import { CompleteTaskDto, DecideTaskDto, DecisionReplyDto } from './decide-task.dto';

@Controller('v1/tasks')
export class DecideTaskController {
  constructor(
    private readonly command: DecideTaskCommand,
    private readonly tasks: TaskDetailViews,
  ) {}

  @Post(':id/decide')
  @Requires('decide', 'task')
  @IdempotencyHeader()
  @Answers(200, DecisionReplyDto)
  decide(
    @IdParam('id') taskId: string,
    @Body() body: DecideTaskDto,
    @CurrentPrincipal() by: Principal,
    @Res() http: FastifyReply,
  ): Promise<void> {
    return this.answer({ taskId, key: callerKey(), ...body }, by, http);
  }

  /** For tasks that only ask to be done. */
  @Post(':id/complete')
  @Requires('complete', 'task')
  @IdempotencyHeader()
  @Answers(200, DecisionReplyDto)
  complete(
    @IdParam('id') taskId: string,
    @Body() body: CompleteTaskDto,
    @CurrentPrincipal() by: Principal,
    @Res() http: FastifyReply,
  ): Promise<void> {
    return this.answer({ taskId, outcome: 'done', key: callerKey(), ...(body.comment !== undefined && { comment: body.comment }) }, by, http);
  }

  private async answer(command: DecideTask, by: Principal, http: FastifyReply): Promise<void> {
    const reply = await this.tasks.guarding(command.taskId, by, (asked) => this.command.execute(command, by, asked));
    sendReply(http, reply, `/v1/tasks/${command.taskId}`);
  }
}
