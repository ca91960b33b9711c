import { Body, Controller, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import { SetPoolAdministratorsCommand } from './set-pool-administrators.command';
import type { PoolAdministrators } from './set-pool-administrators.dto';
import { PoolAdministratorsDto, SetPoolAdministratorsDto } from './set-pool-administrators.dto';

@ApiTags('pools')
@Controller('v1/pools')
export class SetPoolAdministratorsController {
  constructor(private readonly command: SetPoolAdministratorsCommand) {}

  @Put(':id/administrators')
  @Requires('set-administrators', 'pool')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, PoolAdministratorsDto)
  set(@IdParam() poolId: string, @Body() body: SetPoolAdministratorsDto, @CurrentPrincipal() by: Principal): Promise<PoolAdministrators> {
    return this.command.execute({ poolId, ...body }, by);
  }
}
