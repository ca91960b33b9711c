import { Body, Controller, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import { SetPoolAssignmentCommand } from './set-pool-assignment.command';
import type { PoolAssignment } from './set-pool-assignment.dto';
import { PoolAssignmentDto, SetPoolAssignmentDto } from './set-pool-assignment.dto';

@ApiTags('pools')
@Controller('v1/pools')
export class SetPoolAssignmentController {
  constructor(private readonly command: SetPoolAssignmentCommand) {}

  @Put(':id/assignment-policy')
  @Requires('set-assignment', 'pool')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, PoolAssignmentDto)
  set(@IdParam() poolId: string, @Body() body: SetPoolAssignmentDto, @CurrentPrincipal() by: Principal): Promise<PoolAssignment> {
    return this.command.execute({ poolId, ...body }, by);
  }
}
