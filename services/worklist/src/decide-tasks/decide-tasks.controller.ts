import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { callerKey } from '../story-calls/caller-key';
import { DecideTasksCommand } from './decide-tasks.command';
import { DecideTasksAnswerDto, DecideTasksDto, type DecideTasksAnswer } from './decide-tasks.dto';

@Controller('v1/tasks')
export class DecideTasksController {
  constructor(private readonly command: DecideTasksCommand) {}

  /** Up to 50 in one go; each has its own answer, whatever becomes of the others. */
  @Post('decisions')
  @Requires('decide', 'task')
  @IdempotencyHeader()
  @Answers(200, DecideTasksAnswerDto)
  decide(@Body() { items }: DecideTasksDto, @CurrentPrincipal() by: Principal): Promise<DecideTasksAnswer> {
    const key = callerKey();
    return this.command.execute(items.map((item) => ({ ...item, key })), by);
  }
}
