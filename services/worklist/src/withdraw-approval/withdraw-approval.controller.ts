import { Controller, Post, Res } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { FastifyReply } from 'fastify';
import { callerKey } from '../story-calls/caller-key';
import { sendReply } from '../story-calls/send-reply';
import { WithdrawApprovalCommand } from './withdraw-approval.command';
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
    @Res() http: FastifyReply,
  ): Promise<void> {
    const reply = await this.command.execute({ requestId, key: callerKey() }, by);
    sendReply(http, reply, `/v1/approvals/${requestId}`);
  }
}
