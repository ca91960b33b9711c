import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Requires } from '@throughline/http/decorators';
import { WrittenApprovalDto } from '../approval-policy/approval-policy.dto';
import { ApprovalFindingsDto, type ApprovalFindings } from './validate-approval-policy.dto';
import { ValidateApprovalPolicyQuery } from './validate-approval-policy.query';

@ApiTags('approval policies')
@Controller('v1/approval-policies')
export class ValidateApprovalPolicyController {
  constructor(private readonly query: ValidateApprovalPolicyQuery) {}

  /** Whether a document could be saved, with every fault and its place, and whom it would not find today. Saves nothing. */
  @Post('validate')
  @Requires('read', 'policy')
  @Answers(200, ApprovalFindingsDto)
  validate(@Body() { document }: WrittenApprovalDto): Promise<ApprovalFindings> {
    return this.query.execute(document);
  }
}
