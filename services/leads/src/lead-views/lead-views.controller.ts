import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires, TaggedByContent } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { LeadDetail, LeadLine } from './lead-views.dto';
import { LeadDetailDto, LeadsPageDto, LeadsQueryDto } from './lead-views.dto';
import { LeadViews } from './lead.views';

@ApiTags('leads')
@Controller('v1/leads')
export class LeadViewsController {
  constructor(private readonly views: LeadViews) {}

  @Get()
  @Requires('read', 'lead')
  @Answers(200, LeadsPageDto)
  list(@Query() query: LeadsQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<LeadLine>> {
    return this.views.list(query, by);
  }

  @Get(':id')
  @Requires('read', 'lead')
  @TaggedByContent()
  @Answers(200, LeadDetailDto)
  detail(@IdParam() leadId: string, @CurrentPrincipal() by: Principal): Promise<LeadDetail> {
    return this.views.detail(leadId, by);
  }
}
