import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, IdempotencyHeader, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import { OpportunityAnswerDto } from '../opportunity/opportunity.answer';
import { WinOpportunity } from './win-opportunity.command';
import { WinOpportunityDto } from './win-opportunity.dto';

@ApiTags('opportunities')
@Controller('v1/opportunities')
export class WinOpportunityController {
  constructor(private readonly winOpportunity: WinOpportunity) {}

  /** The customer agreed to price and payment terms. `If-Match` is honoured where it is sent. */
  @Post(':id/win')
  @Requires('win', 'opportunity')
  @Answers(200, OpportunityAnswerDto)
  @IdempotencyHeader()
  @Versioned()
  handle(
    @IdParam() id: string,
    @Body() body: WinOpportunityDto,
    @IfMatch({ optional: true }) ifVersion: number | undefined,
    @CurrentPrincipal() by: Principal,
  ): Promise<OpportunityAnswerDto> {
    return this.winOpportunity.execute({ opportunityId: id, terms: body.terms, ...(ifVersion !== undefined && { ifVersion }) }, by);
  }
}
