import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import { ClosePoolCommand } from './close-pool.command';
import type { ClosedPool } from './close-pool.dto';
import { ClosedPoolDto, ClosePoolDto } from './close-pool.dto';

@ApiTags('pools')
@Controller('v1/pools')
export class ClosePoolController {
  constructor(private readonly command: ClosePoolCommand) {}

  /** Answers at once; `GET /v1/pools/{id}` tells how many leads have gone and how many are left. */
  @Post(':id/close')
  @Requires('close', 'pool')
  @IdempotencyHeader()
  @Versioned()
  @Answers(202, ClosedPoolDto)
  close(@IdParam() poolId: string, @Body() body: ClosePoolDto, @CurrentPrincipal() by: Principal): Promise<ClosedPool> {
    return this.command.execute({ poolId, ...body }, by);
  }
}
