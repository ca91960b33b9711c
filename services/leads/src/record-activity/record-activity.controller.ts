import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { RecordActivityCommand } from './record-activity.command';
import type { RecordedActivity } from './record-activity.dto';
import { RecordActivityDto, RecordedActivityDto } from './record-activity.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class RecordActivityController {
  constructor(private readonly command: RecordActivityCommand) {}

  @Post(':id/activities')
  @Requires('log-activity', 'lead')
  @IdempotencyHeader()
  @Answers(201, RecordedActivityDto)
  record(@IdParam() leadId: string, @Body() body: RecordActivityDto, @CurrentPrincipal() by: Principal): Promise<RecordedActivity> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
