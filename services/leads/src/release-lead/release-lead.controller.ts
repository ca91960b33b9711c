import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { LeadState } from '../lead/lead-state.dto';
import { LeadStateDto } from '../lead/lead-state.dto';
import { ReleaseLeadCommand } from './release-lead.command';
import { ReleaseLeadDto } from './release-lead.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class ReleaseLeadController {
  constructor(private readonly command: ReleaseLeadCommand) {}

  @Post(':id/release')
  @Requires('release', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  release(@IdParam() leadId: string, @Body() body: ReleaseLeadDto, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
