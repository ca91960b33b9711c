import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { PlanAnswer } from './plan.answer';
import { PlanDto, PlanPageDto, PlanQueryDto } from './plan.dto';
import { PlanViews } from './plan.views';

@Controller('v1/plans')
export class PlanController {
  constructor(private readonly views: PlanViews) {}

  @Get()
  @Requires('read', 'plan')
  @Answers(200, PlanPageDto)
  list(@Query() query: PlanQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<PlanAnswer>> {
    return this.views.list(query, by);
  }

  @Get(':id')
  @Requires('read', 'plan')
  @Answers(200, PlanDto)
  one(@IdParam('id') id: string, @CurrentPrincipal() by: Principal): Promise<PlanAnswer> {
    return this.views.one(id, by);
  }
}
