import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import { OpportunityDetailDto, OpportunityListQueryDto, OpportunityPageDto } from './opportunity-views.dto';
import type { OpportunityDetail, OpportunityLine } from './opportunity-views.dto';
import { OpportunityViews } from './opportunity.views';

@ApiTags('opportunities')
@Controller('v1/opportunities')
export class OpportunityViewsController {
  constructor(private readonly views: OpportunityViews) {}

  /** Opportunities that the caller may see, newest first. */
  @Get()
  @Requires('read', 'opportunity')
  @Answers(200, OpportunityPageDto)
  list(@Query() query: OpportunityListQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<OpportunityLine>> {
    return this.views.list(query, by);
  }

  /** One opportunity with its milestones, stage history and discount requests. */
  @Get(':id')
  @Requires('read', 'opportunity')
  @Answers(200, OpportunityDetailDto)
  @Versioned()
  one(@IdParam() id: string, @CurrentPrincipal() by: Principal): Promise<OpportunityDetail> {
    return this.views.one(id, by);
  }
}
