import { Money } from '@throughline/money/money';
import { planLines, type PaymentTerms } from '@throughline/policy/payment-terms';
import { v7 as uuidv7 } from 'uuid';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { planErrors } from './payment-plan.errors';
import { planTransitions, type PlanStatus } from './payment-plan.transitions';
import { PlanLine } from './plan-line.entity';

export interface PlanFacts {
  contractId: string;
  contractNumber: string | null;
  product: string | null;
  dealId: string;
  accountId: string;
  ownerId: string;
  orgPath: string;
  amount: Money;
  terms: PaymentTerms;
  /** Calendar day on which the contract came into force, in the zone of the company. */
  activatedOn: string;
}

/** What a customer pays for one contract, and when. */
@Entity('payment_plan')
export class PaymentPlan {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'contract_id', type: 'uuid' })
  contractId!: string;

  /** What the contract is called, also in remittances; null where nobody has told. */
  @Column({ name: 'contract_number', type: 'text', nullable: true })
  contractNumber!: string | null;

  /** Of the contract; null where nobody has told. */
  @Column({ type: 'text', nullable: true })
  product!: string | null;

  @Column({ name: 'deal_id', type: 'uuid' })
  dealId!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId!: string;

  @Column({ name: 'org_path', type: 'text' })
  orgPath!: string;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ name: 'total', type: 'numeric' })
  totalValue!: string;

  @Column({ type: 'jsonb' })
  terms!: PaymentTerms;

  @Column({ name: 'activated_on', type: 'date' })
  activatedOn!: string;

  @Column({ type: 'text' })
  status!: PlanStatus;

  @Column({ name: 'cancelled_on', type: 'date', nullable: true })
  cancelledOn!: string | null;

  /** Counts the facts published of this plan. */
  @Column({ type: 'int' })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** All lines, by number; filled by the repository. */
  lines: PlanLine[] = [];

  /** The lines follow from the contract's terms and sum to its amount, to the smallest unit of the currency. */
  static from(facts: PlanFacts, now: Date): PaymentPlan {
    const { amount, terms, ...rest } = facts;
    const plan = Object.assign(new PaymentPlan(), rest, {
      id: uuidv7(),
      terms,
      currency: amount.currency,
      totalValue: amount.toJSON().amount,
      status: 'active' as const,
      cancelledOn: null,
      version: 0,
      createdAt: now,
    });
    plan.lines = planLines(amount, terms, facts.activatedOn).map((line) =>
      Object.assign(new PlanLine(), {
        id: uuidv7(),
        planId: plan.id,
        accountId: facts.accountId,
        currency: amount.currency,
        no: line.no,
        label: line.label,
        dueOn: line.due,
        amountValue: line.amount.toJSON().amount,
        cancelledValue: '0',
        allocatedValue: '0',
      }),
    );
    return plan;
  }

  get total(): Money {
    return Money.of(this.totalValue, this.currency);
  }

  get outstanding(): Money {
    return Money.sum(this.lines.map((line) => line.outstanding), this.currency);
  }

  get received(): Money {
    return Money.sum(this.lines.map((line) => line.allocated), this.currency);
  }

  get isSettled(): boolean {
    return this.status === 'active' && this.outstanding.isZero();
  }

  /**
   * The contract ended: what is still open is no longer demanded.
   * @returns what was given up
   * @throws plan.already_cancelled
   */
  cancel(on: string): Money {
    const next = planTransitions[this.status].cancel;
    if (!next) throw planErrors.already_cancelled();
    this.status = next;
    this.cancelledOn = on;
    return this.waiveOpen();
  }

  /** A cancelled plan demands nothing, also when money that had paid it is taken back. */
  waiveOpen(): Money {
    return Money.sum(this.lines.map((line) => line.waive()), this.currency);
  }

  /** Sequence number of the next fact of this plan. */
  nextFact(): number {
    this.version += 1;
    return this.version;
  }
}
