import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { ApprovalsPageDto, ApprovalsQueryDto, type ApprovalsPage } from './copied-approvals.dto';
import { CopiedApprovalsViews } from './copied-approvals.views';

@Controller('v1/approvals')
export class CopiedApprovalsController {
  constructor(private readonly views: CopiedApprovalsViews) {}

  /** Requests that one was told of without being asked. */
  @Get()
  @Requires('read', 'approval')
  @Answers(200, ApprovalsPageDto)
  list(@Query() query: ApprovalsQueryDto, @CurrentPrincipal() by: Principal): Promise<ApprovalsPage> {
    return this.views.list(query, by);
  }
}
