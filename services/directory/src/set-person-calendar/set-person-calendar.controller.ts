import { Body, Controller, Put } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { PersonView } from '../people-views/people.dto';
import { PersonDto } from '../people-views/people.dto';
import { SetPersonCalendarCommand } from './set-person-calendar.command';
import { SetCalendarDto } from './set-person-calendar.dto';

@Controller('v1/people')
export class SetPersonCalendarController {
  constructor(private readonly command: SetPersonCalendarCommand) {}

  @Put(':id/calendar')
  @Requires('set-shifts', 'person')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, PersonDto)
  set(@IdParam() personId: string, @Body() body: SetCalendarDto, @CurrentPrincipal() by: Principal): Promise<PersonView> {
    return this.command.execute({ personId, ...body }, by);
  }
}
