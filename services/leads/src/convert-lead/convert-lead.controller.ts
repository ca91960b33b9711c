import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { ConvertLeadCommand } from './convert-lead.command';
import type { ConvertedLead } from './convert-lead.dto';
import { ConvertedLeadDto, ConvertLeadDto } from './convert-lead.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class ConvertLeadController {
  constructor(private readonly command: ConvertLeadCommand) {}

  @Post(':id/convert')
  @Requires('convert', 'lead')
  @IdempotencyHeader()
  @Answers(200, ConvertedLeadDto)
  convert(@IdParam() leadId: string, @Body() body: ConvertLeadDto, @CurrentPrincipal() by: Principal): Promise<ConvertedLead> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
