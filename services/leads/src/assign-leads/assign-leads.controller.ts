import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { AssignLeadsCommand } from './assign-leads.command';
import type { Assignment } from './assign-leads.dto';
import { AssignmentDto, AssignLeadsDto } from './assign-leads.dto';

@ApiTags('pools')
@Controller('v1/pools')
export class AssignLeadsController {
  constructor(private readonly command: AssignLeadsCommand) {}

  @Post(':id/assignments')
  @Requires('assign', 'pool')
  @IdempotencyHeader()
  @Answers(201, AssignmentDto)
  assign(@IdParam() poolId: string, @Body() body: AssignLeadsDto, @CurrentPrincipal() by: Principal): Promise<Assignment> {
    return this.command.execute({ poolId, ...body }, by);
  }
}
