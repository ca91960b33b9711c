import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { Tx } from '@throughline/persistence/transaction';
import type { TaskDecision } from '../task/task.repository';
import { concluded } from './approval-facts';
import type { ApprovalRequest } from './approval-request.entity';
import { ApprovalRepository } from './approval.repository';
import { Copies } from './copies';

/** Writes how a request ended, with its fact, and tells whom its policy names. */
@Injectable()
export class Conclusion {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly outbox: Outbox,
    private readonly copies: Copies,
  ) {}

  /** The caller holds the lock of the request. @param decisions all of it */
  async write(tx: Tx, request: ApprovalRequest, outcome: ApprovalOutcome, decisions: TaskDecision[]): Promise<void> {
    request.conclude(outcome, tx.now);
    const event = concluded(request, decisions);
    await Promise.all([this.approvals.update(tx, request), this.outbox.append(tx, event), this.copies.ofRequest(tx, request, 'concluded')]);
  }
}
