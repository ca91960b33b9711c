import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { localDate } from '@throughline/calendar/working-time';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { isOfService } from '@throughline/policy/approval-kinds';
import { requestFaults } from '@throughline/policy/approval-request-checks';
import { v7 as uuidv7 } from 'uuid';
import { approvalPolicyErrors } from '../approval-policy/approval-policy.errors';
import { ApprovalPolicyRepository } from '../approval-policy/approval-policy.repository';
import type { ApprovalAnswer } from '../approval-views/approval.dto';
import { ApprovalViews } from '../approval-views/approval.views';
import { ApprovalRepository } from '../approval/approval.repository';
import { approvalErrors } from '../approval/approval.errors';
import { PreviousRequest } from '../approval/previous-request';
import { OpenApprovalCommand } from '../open-approval/open-approval.command';
import type { RequestApproval } from './request-approval.dto';

/** Somebody asks for an approval of a kind that a policy declares: an expense, a leave, whatever the company has rules for. */
@Injectable()
export class RequestApprovalCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: ApprovalPolicyRepository,
    private readonly approvals: ApprovalRepository,
    private readonly previous: PreviousRequest,
    private readonly people: PeopleBook,
    private readonly open: OpenApprovalCommand,
    private readonly views: ApprovalViews,
  ) {}

  /**
   * @throws access.denied, approval_policy.not_found, approval_policy.not_as_declared, approval.of_a_service, approval.not_found, approval.cannot_follow,
   *   approval.nobody_to_ask, approval.choice_missing, approval.choice_not_allowed
   */
  async execute({ kind, ask, subjectId, fields, lines, amount, chosen, follows }: RequestApproval, by: Principal): Promise<ApprovalAnswer> {
    access.require(by, 'request', 'approval');
    return this.transaction.run(async (tx) => {
      const [found] = await this.policies.inForce(tx, localDate(await this.people.calendar(tx), tx.now), kind);
      if (!found) throw approvalPolicyErrors.not_found({ field: 'kind' });
      if (isOfService(kind) || !found.policy.request) throw approvalErrors.of_a_service({ field: 'kind' });
      const errors = requestFaults({ fields, lines }, found.policy);
      if (errors.length > 0) throw approvalPolicyErrors.not_as_declared({ errors });
      const previous = follows === undefined ? undefined : await this.previous.find(tx, follows, { requesterId: by.personId, kind });
      const requestId = uuidv7();
      await this.open.execute({
        requestId, kind, ask, fields, lines, chosen, previous,
        subjectId: previous?.subjectId ?? subjectId ?? requestId,
        dealId: null,
        requesterId: by.personId,
        orgPath: by.unitPath,
        figures: { ...fields, ...(lines && { lines }) },
        amount: amount ? Money.from(amount) : null,
      });
      return this.views.standing(tx, (await this.approvals.find(tx, requestId))!);
    });
  }
}
