import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { TagLeadCommand } from './tag-lead.command';
import type { TaggedLead } from './tag-lead.dto';
import { TaggedLeadDto, TagLeadDto } from './tag-lead.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class TagLeadController {
  constructor(private readonly command: TagLeadCommand) {}

  @Post(':id/tag')
  @Requires('tag', 'lead')
  @IdempotencyHeader()
  @Answers(200, TaggedLeadDto)
  tag(@IdParam() leadId: string, @Body() body: TagLeadDto, @CurrentPrincipal() by: Principal): Promise<TaggedLead> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
