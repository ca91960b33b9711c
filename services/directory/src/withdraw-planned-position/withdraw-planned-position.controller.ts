import { Controller, Delete } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { PlannedPositionDto, type PlannedPositionView } from '../position-views/positions.dto';
import { WithdrawPlannedPositionCommand } from './withdraw-planned-position.command';

@Controller('v1/people')
export class WithdrawPlannedPositionController {
  constructor(private readonly command: WithdrawPlannedPositionCommand) {}

  @Delete(':id/planned-positions/:planId')
  @Requires('set-position', 'person')
  @IdempotencyHeader()
  @Answers(200, PlannedPositionDto)
  withdraw(@IdParam() personId: string, @IdParam('planId') planId: string, @CurrentPrincipal() by: Principal): Promise<PlannedPositionView> {
    return this.command.execute({ personId, planId }, by);
  }
}
