import { Controller, Get, Param } from '@nestjs/common';
import { Answers, Requires, Versioned } from '@throughline/http/decorators';
import type { CalendarList, CalendarView } from './calendar.dto';
import { CalendarDto, CalendarListDto } from './calendar.dto';
import { CalendarViews } from './calendar.views';

@Controller('v1/calendars')
export class CalendarsController {
  constructor(private readonly calendars: CalendarViews) {}

  @Get()
  @Requires('read', 'calendar')
  @Answers(200, CalendarListDto)
  all(): Promise<CalendarList> {
    return this.calendars.all();
  }

  @Get(':id')
  @Requires('read', 'calendar')
  @Versioned()
  @Answers(200, CalendarDto)
  one(@Param('id') idOrKey: string): Promise<CalendarView> {
    return this.calendars.one(idOrKey);
  }
}
