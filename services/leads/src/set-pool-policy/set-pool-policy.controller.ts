import { Body, Controller, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import { SetPoolPolicyCommand } from './set-pool-policy.command';
import type { PoolPolicy } from './set-pool-policy.dto';
import { PoolPolicyDto, SetPoolPolicyDto } from './set-pool-policy.dto';

@ApiTags('pools')
@Controller('v1/pools')
export class SetPoolPolicyController {
  constructor(private readonly command: SetPoolPolicyCommand) {}

  @Put(':id/policy')
  @Requires('set-policy', 'pool')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, PoolPolicyDto)
  set(@IdParam() poolId: string, @Body() body: SetPoolPolicyDto, @CurrentPrincipal() by: Principal): Promise<PoolPolicy> {
    return this.command.execute({ poolId, ...body }, by);
  }
}
