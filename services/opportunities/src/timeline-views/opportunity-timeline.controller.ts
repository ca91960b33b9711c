import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import { TimelineDto, TimelineQueryDto } from '@throughline/http/timeline';
import type { Timeline } from '@throughline/http/timeline';
import { OpportunityTimelineViews } from './opportunity-timeline.views';

@ApiTags('opportunities')
@Controller('v1/opportunities')
export class OpportunityTimelineController {
  constructor(private readonly views: OpportunityTimelineViews) {}

  /** What happened, newest first, and what is ahead. The other services tell their part of the deal: leads, contracts, plans, approvals. */
  @Get(':id/timeline')
  @Requires('read', 'opportunity')
  @Answers(200, TimelineDto)
  one(@IdParam() id: string, @Query() query: TimelineQueryDto, @CurrentPrincipal() by: Principal): Promise<Timeline> {
    return this.views.one(id, query, by);
  }
}
