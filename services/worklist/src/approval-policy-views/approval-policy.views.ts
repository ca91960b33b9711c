import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { localDate } from '@throughline/calendar/working-time';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { approvalPolicyErrors } from '../approval-policy/approval-policy.errors';
import { ApprovalPolicyRepository } from '../approval-policy/approval-policy.repository';
import { approvalVersion } from '../approval-policy/approval-version';
import type { ApprovalPolicyDetail, ApprovalPolicyList } from './approval-policy-views.dto';

@Injectable()
export class ApprovalPolicyViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: ApprovalPolicyRepository,
    private readonly people: PeopleBook,
  ) {}

  /** Every kind of approval there is, with what a request of it says. */
  async all(): Promise<ApprovalPolicyList> {
    return this.transaction.read(async (tx) => {
      const inForce = await this.policies.inForce(tx, await this.today(tx));
      const items = (await this.policies.latest(tx)).map(({ policy }) => {
        const now = inForce.find((one) => one.policy.id === policy.id)?.policy;
        return { id: policy.id, subject: policy.subject, latest: policy.version, inForce: now?.version ?? null, request: (now ?? policy).request ?? null };
      });
      return { items };
    });
  }

  /** A policy with all its versions, the newest first. @throws approval_policy.not_found */
  async one(id: string): Promise<ApprovalPolicyDetail> {
    return this.transaction.read(async (tx) => {
      const versions = await this.policies.versions(tx, id);
      const [latest] = versions;
      if (!latest) throw approvalPolicyErrors.not_found();
      const today = await this.today(tx);
      const now = versions.find(({ policy }) => policy.effectiveFrom <= today)?.policy;
      return { id, subject: latest.policy.subject, inForce: now?.version ?? null, request: (now ?? latest.policy).request ?? null, versions: versions.map(approvalVersion) };
    });
  }

  private async today(tx: Tx): Promise<string> {
    return localDate(await this.people.calendar(tx), tx.now);
  }
}
