import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { RoutedLeg } from '@throughline/policy/approval-leg';
import { resubmitted } from '@throughline/policy/approval-resubmission';
import { TaskRepository } from '../task/task.repository';
import { logOf } from './approval-log';
import type { ApprovalRequest } from './approval-request.entity';
import { ApprovalRepository } from './approval.repository';
import { approvalErrors } from './approval.errors';

/** The request that another one follows with better values. */
@Injectable()
export class PreviousRequest {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly tasks: TaskRepository,
  ) {}

  /** One's own of the same kind that ended without a yes. @throws approval.not_found, approval.cannot_follow */
  async find(tx: Tx, id: string, { requesterId, kind }: { requesterId: string; kind: string }): Promise<ApprovalRequest> {
    const previous = await this.own(tx, id, { requesterId, kind });
    if (!previous) throw approvalErrors.not_found({ field: 'follows' });
    if (previous.status === 'open' || previous.status === 'granted') throw approvalErrors.cannot_follow({ field: 'follows', data: { status: previous.status } });
    return previous;
  }

  /** Undefined where it is not known, or is not his. */
  async own(tx: Tx, id: string, { requesterId, kind }: { requesterId: string; kind: string }): Promise<ApprovalRequest | undefined> {
    const previous = await this.approvals.find(tx, id);
    return previous?.requesterId === requesterId && previous.kind === kind ? previous : undefined;
  }

  /** Who agreed to it is not asked again, unless what he tests got worse. */
  async asksAgain(tx: Tx, legs: readonly RoutedLeg[], previous: ApprovalRequest): Promise<RoutedLeg[]> {
    return resubmitted(legs, { route: previous.route, log: logOf(await this.tasks.decisionsOf(tx, previous.id)) });
  }

  /** A yes counts in one request that follows, not in several. @throws approval.cannot_follow */
  async take(tx: Tx, previous: ApprovalRequest): Promise<void> {
    await this.approvals.lock(tx, previous.id);
    const [follower] = await tx.query<{ id: string }>('SELECT id FROM approval_request WHERE previous_id = $1 LIMIT 1', [previous.id]);
    if (follower) throw approvalErrors.cannot_follow({ field: 'follows', data: { status: previous.status, followedBy: follower.id } });
  }
}
