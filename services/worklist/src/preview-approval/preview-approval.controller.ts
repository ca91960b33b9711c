import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { ApprovalPreviewDto, PreviewApprovalDto, type ApprovalPreview } from './preview-approval.dto';
import { PreviewApprovalQuery } from './preview-approval.query';

@Controller('v1/approvals')
export class PreviewApprovalController {
  constructor(private readonly query: PreviewApprovalQuery) {}

  /** Whom a request of mine would be put before, and when, before I make it. Writes nothing. */
  @Post('preview')
  @Requires('preview', 'approval')
  @Answers(200, ApprovalPreviewDto)
  preview(@Body() body: PreviewApprovalDto, @CurrentPrincipal() by: Principal): Promise<ApprovalPreview> {
    return this.query.execute(body, by);
  }
}
