import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { PreviewSummary } from '../preview-policy/preview-policy.dto';
import { PreviewSummaryDto } from '../preview-policy/preview-policy.dto';
import type { PreviewRecordView } from './policy-preview-views.dto';
import { PreviewRecordsPageDto, PreviewRecordsQueryDto } from './policy-preview-views.dto';
import { PolicyPreviewViews } from './policy-preview.views';

@ApiTags('policies')
@Controller('v1/policy-previews')
export class PolicyPreviewViewsController {
  constructor(private readonly views: PolicyPreviewViews) {}

  @Get(':id')
  @Requires('preview', 'policy')
  @Answers(200, PreviewSummaryDto)
  detail(@IdParam() previewId: string, @CurrentPrincipal() by: Principal): Promise<PreviewSummary> {
    return this.views.detail(previewId, by);
  }

  @Get(':id/records')
  @Requires('preview', 'policy')
  @Answers(200, PreviewRecordsPageDto)
  records(@IdParam() previewId: string, @Query() query: PreviewRecordsQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<PreviewRecordView>> {
    return this.views.records(previewId, query, by);
  }
}
