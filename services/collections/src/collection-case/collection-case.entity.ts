import { v7 as uuidv7 } from 'uuid';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { caseErrors } from './collection-case.errors';
import { caseTransitions, type CaseStatus } from './collection-case.transitions';

export type CloseReason = 'paid' | 'cancelled';

/** One customer while he owes something. Paid and owing again is the next cycle. */
@Entity('collection_case')
export class CollectionCase {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ type: 'int' })
  cycle!: number;

  @Column({ type: 'text' })
  status!: CaseStatus;

  @Column({ name: 'close_reason', type: 'text', nullable: true })
  closeReason!: CloseReason | null;

  @Column({ name: 'policy_id', type: 'text' })
  policyId!: string;

  /** The ladder that this case runs on; a newer version applies from the next cycle. */
  @Column({ name: 'policy_version', type: 'int' })
  policyVersion!: number;

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt!: Date;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt!: Date | null;

  /** Counts the facts published of this case. */
  @Column({ type: 'int' })
  facts!: number;

  /** Rises with everything that may move the next moment: the act re-checks it. */
  @Column({ type: 'int' })
  version!: number;

  static open(accountId: string, cycle: number, policy: { id: string; version: number }, now: Date): CollectionCase {
    return Object.assign(new CollectionCase(), {
      id: uuidv7(),
      accountId,
      cycle,
      status: 'open' as const,
      closeReason: null,
      policyId: policy.id,
      policyVersion: policy.version,
      openedAt: now,
      closedAt: null,
      facts: 0,
      version: 1,
    });
  }

  get isOpen(): boolean {
    return this.status === 'open';
  }

  /** What the customer owes changed. */
  touch(): void {
    this.version += 1;
  }

  /** @throws collection_case.already_closed */
  close(reason: CloseReason, now: Date): void {
    const next = caseTransitions[this.status].close;
    if (!next) throw caseErrors.already_closed();
    this.status = next;
    this.closeReason = reason;
    this.closedAt = now;
    this.touch();
  }

  /** Sequence number of the next fact of this case. */
  nextFact(): number {
    this.facts += 1;
    return this.facts;
  }
}
