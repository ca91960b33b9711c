import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { LeadState } from '../lead/lead-state.dto';
import { LeadStateDto } from '../lead/lead-state.dto';
import { TransferLeadsCommand } from './transfer-leads.command';
import type { TransferredLeads } from './transfer-leads.dto';
import { TransferLeadDto, TransferLeadsDto, TransferredLeadsDto } from './transfer-leads.dto';

@ApiTags('leads')
@Controller('v1')
export class TransferLeadsController {
  constructor(private readonly command: TransferLeadsCommand) {}

  @Post('leads/:id/transfer')
  @Requires('assign', 'lead')
  @IdempotencyHeader()
  @Answers(200, LeadStateDto)
  transfer(@IdParam() leadId: string, @Body() body: TransferLeadDto, @CurrentPrincipal() by: Principal): Promise<LeadState> {
    return this.command.one({ leadId, ...body }, by);
  }

  @Post('lead-transfers')
  @Requires('assign', 'lead')
  @IdempotencyHeader()
  @Answers(200, TransferredLeadsDto)
  transferMany(@Body() body: TransferLeadsDto, @CurrentPrincipal() by: Principal): Promise<TransferredLeads> {
    return this.command.many(body, by);
  }
}
