import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { LeadState } from '../lead/lead-state.dto';
import { LeadStateDto } from '../lead/lead-state.dto';
import { HoldReasonDto } from '../ownership/hold-reason.dto';
import { UnlockLeadCommand } from './unlock-lead.command';

@ApiTags('leads')
@Controller('v1/leads')
export class UnlockLeadController {
  constructor(private readonly command: UnlockLeadCommand) {}

  @Post(':id/unlock')
  @Requires('hold', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  unlock(@IdParam() leadId: string, @Body() body: HoldReasonDto, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
