import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { LeadState } from '../lead/lead-state.dto';
import { LeadStateDto } from '../lead/lead-state.dto';
import { AssignLeadCommand } from './assign-lead.command';
import { AssignLeadDto } from './assign-lead.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class AssignLeadController {
  constructor(private readonly command: AssignLeadCommand) {}

  @Post(':id/assign')
  @Requires('assign', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  assign(@IdParam() leadId: string, @Body() body: AssignLeadDto, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
