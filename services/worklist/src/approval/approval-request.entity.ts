import { Money } from '@throughline/money/money';
import { routedLegs, type RoutedLeg } from '@throughline/policy/approval-leg';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { approvalErrors } from './approval.errors';
import { approvalTransitions, verbOf, type ApprovalStatus } from './approval.transitions';

/** Something that may only be done after others agreed. Its route was computed when it was asked and is not computed again. */
@Entity('approval_request')
export class ApprovalRequest {
  @PrimaryColumn('uuid')
  id!: string;

  /** What is asked for: `discount`. */
  @Column({ type: 'text' })
  kind!: string;

  @Column({ name: 'subject_id', type: 'uuid' })
  subjectId!: string;

  @Column({ name: 'deal_id', type: 'uuid', nullable: true })
  dealId!: string | null;

  @Column({ name: 'requester_id', type: 'uuid' })
  requesterId!: string;

  @Column({ name: 'org_path', type: 'text' })
  orgPath!: string;

  @Column({ type: 'text' })
  ask!: string;

  @Column({ type: 'jsonb' })
  figures!: Record<string, unknown>;

  @Column({ name: 'amount', type: 'numeric', nullable: true })
  amountValue!: string | null;

  @Column({ type: 'char', length: 3, nullable: true })
  currency!: string | null;

  /** What the conditions of the policy test, decimals as text; as those who agreed have changed it. */
  @Column({ type: 'jsonb' })
  fields: Record<string, string> = {};

  @Column({ type: 'jsonb', nullable: true })
  lines: Record<string, string>[] | null = null;

  /** Whom the submitter chose, by leg. */
  @Column({ type: 'jsonb' })
  chosen: Record<string, string[]> = {};

  /** The request of which this one is a better version. */
  @Column({ name: 'previous_id', type: 'uuid', nullable: true })
  previousId: string | null = null;

  @Column({ name: 'policy_id', type: 'text' })
  policyId!: string;

  @Column({ name: 'policy_version', type: 'int' })
  policyVersion!: number;

  /** Also those that were stored before legs had steps and modes. */
  @Column({ type: 'jsonb', transformer: { from: routedLegs, to: (route: unknown) => route } })
  route!: RoutedLeg[];

  @Column({ type: 'text' })
  status!: ApprovalStatus;

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt!: Date;

  @Column({ name: 'concluded_at', type: 'timestamptz', nullable: true })
  concludedAt!: Date | null;

  /** Rises with every fact published of this request. */
  @Column({ type: 'int' })
  version!: number;

  get amount(): Money | null {
    return this.amountValue === null ? null : Money.of(this.amountValue, this.currency!);
  }

  /** As the rules want it. */
  get asked(): { requesterId: string; fields: Record<string, string>; lines?: Record<string, string>[]; chosen: Record<string, string[]> } {
    const { requesterId, fields, lines, chosen } = this;
    return { requesterId, fields, ...(lines && { lines }), chosen };
  }

  /** How it ended; undefined while it is open. */
  get outcome(): ApprovalOutcome | undefined {
    return this.status === 'open' ? undefined : this.status;
  }

  /** @throws approval.already_concluded */
  conclude(outcome: ApprovalOutcome, now: Date): void {
    const next = approvalTransitions[this.status][verbOf[outcome]];
    if (!next) throw approvalErrors.already_concluded({ data: { outcome: this.status } });
    this.status = next;
    this.concludedAt = now;
  }

  /** Sequence number of the next fact of this request. */
  nextFact(): number {
    this.version += 1;
    return this.version;
  }
}
