import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { ClaimLeadsCommand } from './claim-leads.command';
import type { ClaimedLeads } from './claim-leads.dto';
import { ClaimedLeadsDto, ClaimLeadsDto } from './claim-leads.dto';

@ApiTags('leads')
@Controller('v1/lead-claims')
export class ClaimLeadsController {
  constructor(private readonly command: ClaimLeadsCommand) {}

  @Post()
  @Requires('claim', 'lead')
  @IdempotencyHeader()
  @Answers(200, ClaimedLeadsDto)
  claim(@Body() body: ClaimLeadsDto, @CurrentPrincipal() by: Principal): Promise<ClaimedLeads> {
    return this.command.execute(body, by);
  }
}
