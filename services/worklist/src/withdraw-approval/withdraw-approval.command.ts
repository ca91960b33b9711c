import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { MESSAGING_SETTINGS, type MessagingSettings } from '@throughline/messaging/messaging-settings';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { withdrawUpdate } from '@throughline/process-contracts/decision';
import { workflowIds } from '@throughline/process-contracts/workflow-ids';
import { UNKNOWN } from '@throughline/temporal/stories';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { ApprovalViews } from '../approval-views/approval.views';
import { approvalErrors } from '../approval/approval.errors';
import { ApprovalRepository } from '../approval/approval.repository';
import { PersistentUpdate } from '../story-calls/persistent-update';

export interface WithdrawApproval {
  requestId: string;
  key: string;
}
export interface WithdrawalReply {
  answer: 'accepted' | 'unknown';
  requestId: string;
  status: string;
}

/** The requester takes his request back, through its story; whoever was asked is no longer. */
@Injectable()
export class WithdrawApprovalCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly updates: PersistentUpdate,
    private readonly views: ApprovalViews,
    @Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings,
  ) {}

  /** @throws approval.not_found, approval.not_requester, approval.already_concluded, unavailable.temporal */
  async execute({ requestId, key }: WithdrawApproval, principal: Principal): Promise<WithdrawalReply> {
    const { personId: by } = principal;
    const request = await this.read(requestId);
    if (request.requesterId !== by) {
      // Whoever may not see it is told that there is none.
      await this.views.one(requestId, principal);
      throw approvalErrors.not_requester();
    }
    if (request.outcome) throw concludedAlready(request);
    const workflowId = workflowIds.approval(this.settings.tenant, requestId);
    try {
      const answer = await this.updates.ask(workflowId, withdrawUpdate, [{ by, key }], `withdraw:${requestId}:${key}`);
      if (answer === UNKNOWN) return { answer: 'unknown', requestId, status: 'open' };
      if (answer.answer === 'accepted') return { answer: 'accepted', requestId, status: 'withdrawn' };
    } catch (error) {
      if (!(error instanceof ThroughlineError && error.code === 'story.not_running')) throw error;
      const now = await this.read(requestId);
      if (!now.outcome) throw error;
    }
    throw concludedAlready(await this.read(requestId));
  }

  private read(requestId: string): Promise<ApprovalRequest> {
    return this.transaction.read(async (tx) => {
      const request = await this.approvals.find(tx, requestId);
      if (!request) throw approvalErrors.not_found();
      return request;
    });
  }
}

const concludedAlready = ({ status }: ApprovalRequest) => approvalErrors.already_concluded({ data: { outcome: status } });
