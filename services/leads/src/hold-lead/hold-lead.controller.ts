import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { LeadState } from '../lead/lead-state.dto';
import { LeadStateDto } from '../lead/lead-state.dto';
import { HoldLeadCommand } from './hold-lead.command';
import { HoldLeadDto } from './hold-lead.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class HoldLeadController {
  constructor(private readonly command: HoldLeadCommand) {}

  @Post(':id/pause')
  @Requires('hold', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  pause(@IdParam() leadId: string, @Body() body: HoldLeadDto, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute({ leadId, verb: 'pause', ...body }, by);
  }

  @Post(':id/resume')
  @Requires('hold', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  resume(@IdParam() leadId: string, @Body() body: HoldLeadDto, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute({ leadId, verb: 'resume', ...body }, by);
  }

  @Post(':id/lock')
  @Requires('hold', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  lock(@IdParam() leadId: string, @Body() body: HoldLeadDto, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute({ leadId, verb: 'lock', ...body }, by);
  }

  @Post(':id/unlock')
  @Requires('hold', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  unlock(@IdParam() leadId: string, @Body() body: HoldLeadDto, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute({ leadId, verb: 'unlock', ...body }, by);
  }
}
