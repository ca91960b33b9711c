import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { PolicyVersion } from '../policy/policy.dto';
import { PolicyParamsDto, PolicyVersionDto, PolicyVersionParamsDto } from '../policy/policy.dto';
import type { PolicyDetail, PolicyDifference, PolicyLineView } from './policy-views.dto';
import { DiffDocumentDto, DiffQueryDto, PoliciesPageDto, PoliciesQueryDto, PolicyDetailDto, PolicyDifferenceDto } from './policy-views.dto';
import { PolicyViews } from './policy.views';

@ApiTags('policies')
@Controller('v1/policies')
export class PolicyViewsController {
  constructor(private readonly views: PolicyViews) {}

  @Get()
  @Requires('read', 'policy')
  @Answers(200, PoliciesPageDto)
  list(@Query() query: PoliciesQueryDto): Promise<Page<PolicyLineView>> {
    return this.views.list(query);
  }

  @Post('diff')
  @Requires('read', 'policy')
  @Answers(200, PolicyDifferenceDto)
  differenceOf(@Body() { document, from }: DiffDocumentDto): Promise<PolicyDifference> {
    return this.views.differenceOf(document, from);
  }

  /** The version in force, all versions newest first, and where the policy is used. */
  @Get(':kind/:id')
  @Requires('read', 'policy')
  @Answers(200, PolicyDetailDto)
  detail(@Param() { kind, id }: PolicyParamsDto): Promise<PolicyDetail> {
    return this.views.detail(kind, id);
  }

  @Get(':kind/:id/diff')
  @Requires('read', 'policy')
  @Answers(200, PolicyDifferenceDto)
  difference(@Param() { kind, id }: PolicyParamsDto, @Query() { from, to }: DiffQueryDto): Promise<PolicyDifference> {
    return this.views.difference(kind, id, from, to);
  }

  @Get(':kind/:id/versions/:version')
  @Requires('read', 'policy')
  @Answers(200, PolicyVersionDto)
  version(@Param() { kind, id, version }: PolicyVersionParamsDto): Promise<PolicyVersion> {
    return this.views.version(kind, id, version);
  }
}
