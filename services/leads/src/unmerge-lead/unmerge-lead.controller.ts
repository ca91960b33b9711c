import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { LeadState } from '../lead/lead-state.dto';
import { LeadStateDto } from '../lead/lead-state.dto';
import { UnmergeLeadCommand } from './unmerge-lead.command';

@ApiTags('leads')
@Controller('v1/leads')
export class UnmergeLeadController {
  constructor(private readonly command: UnmergeLeadCommand) {}

  @Post(':id/unmerge')
  @Requires('unmerge', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  unmerge(@IdParam() leadId: string, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.execute(leadId, by);
  }
}
