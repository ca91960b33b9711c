import { Body, Controller, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { LeadState } from '../lead/lead-state.dto';
import { LeadStateDto } from '../lead/lead-state.dto';
import { AttachLeadCommand } from './attach-lead.command';
import { AttachLeadDto } from './attach-lead.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class AttachLeadController {
  constructor(private readonly command: AttachLeadCommand) {}

  @Put(':id/account')
  @Requires('attach', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  attach(@IdParam() leadId: string, @Body() body: AttachLeadDto, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
