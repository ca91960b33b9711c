import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { StandInView } from './stand-ins.dto';
import { StandInsPageDto, StandInsQueryDto } from './stand-ins.dto';
import { StandInsViews } from './stand-ins.views';

@Controller('v1/people')
export class StandInsController {
  constructor(private readonly standIns: StandInsViews) {}

  @Get(':id/stand-ins')
  @Requires('read-stand-ins', 'person')
  @Answers(200, StandInsPageDto)
  page(@IdParam() personId: string, @Query() query: StandInsQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<StandInView>> {
    return this.standIns.page(personId, query, by);
  }
}
