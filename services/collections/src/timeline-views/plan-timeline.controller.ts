import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { DealTimelineQueryDto, TimelineDto, type Timeline } from '@throughline/http/timeline';
import { PlanTimelineViews } from './plan-timeline.views';

@Controller('v1/plans')
export class PlanTimelineController {
  constructor(private readonly views: PlanTimelineViews) {}

  /** What happened to the money of a deal, newest first, and what is ahead. */
  @Get('timeline')
  @Requires('read', 'plan')
  @Answers(200, TimelineDto)
  ofDeal(@Query() query: DealTimelineQueryDto, @CurrentPrincipal() by: Principal): Promise<Timeline> {
    return this.views.ofDeal(query, by);
  }
}
