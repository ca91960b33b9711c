import { Body, Controller, Put } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import { SetCalendarDto } from '../set-person-calendar/set-person-calendar.dto';
import type { UnitView } from '../unit-views/unit.dto';
import { UnitDto } from '../unit-views/unit.dto';
import { SetUnitCalendarCommand } from './set-unit-calendar.command';

@Controller('v1/units')
export class SetUnitCalendarController {
  constructor(private readonly command: SetUnitCalendarCommand) {}

  @Put(':id/calendar')
  @Requires('set-shifts', 'unit')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, UnitDto)
  set(@IdParam() unitId: string, @Body() body: SetCalendarDto, @CurrentPrincipal() by: Principal): Promise<UnitView> {
    return this.command.execute({ unitId, ...body }, by);
  }
}
