import { Controller, Post, Res } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { FastifyReply } from 'fastify';
import { callerKey } from '../story-calls/caller-key';
import { WithdrawApprovalCommand, type WithdrawalReply } from './withdraw-approval.command';
import { WithdrawalReplyDto } from './withdraw-approval.dto';

@Controller('v1/approvals')
export class WithdrawApprovalController {
  constructor(private readonly command: WithdrawApprovalCommand) {}

  @Post(':id/withdraw')
  @Requires('withdraw', 'approval')
  @IdempotencyHeader()
  @Answers(200, WithdrawalReplyDto)
  async withdraw(
    @IdParam('id') requestId: string,
    @CurrentPrincipal() by: Principal,
    @Res({ passthrough: true }) http: FastifyReply,
  ): Promise<WithdrawalReply> {
    const reply = await this.command.execute({ requestId, key: callerKey() }, by);
    if (reply.answer === 'unknown') void http.status(202).header('location', `/v1/approvals/${requestId}`);
    return reply;
  }
}
