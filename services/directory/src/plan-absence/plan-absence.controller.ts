import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { AbsenceView } from '../absence-views/absences.dto';
import { AbsenceDto } from '../absence-views/absences.dto';
import { PlanAbsenceCommand } from './plan-absence.command';
import { PlanAbsenceDto } from './plan-absence.dto';

@Controller('v1/people')
export class PlanAbsenceController {
  constructor(private readonly command: PlanAbsenceCommand) {}

  @Post(':id/absences')
  @Requires('plan-absence', 'person')
  @IdempotencyHeader()
  @Answers(201, AbsenceDto)
  plan(@IdParam() personId: string, @Body() body: PlanAbsenceDto, @CurrentPrincipal() by: Principal): Promise<AbsenceView> {
    return this.command.execute({ personId, ...body }, by);
  }
}
