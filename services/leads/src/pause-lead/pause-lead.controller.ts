import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { LeadState } from '../lead/lead-state.dto';
import { LeadStateDto } from '../lead/lead-state.dto';
import { HoldReasonDto } from '../ownership/hold-reason.dto';
import { PauseLeadCommand } from './pause-lead.command';

@ApiTags('leads')
@Controller('v1/leads')
export class PauseLeadController {
  constructor(private readonly command: PauseLeadCommand) {}

  @Post(':id/pause')
  @Requires('hold', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  pause(@IdParam() leadId: string, @Body() body: HoldReasonDto, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
