import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { LeadState } from '../lead/lead-state.dto';
import { LeadStateDto } from '../lead/lead-state.dto';
import { HoldReasonDto } from '../ownership/hold-reason.dto';
import { LockLeadCommand } from './lock-lead.command';

@ApiTags('leads')
@Controller('v1/leads')
export class LockLeadController {
  constructor(private readonly command: LockLeadCommand) {}

  @Post(':id/lock')
  @Requires('hold', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  lock(@IdParam() leadId: string, @Body() body: HoldReasonDto, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
