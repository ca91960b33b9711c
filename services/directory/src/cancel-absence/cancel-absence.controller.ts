import { Controller, Delete } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { AbsenceView } from '../absence-views/absences.dto';
import { AbsenceDto } from '../absence-views/absences.dto';
import { CancelAbsenceCommand } from './cancel-absence.command';

@Controller('v1/people')
export class CancelAbsenceController {
  constructor(private readonly command: CancelAbsenceCommand) {}

  @Delete(':id/absences/:absenceId')
  @Requires('plan-absence', 'person')
  @IdempotencyHeader()
  @Answers(200, AbsenceDto)
  cancel(@IdParam() personId: string, @IdParam('absenceId') absenceId: string, @CurrentPrincipal() by: Principal): Promise<AbsenceView> {
    return this.command.execute({ personId, absenceId }, by);
  }
}
