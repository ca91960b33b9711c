import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { LeadState } from '../lead/lead-state.dto';
import { LeadStateDto } from '../lead/lead-state.dto';
import { AcceptLeadCommand } from './accept-lead.command';

@ApiTags('leads')
@Controller('v1/leads')
export class AcceptLeadController {
  constructor(private readonly command: AcceptLeadCommand) {}

  @Post(':id/accept')
  @Requires('accept', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  accept(@IdParam() leadId: string, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute({ leadId }, by);
  }
}
