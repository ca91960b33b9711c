import { Body, Controller, Param, Put } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { requestErrors } from '@throughline/errors/common-errors';
import { Answers, CurrentPrincipal, IdempotencyHeader, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import type { CalendarView } from '../calendar-views/calendar.dto';
import { CalendarDto } from '../calendar-views/calendar.dto';
import { PublishCalendarCommand } from './publish-calendar.command';
import { PublishCalendarDto } from './publish-calendar.dto';

@Controller('v1/calendars')
export class PublishCalendarController {
  constructor(private readonly command: PublishCalendarCommand) {}

  /** With `If-Match` only if nobody has published it meanwhile. @throws request.invalid for a key that is not made of small letters, digits and hyphens */
  @Put(':id')
  @Requires('publish', 'calendar')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, CalendarDto)
  publish(@Param('id') key: string, @Body() body: PublishCalendarDto, @IfMatch({ optional: true }) seen: number | undefined, @CurrentPrincipal() by: Principal): Promise<CalendarView> {
    if (!/^[a-z][a-z0-9-]{0,59}$/.test(key)) throw requestErrors.invalid({ field: 'id', detail: 'A key has small letters, digits and hyphens.' });
    return this.command.execute({ key, seen, ...body }, by);
  }
}
