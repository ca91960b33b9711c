import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { DropDeadNoticesCommand } from './drop-dead-notices.command';
import { DeadNoticesDroppedDto, DropDeadNoticesDto, type DeadNoticesDropped } from './drop-dead-notices.dto';

@Controller('v1/notices/dead')
export class DropDeadNoticesController {
  constructor(private readonly command: DropDeadNoticesCommand) {}

  /** Gives up for good what could not be delivered, with the reason; 500 at a time. */
  @Post('drop')
  @Requires('drop', 'notice')
  @IdempotencyHeader()
  @Answers(200, DeadNoticesDroppedDto)
  drop(@Body() body: DropDeadNoticesDto, @CurrentPrincipal() by: Principal): Promise<DeadNoticesDropped> {
    return this.command.execute(body, by);
  }
}
