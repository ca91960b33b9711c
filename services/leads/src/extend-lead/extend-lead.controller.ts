import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { ExtendLeadCommand } from './extend-lead.command';
import type { ExtendedLead } from './extend-lead.dto';
import { ExtendedLeadDto, ExtendLeadDto } from './extend-lead.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class ExtendLeadController {
  constructor(private readonly command: ExtendLeadCommand) {}

  /** Who looks after the pool may do it whatever his role: the command looks. */
  @Post(':id/extensions')
  @Requires('read', 'lead')
  @IdempotencyHeader()
  @Answers(201, ExtendedLeadDto)
  extend(@IdParam() leadId: string, @Body() body: ExtendLeadDto, @CurrentPrincipal() by: Principal): Promise<ExtendedLead> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
