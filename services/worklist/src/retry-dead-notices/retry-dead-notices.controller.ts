import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { RetryDeadNoticesCommand } from './retry-dead-notices.command';
import { DeadNoticesRetriedDto, RetryDeadNoticesDto, type DeadNoticesRetried } from './retry-dead-notices.dto';

@Controller('v1/notices/dead')
export class RetryDeadNoticesController {
  constructor(private readonly command: RetryDeadNoticesCommand) {}

  /** Sends again what was given up, after what kept it back has been mended; 500 at a time. */
  @Post('retry')
  @Requires('retry', 'notice')
  @IdempotencyHeader()
  @Answers(200, DeadNoticesRetriedDto)
  retry(@Body() body: RetryDeadNoticesDto, @CurrentPrincipal() by: Principal): Promise<DeadNoticesRetried> {
    return this.command.execute(body, by);
  }
}
