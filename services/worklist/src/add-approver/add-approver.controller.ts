import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { FastifyReply } from 'fastify';
import { callerKey } from '../story-calls/caller-key';
import { sendReply } from '../story-calls/send-reply';
import { TaskDetailViews } from '../task-views/task-detail.views';
import { AddApproverCommand } from './add-approver.command';
import { AddApproverDto, AdditionReplyDto } from './add-approver.dto';

@Controller('v1/tasks')
export class AddApproverController {
  constructor(
    private readonly command: AddApproverCommand,
    private readonly tasks: TaskDetailViews,
  ) {}

  /** Somebody else has to agree as well: before the present leg, or after it. */
  @Post(':id/add-approver')
  @Requires('add-approver', 'task')
  @IdempotencyHeader()
  @Answers(200, AdditionReplyDto)
  async add(@IdParam('id') taskId: string, @Body() body: AddApproverDto, @CurrentPrincipal() by: Principal, @Res() http: FastifyReply): Promise<void> {
    const reply = await this.tasks.guarding(taskId, by, () => this.command.execute({ taskId, key: callerKey(), ...body }, by));
    sendReply(http, reply, `/v1/tasks/${taskId}`);
  }
}
