import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { CaptureLeadCommand } from './capture-lead.command';
import type { CapturedLead } from './capture-lead.dto';
import { CapturedLeadDto, CaptureLeadDto } from './capture-lead.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class CaptureLeadController {
  constructor(private readonly command: CaptureLeadCommand) {}

  @Post()
  @Requires('capture', 'lead')
  @IdempotencyHeader()
  @Answers(201, CapturedLeadDto)
  capture(@Body() body: CaptureLeadDto, @CurrentPrincipal() by: Principal): Promise<CapturedLead> {
    return this.command.execute(body, by);
  }
}
