import { Money } from '@throughline/money/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type LineStatus = 'open' | 'part-paid' | 'paid' | 'cancelled';

/** One instalment of a plan. `allocated` is kept by the database from the allocations; nobody else writes it. */
@Entity('plan_line')
export class PlanLine {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'plan_id', type: 'uuid' })
  planId!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ type: 'int' })
  no!: number;

  @Column({ type: 'text' })
  label!: string;

  /** Calendar day in the zone of the company. */
  @Column({ name: 'due_on', type: 'date' })
  dueOn!: string;

  @Column({ name: 'amount', type: 'numeric' })
  amountValue!: string;

  @Column({ name: 'cancelled', type: 'numeric' })
  cancelledValue!: string;

  @Column({ name: 'allocated', type: 'numeric' })
  allocatedValue!: string;

  get amount(): Money {
    return Money.of(this.amountValue, this.currency);
  }

  get allocated(): Money {
    return Money.of(this.allocatedValue, this.currency);
  }

  /** What the customer still owes on this line. */
  get outstanding(): Money {
    return this.amount.minus(Money.of(this.cancelledValue, this.currency)).minus(this.allocated);
  }

  get isOpen(): boolean {
    return this.outstanding.isPositive();
  }

  /** Mirrors in memory what the database does with an allocation (negative: an undone one). */
  take(share: Money): void {
    this.allocatedValue = this.allocated.plus(share).toJSON().amount;
  }

  /** Nothing more is demanded; what was paid stays paid. */
  waive(): Money {
    const waived = this.outstanding;
    this.cancelledValue = this.amount.minus(this.allocated).toJSON().amount;
    return waived;
  }
}

/** Status of a line as it follows from its amounts. */
export function lineStatus(line: { amount: Money; allocated: Money; outstanding: Money; waived: boolean }): LineStatus {
  if (line.outstanding.isPositive()) return line.allocated.isPositive() ? 'part-paid' : 'open';
  return line.waived ? 'cancelled' : 'paid';
}
