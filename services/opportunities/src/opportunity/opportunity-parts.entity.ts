import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DiscountStatus } from './discount-request.transitions';

/** One stay in one stage; the one without an end is the present. */
@Entity({ name: 'stage_period' })
export class StagePeriod {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ name: 'opportunity_id', type: 'uuid' }) opportunityId!: string;
  @Column({ type: 'text' }) stage!: string;
  @Column({ name: 'entered_at', type: 'timestamptz' }) enteredAt!: Date;
  @Column({ name: 'left_at', type: 'timestamptz', nullable: true }) leftAt!: Date | null;
  @Column({ name: 'soon_at', type: 'timestamptz', nullable: true }) soonAt!: Date | null;
  @Column({ name: 'overdue_at', type: 'timestamptz', nullable: true }) overdueAt!: Date | null;
}

/** A key milestone that is met, with its evidence. */
@Entity({ name: 'opportunity_milestone' })
export class MetMilestone {
  @PrimaryColumn({ name: 'opportunity_id', type: 'uuid' }) opportunityId!: string;
  @PrimaryColumn({ type: 'text' }) key!: string;
  @Column({ type: 'text' }) evidence!: string;
  @Column({ name: 'met_by', type: 'text' }) metBy!: string;
  @Column({ name: 'met_at', type: 'timestamptz' }) metAt!: Date;
}

/** The wish for a discount; an approval answers it. A partial unique index allows one open one for an opportunity. */
@Entity({ name: 'discount_request' })
export class DiscountRequest {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ name: 'opportunity_id', type: 'uuid' }) opportunityId!: string;
  /** As it was asked for. */
  @Column({ type: 'numeric' }) percent!: string;
  /** As those who agreed left it; null where it was not granted. */
  @Column({ name: 'granted_percent', type: 'numeric', nullable: true }) grantedPercent!: string | null;
  @Column({ type: 'text' }) reason!: string;
  @Column({ name: 'requested_by', type: 'text' }) requestedBy!: string;
  @Column({ name: 'requested_at', type: 'timestamptz' }) requestedAt!: Date;
  @Column({ type: 'text' }) status!: DiscountStatus;
  @Column({ name: 'concluded_at', type: 'timestamptz', nullable: true }) concludedAt!: Date | null;
}
