import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { DecisionView } from './assignment-views.dto';
import { DecisionsPageDto, DecisionsQueryDto } from './assignment-views.dto';
import { AssignmentViews } from './assignment.views';

@ApiTags('leads')
@Controller('v1/leads')
export class AssignmentViewsController {
  constructor(private readonly assignments: AssignmentViews) {}

  @Get(':id/assignments')
  @Requires('assign', 'lead')
  @Answers(200, DecisionsPageDto)
  ofLead(@IdParam() leadId: string, @Query() query: DecisionsQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<DecisionView>> {
    return this.assignments.ofLead(leadId, query, by);
  }
}
