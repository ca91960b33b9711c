import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { LeadState } from '../lead/lead-state.dto';
import { LeadStateDto } from '../lead/lead-state.dto';
import { DisqualifyLeadCommand } from './disqualify-lead.command';
import { DisqualifyLeadDto } from './disqualify-lead.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class DisqualifyLeadController {
  constructor(private readonly command: DisqualifyLeadCommand) {}

  @Post(':id/disqualify')
  @Requires('disqualify', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  disqualify(@IdParam() leadId: string, @Body() body: DisqualifyLeadDto, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
