import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { RecordActivity } from './record-activity.command';
import { RecordActivityDto, RecordedActivityDto } from './record-activity.dto';

@ApiTags('contracts')
@Controller('v1/contracts')
export class RecordActivityController {
  constructor(private readonly recordActivity: RecordActivity) {}

  /** A call, meeting, mail … about the contract. Open leads of the same customer hear of it. */
  @Post(':id/activities')
  @Requires('log-activity', 'contract')
  @Answers(201, RecordedActivityDto)
  @IdempotencyHeader()
  handle(@IdParam() id: string, @Body() body: RecordActivityDto, @CurrentPrincipal() by: Principal): Promise<RecordedActivityDto> {
    return this.recordActivity.execute({ contractId: id, ...body }, by);
  }
}
