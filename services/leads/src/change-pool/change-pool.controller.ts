import { Body, Controller, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { PoolLine } from '../pool-views/pool-views.dto';
import { PoolLineDto } from '../pool-views/pool-views.dto';
import { ChangePoolCommand } from './change-pool.command';
import { ChangePoolDto } from './change-pool.dto';

@ApiTags('pools')
@Controller('v1/pools')
export class ChangePoolController {
  constructor(private readonly command: ChangePoolCommand) {}

  @Patch(':id')
  @Requires('change', 'pool')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, PoolLineDto)
  change(@IdParam() poolId: string, @Body() body: ChangePoolDto, @CurrentPrincipal() by: Principal): Promise<PoolLine> {
    return this.command.execute({ poolId, ...body }, by);
  }
}
