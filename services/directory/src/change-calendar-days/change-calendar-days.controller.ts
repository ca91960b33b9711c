import { Body, Controller, Param, Patch } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires, Versioned } from '@throughline/http/decorators';
import type { CalendarView } from '../calendar-views/calendar.dto';
import { CalendarDto } from '../calendar-views/calendar.dto';
import { ChangeCalendarDaysCommand } from './change-calendar-days.command';
import { ChangeCalendarDaysDto } from './change-calendar-days.dto';

@Controller('v1/calendars')
export class ChangeCalendarDaysController {
  constructor(private readonly command: ChangeCalendarDaysCommand) {}

  @Patch(':id/days')
  @Requires('publish', 'calendar')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, CalendarDto)
  change(@Param('id') key: string, @Body() body: ChangeCalendarDaysDto, @CurrentPrincipal() by: Principal): Promise<CalendarView> {
    return this.command.execute({ key, ...body }, by);
  }
}
