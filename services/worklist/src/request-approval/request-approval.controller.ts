import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { ApprovalDto, type ApprovalAnswer } from '../approval-views/approval.dto';
import { RequestApprovalCommand } from './request-approval.command';
import { RequestApprovalDto } from './request-approval.dto';

@Controller('v1/approvals')
export class RequestApprovalController {
  constructor(private readonly command: RequestApprovalCommand) {}

  /** Asks for an approval of a kind that a policy declares; `/preview` shows its route before. */
  @Post()
  @Requires('request', 'approval')
  @IdempotencyHeader()
  @Answers(201, ApprovalDto)
  request(@Body() body: RequestApprovalDto, @CurrentPrincipal() by: Principal): Promise<ApprovalAnswer> {
    return this.command.execute(body, by);
  }
}
