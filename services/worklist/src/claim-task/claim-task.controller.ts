import { Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { TaskDetailViews } from '../task-views/task-detail.views';
import { ClaimTaskCommand, type ClaimedTask } from './claim-task.command';
import { ClaimedTaskDto } from './claim-task.dto';

@Controller('v1/tasks')
export class ClaimTaskController {
  constructor(
    private readonly command: ClaimTaskCommand,
    private readonly tasks: TaskDetailViews,
  ) {}

  @Post(':id/claim')
  @Requires('claim', 'task')
  @IdempotencyHeader()
  @Answers(200, ClaimedTaskDto)
  claim(@IdParam('id') taskId: string, @CurrentPrincipal() by: Principal): Promise<ClaimedTask> {
    return this.tasks.guarding(taskId, by, () => this.command.execute(taskId, by));
  }
}
