import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { AbsenceView } from './absences.dto';
import { AbsencesPageDto, AbsencesQueryDto } from './absences.dto';
import { AbsencesViews } from './absences.views';

@Controller('v1/people')
export class AbsencesController {
  constructor(private readonly absences: AbsencesViews) {}

  @Get(':id/absences')
  @Requires('read-absences', 'person')
  @Answers(200, AbsencesPageDto)
  page(@IdParam() personId: string, @Query() query: AbsencesQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<AbsenceView>> {
    return this.absences.page(personId, query, by);
  }
}
