import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { MergeLeadCommand } from './merge-lead.command';
import type { MergedLead } from './merge-lead.dto';
import { MergedLeadDto, MergeLeadDto } from './merge-lead.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class MergeLeadController {
  constructor(private readonly command: MergeLeadCommand) {}

  @Post(':id/merge')
  @Requires('merge', 'lead')
  @IdempotencyHeader()
  @Answers(200, MergedLeadDto)
  merge(@IdParam() leadId: string, @Body() body: MergeLeadDto, @CurrentPrincipal() by: Principal): Promise<MergedLead> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
