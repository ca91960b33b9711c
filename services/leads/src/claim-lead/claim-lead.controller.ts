import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { ClaimLeadCommand } from './claim-lead.command';
import type { ClaimedLead } from './claim-lead.dto';
import { ClaimedLeadDto } from './claim-lead.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class ClaimLeadController {
  constructor(private readonly command: ClaimLeadCommand) {}

  @Post(':id/claim')
  @Requires('claim', 'lead')
  @IdempotencyHeader()
  @Answers(200, ClaimedLeadDto)
  claim(@IdParam() leadId: string, @CurrentPrincipal() by: Principal): Promise<ClaimedLead> {
    return this.command.execute({ leadId }, by);
  }
}
