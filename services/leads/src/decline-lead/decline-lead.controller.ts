import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { DeclineLeadCommand } from './decline-lead.command';
import type { DeclinedLead } from './decline-lead.dto';
import { DeclinedLeadDto, DeclineLeadDto } from './decline-lead.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class DeclineLeadController {
  constructor(private readonly command: DeclineLeadCommand) {}

  @Post(':id/decline')
  @Requires('decline', 'lead')
  @IdempotencyHeader()
  @Answers(200, DeclinedLeadDto)
  decline(@IdParam() leadId: string, @Body() body: DeclineLeadDto, @CurrentPrincipal() by: Principal): Promise<DeclinedLead> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
