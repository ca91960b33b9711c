import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, IdParam, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { PolicyApplicationView } from '../policy/policy-application.dto';
import { PolicyApplicationDto } from '../policy/policy-application.dto';
import { PolicyApplicationsPageDto, PolicyApplicationsQueryDto } from './policy-application-views.dto';
import { PolicyApplicationViews } from './policy-application.views';

@ApiTags('policies')
@Controller('v1/policy-applications')
export class PolicyApplicationViewsController {
  constructor(private readonly views: PolicyApplicationViews) {}

  @Get()
  @Requires('read', 'policy')
  @Answers(200, PolicyApplicationsPageDto)
  list(@Query() query: PolicyApplicationsQueryDto): Promise<Page<PolicyApplicationView>> {
    return this.views.list(query);
  }

  @Get(':id')
  @Requires('read', 'policy')
  @Answers(200, PolicyApplicationDto)
  detail(@IdParam() applicationId: string): Promise<PolicyApplicationView> {
    return this.views.detail(applicationId);
  }
}
