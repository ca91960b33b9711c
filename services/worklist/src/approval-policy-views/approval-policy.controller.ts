import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Requires } from '@throughline/http/decorators';
import { ApprovalPolicyDetailDto, ApprovalPolicyListDto, ApprovalPolicyParamsDto, type ApprovalPolicyDetail, type ApprovalPolicyList } from './approval-policy-views.dto';
import { ApprovalPolicyViews } from './approval-policy.views';

@ApiTags('approval policies')
@Controller('v1/approval-policies')
export class ApprovalPolicyController {
  constructor(private readonly views: ApprovalPolicyViews) {}

  /** Every kind of approval there is, with what a request of it says. */
  @Get()
  @Requires('read', 'policy')
  @Answers(200, ApprovalPolicyListDto)
  all(): Promise<ApprovalPolicyList> {
    return this.views.all();
  }

  @Get(':id')
  @Requires('read', 'policy')
  @Answers(200, ApprovalPolicyDetailDto)
  one(@Param() { id }: ApprovalPolicyParamsDto): Promise<ApprovalPolicyDetail> {
    return this.views.one(id);
  }
}
