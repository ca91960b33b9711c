import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import type { FastifyReply } from 'fastify';
import { AnswerDuplicateCommand } from '../answer-duplicate/answer-duplicate.command';
import type { EnteredLead } from './capture-lead.dto';
import { CaptureLeadDto, EnteredLeadDto } from './capture-lead.dto';

const STATUS = { available: 201, attached: 200, 'in-approval': 202 } as const;

@ApiTags('leads')
@Controller('v1/leads')
export class CaptureLeadController {
  constructor(private readonly command: AnswerDuplicateCommand) {}

  /** 201 for a new lead, 200 where it was attached to one that is here, 202 where an approval decides. */
  @Post()
  @Requires('capture', 'lead')
  @IdempotencyHeader()
  @Answers(201, EnteredLeadDto)
  async capture(@Body() body: CaptureLeadDto, @CurrentPrincipal() by: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<EnteredLead> {
    const entered = await this.command.execute(body, by);
    void reply.status(STATUS[entered.status]);
    return entered;
  }
}
