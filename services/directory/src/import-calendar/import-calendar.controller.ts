import { Body, Controller, Param, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { ImportCalendarCommand } from './import-calendar.command';
import type { CalendarImport } from './import-calendar.dto';
import { CalendarImportDto, ImportCalendarDto } from './import-calendar.dto';

@Controller('v1/calendars')
export class ImportCalendarController {
  constructor(private readonly command: ImportCalendarCommand) {}

  @Post(':id/imports')
  @Requires('publish', 'calendar')
  @IdempotencyHeader()
  @Answers(200, CalendarImportDto)
  import(@Param('id') key: string, @Body() body: ImportCalendarDto, @CurrentPrincipal() by: Principal): Promise<CalendarImport> {
    return this.command.execute({ key, ...body }, by);
  }
}
