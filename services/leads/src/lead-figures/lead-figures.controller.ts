import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { LeadFunnelDto, LeadFunnelQueryDto, RecyclingDto, RecyclingQueryDto } from './lead-figures.dto';
import type { LeadFunnel, Recycling } from './lead-figures.dto';
import { LeadFiguresViews } from './lead-figures.views';

@ApiTags('leads')
@Controller('v1/leads')
export class LeadFiguresController {
  constructor(private readonly views: LeadFiguresViews) {}

  /** What became of the leads that came in in a time. */
  @Get('funnel')
  @Requires('read', 'lead')
  @Answers(200, LeadFunnelDto)
  funnel(@Query() query: LeadFunnelQueryDto, @CurrentPrincipal() by: Principal): Promise<LeadFunnel> {
    return this.views.funnel(query, by);
  }

  /** How many leads end with their owners on which of the next working days, if nobody does anything. */
  @Get('recycling')
  @Requires('read', 'lead')
  @Answers(200, RecyclingDto)
  recycling(@Query() query: RecyclingQueryDto, @CurrentPrincipal() by: Principal): Promise<Recycling> {
    return this.views.recycling(query, by);
  }
}
