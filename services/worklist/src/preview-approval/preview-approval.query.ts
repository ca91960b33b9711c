import { Injectable } from '@nestjs/common';
import { DutyBook } from '@throughline/access/duty-book';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { localDate } from '@throughline/calendar/working-time';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { RoutedLeg } from '@throughline/policy/approval-leg';
import type { ApprovalPolicy } from '@throughline/policy/approval-policy';
import { previewRoute, type PreviewedLeg } from '@throughline/policy/approval-preview';
import { requestFaults } from '@throughline/policy/approval-request-checks';
import { route, type ApprovalRequest } from '@throughline/policy/approval-route';
import type { People } from '@throughline/policy/people';
import { ApprovalPolicyRepository } from '../approval-policy/approval-policy.repository';
import { approvalPolicyErrors } from '../approval-policy/approval-policy.errors';
import { PreviousRequest } from '../approval/previous-request';
import { PresenceRepository } from '../presence/presence.repository';
import { Colleagues } from '../task/colleagues';
import type { ApprovalPreview, PreviewApproval } from './preview-approval.dto';

/** Whom a request would be put before, with names and times, before it is made. Writes nothing. */
@Injectable()
export class PreviewApprovalQuery {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: ApprovalPolicyRepository,
    private readonly previous: PreviousRequest,
    private readonly colleagues: Colleagues,
    private readonly people: PeopleBook,
    private readonly duties: DutyBook,
    private readonly presence: PresenceRepository,
  ) {}

  /** @throws approval_policy.not_found, approval_policy.not_as_declared, approval.nobody_to_ask, approval.choice_missing, approval.choice_not_allowed, approval.not_found, approval.cannot_follow */
  async execute({ kind, fields, lines, amount, chosen, follows }: PreviewApproval, by: Principal): Promise<ApprovalPreview> {
    return this.transaction.read(async (tx) => {
      const calendar = await this.people.calendar(tx);
      const [found] = await this.policies.inForce(tx, localDate(calendar, tx.now), kind);
      if (!found) throw approvalPolicyErrors.not_found({ field: 'kind' });
      const { policy } = found;
      const errors = requestFaults({ fields, lines }, policy);
      if (errors.length > 0) throw approvalPolicyErrors.not_as_declared({ errors });
      const people = await this.colleagues.all(tx);
      const request = { requesterId: by.personId, fields, lines, chosen };
      const legs = await this.legs(tx, request, policy, people, follows);
      const hours = await this.duties.calendarsOf(tx, people.map(({ id }) => id));
      const calendarsOf = (ids: readonly string[]) => [...new Set(ids.map((id) => hours.get(id) ?? calendar))];
      const preview = previewRoute(request, { policy, people, calendarsOf, presence: await this.presence.now(tx), amount: amount ?? null, legs });
      return { ...preview, policy: { id: policy.id, version: policy.version }, answeredBy: iso(preview.answeredBy), legs: preview.legs.map(shown) };
    });
  }

  private async legs(tx: Tx, request: ApprovalRequest, policy: ApprovalPolicy, people: People, follows: string | undefined): Promise<RoutedLeg[]> {
    const legs = route(request, policy, people);
    if (follows === undefined) return legs;
    return this.previous.asksAgain(tx, legs, await this.previous.find(tx, follows, { requesterId: request.requesterId, kind: policy.subject }));
  }
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const shown = (leg: PreviewedLeg): ApprovalPreview['legs'][number] => ({
  ...leg,
  askedAt: iso(leg.askedAt),
  dueAt: iso(leg.dueAt),
  onSilence: leg.onSilence.map((one) => ({ do: one.do, at: one.at.toISOString() })),
});
