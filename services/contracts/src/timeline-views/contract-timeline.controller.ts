import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { DealTimelineQueryDto, TimelineDto } from '@throughline/http/timeline';
import type { Timeline } from '@throughline/http/timeline';
import { ContractTimelineViews } from './contract-timeline.views';

@ApiTags('contracts')
@Controller('v1/contracts')
export class ContractTimelineController {
  constructor(private readonly views: ContractTimelineViews) {}

  /** What happened to the contracts of a deal, newest first, and what is ahead. */
  @Get('timeline')
  @Requires('read', 'contract')
  @Answers(200, TimelineDto)
  ofDeal(@Query() query: DealTimelineQueryDto, @CurrentPrincipal() by: Principal): Promise<Timeline> {
    return this.views.ofDeal(query, by);
  }
}
