import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import { PolicyVersionParamsDto } from '../policy/policy.dto';
import type { TrialLineView } from './policy-trial-views.dto';
import { TrialPageDto, TrialQueryDto } from './policy-trial-views.dto';
import { PolicyTrialViews } from './policy-trial.views';

@ApiTags('policies')
@Controller('v1/policies')
export class PolicyTrialViewsController {
  constructor(private readonly views: PolicyTrialViews) {}

  @Get(':kind/:id/versions/:version/trial')
  @Requires('preview', 'policy')
  @Answers(200, TrialPageDto)
  lines(@Param() policy: PolicyVersionParamsDto, @Query() query: TrialQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<TrialLineView>> {
    return this.views.lines(policy, query, by);
  }
}
