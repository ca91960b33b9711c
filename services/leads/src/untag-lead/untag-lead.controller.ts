import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { TaggedLead } from '../tag-lead/tag-lead.dto';
import { TaggedLeadDto, TagLeadDto } from '../tag-lead/tag-lead.dto';
import { UntagLeadCommand } from './untag-lead.command';

@ApiTags('leads')
@Controller('v1/leads')
export class UntagLeadController {
  constructor(private readonly command: UntagLeadCommand) {}

  @Post(':id/untag')
  @Requires('tag', 'lead')
  @IdempotencyHeader()
  @Answers(200, TaggedLeadDto)
  untag(@IdParam() leadId: string, @Body() body: TagLeadDto, @CurrentPrincipal() by: Principal): Promise<TaggedLead> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
