import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import { TimelineDto, TimelineQueryDto } from '@throughline/http/timeline';
import type { Timeline } from '@throughline/http/timeline';
import { LeadTimelineViews } from './lead-timeline.views';

@ApiTags('leads')
@Controller('v1/leads')
export class LeadTimelineController {
  constructor(private readonly views: LeadTimelineViews) {}

  /** What happened, newest first, and what is ahead if nobody does anything. */
  @Get(':id/timeline')
  @Requires('read', 'lead')
  @Answers(200, TimelineDto)
  one(@IdParam() leadId: string, @Query() query: TimelineQueryDto, @CurrentPrincipal() by: Principal): Promise<Timeline> {
    return this.views.one(leadId, query, by);
  }
}
