import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, IdempotencyHeader, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import { OpportunityAnswerDto } from '../opportunity/opportunity.answer';
import { EnterStage } from './enter-stage.command';
import { EnterStageDto } from './enter-stage.dto';

@ApiTags('opportunities')
@Controller('v1/opportunities')
export class EnterStageController {
  constructor(private readonly enterStage: EnterStage) {}

  /** The next stage is entered. `If-Match` is honoured where it is sent. */
  @Post(':id/stage')
  @Requires('change-stage', 'opportunity')
  @Answers(200, OpportunityAnswerDto)
  @IdempotencyHeader()
  @Versioned()
  handle(
    @IdParam() id: string,
    @Body() body: EnterStageDto,
    @IfMatch({ optional: true }) ifVersion: number | undefined,
    @CurrentPrincipal() by: Principal,
  ): Promise<OpportunityAnswerDto> {
    return this.enterStage.execute({ opportunityId: id, ...body, ...(ifVersion !== undefined && { ifVersion }) }, by);
  }
}
