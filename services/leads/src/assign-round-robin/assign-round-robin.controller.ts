import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { AssignRoundRobinCommand } from './assign-round-robin.command';
import type { Assignment } from './assign-round-robin.dto';
import { AssignmentDto, AssignRoundRobinDto } from './assign-round-robin.dto';

@ApiTags('pools')
@Controller('v1/pools')
export class AssignRoundRobinController {
  constructor(private readonly command: AssignRoundRobinCommand) {}

  @Post(':id/assignments')
  @Requires('assign', 'pool')
  @IdempotencyHeader()
  @Answers(201, AssignmentDto)
  assign(@IdParam() poolId: string, @Body() body: AssignRoundRobinDto, @CurrentPrincipal() by: Principal): Promise<Assignment> {
    return this.command.execute({ poolId, ...body }, by);
  }
}
