import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { TaskDetail } from './task-detail.answer';
import { TaskDetailViews } from './task-detail.views';
import { TaskDetailDto, TaskPageDto, TaskQueryDto, type TaskPage } from './task.dto';
import { TaskViews } from './task.views';

@Controller('v1/tasks')
export class TaskController {
  constructor(
    private readonly views: TaskViews,
    private readonly details: TaskDetailViews,
  ) {}

  @Get()
  @Requires('read', 'task')
  @Answers(200, TaskPageDto)
  list(@Query() query: TaskQueryDto, @CurrentPrincipal() by: Principal): Promise<TaskPage> {
    return this.views.list(query, by);
  }

  @Get(':id')
  @Requires('read', 'task')
  @Versioned()
  @Answers(200, TaskDetailDto)
  one(@IdParam('id') id: string, @CurrentPrincipal() by: Principal): Promise<TaskDetail> {
    return this.details.one(id, by);
  }
}
