import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, IdempotencyHeader, Requires, Versioned } from '@throughline/http/decorators';
import { OpportunityAnswerDto } from '../opportunity/opportunity.answer';
import { LoseOpportunity } from './lose-opportunity.command';
import { LoseOpportunityDto } from './lose-opportunity.dto';

@ApiTags('opportunities')
@Controller('v1/opportunities')
export class LoseOpportunityController {
  constructor(private readonly loseOpportunity: LoseOpportunity) {}

  /** The deal is lost, with a reason from the list. */
  @Post(':id/lose')
  @Requires('lose', 'opportunity')
  @Answers(200, OpportunityAnswerDto)
  @IdempotencyHeader()
  @Versioned()
  handle(@IdParam() id: string, @Body() { reason, note }: LoseOpportunityDto, @CurrentPrincipal() by: Principal): Promise<OpportunityAnswerDto> {
    return this.loseOpportunity.execute({ opportunityId: id, reason, ...(note !== undefined && { note }) }, by);
  }
}
