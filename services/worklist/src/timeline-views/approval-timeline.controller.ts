import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { DealTimelineQueryDto, TimelineDto, type Timeline } from '@throughline/http/timeline';
import { ApprovalTimelineViews } from './approval-timeline.views';

@Controller('v1/approvals')
export class ApprovalTimelineController {
  constructor(private readonly views: ApprovalTimelineViews) {}

  /** What was asked and answered for a deal, newest first, and what silence will lead to. */
  @Get('timeline')
  @Requires('read', 'approval')
  @Answers(200, TimelineDto)
  ofDeal(@Query() query: DealTimelineQueryDto, @CurrentPrincipal() by: Principal): Promise<Timeline> {
    return this.views.ofDeal(query, by);
  }
}
