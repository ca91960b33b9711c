import { Controller, Get } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import { ApprovalDto, type ApprovalAnswer } from './approval.dto';
import { ApprovalViews } from './approval.views';

@Controller('v1/approvals')
export class ApprovalController {
  constructor(private readonly views: ApprovalViews) {}

  @Get(':id')
  @Requires('read', 'approval')
  @Versioned()
  @Answers(200, ApprovalDto)
  one(@IdParam('id') id: string, @CurrentPrincipal() by: Principal): Promise<ApprovalAnswer> {
    return this.views.one(id, by);
  }
}
