import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import type { PoolLine } from '../pool-views/pool-views.dto';
import { PoolLineDto } from '../pool-views/pool-views.dto';
import { OpenPoolCommand } from './open-pool.command';
import { NewPoolDto } from './open-pool.dto';

@ApiTags('pools')
@Controller('v1/pools')
export class OpenPoolController {
  constructor(private readonly command: OpenPoolCommand) {}

  @Post()
  @Requires('open', 'pool')
  @IdempotencyHeader()
  @Answers(201, PoolLineDto)
  open(@Body() body: NewPoolDto, @CurrentPrincipal() by: Principal): Promise<PoolLine> {
    return this.command.asked(body, by);
  }
}
