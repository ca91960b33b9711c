import { Money } from '@throughline/money/money';
import { v7 as uuidv7 } from 'uuid';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlanLine } from '../payment-plan/plan-line.entity';
import { receiptErrors } from './receipt.errors';

/** One movement between a receipt and a line; negative where it undoes another. Rows are only ever added. */
export interface Allocation {
  id: string;
  receiptId: string;
  lineId: string;
  planId: string;
  amount: Money;
  undoes: string | null;
}

export type ReceiptStatus = 'unallocated' | 'part-allocated' | 'allocated' | 'reversed';

/** Money that arrived at the bank. `allocated` and `reversed` are kept by the database from rows of the ledger. */
@Entity('receipt')
export class Receipt {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'bank_account', type: 'text' })
  bankAccount!: string;

  /** The bank's own reference; with the account it names the movement, once. */
  @Column({ name: 'bank_reference', type: 'text' })
  bankReference!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ name: 'amount', type: 'numeric' })
  amountValue!: string;

  @Column({ name: 'received_on', type: 'date' })
  receivedOn!: string;

  @Column({ type: 'text', nullable: true })
  remittance!: string | null;

  @Column({ name: 'allocated', type: 'numeric' })
  allocatedValue!: string;

  @Column({ name: 'reversed', type: 'numeric' })
  reversedValue!: string;

  @Column({ name: 'recorded_by', type: 'text' })
  recordedBy!: string;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt!: Date;

  /** Counts the facts published of this receipt. */
  @Column({ type: 'int' })
  version!: number;

  get amount(): Money {
    return Money.of(this.amountValue, this.currency);
  }

  get allocated(): Money {
    return Money.of(this.allocatedValue, this.currency);
  }

  get isReversed(): boolean {
    return !Money.of(this.reversedValue, this.currency).isZero();
  }

  /** Credit: arrived, not taken back, not allocated yet. */
  get unapplied(): Money {
    return this.amount.minus(Money.of(this.reversedValue, this.currency)).minus(this.allocated);
  }

  get status(): ReceiptStatus {
    if (this.isReversed) return 'reversed';
    if (this.allocated.isZero()) return 'unallocated';
    return this.unapplied.isZero() ? 'allocated' : 'part-allocated';
  }

  /**
   * Pays `share` of the line.
   * @throws receipt.reversed, receipt.currency_mismatch, receipt.line_overpaid, receipt.overspent
   */
  pay(line: PlanLine, share: Money): Allocation {
    if (this.isReversed) throw receiptErrors.reversed();
    if (line.currency !== this.currency || share.currency !== this.currency) throw receiptErrors.currency_mismatch();
    if (share.compare(line.outstanding) > 0) {
      throw receiptErrors.line_overpaid({ data: { lineId: line.id, outstanding: line.outstanding.toJSON() } });
    }
    if (share.compare(this.unapplied) > 0) throw receiptErrors.overspent({ data: { unapplied: this.unapplied.toJSON() } });
    line.take(share);
    this.allocatedValue = this.allocated.plus(share).toJSON().amount;
    return { id: uuidv7(), receiptId: this.id, lineId: line.id, planId: line.planId, amount: share, undoes: null };
  }

  /** Pays the given lines in their order until nothing is left. @throws receipt.reversed */
  payInOrder(lines: PlanLine[]): Allocation[] {
    if (this.isReversed) throw receiptErrors.reversed();
    return lines
      .filter((line) => line.currency === this.currency && line.isOpen)
      .flatMap((line) => {
        const left = this.unapplied;
        if (!left.isPositive()) return [];
        return [this.pay(line, left.compare(line.outstanding) < 0 ? left : line.outstanding)];
      });
  }

  /**
   * The bank took the money back: every allocation that still stands is undone by a mirror row.
   * @param standing allocations of this receipt that have not been undone, with their lines
   * @throws receipt.reversed
   */
  takeBack(standing: { allocation: Allocation; line: PlanLine }[]): Allocation[] {
    if (this.isReversed) throw receiptErrors.reversed();
    const undone = standing.map(({ allocation, line }) => {
      line.take(allocation.amount.negate());
      return { ...allocation, id: uuidv7(), amount: allocation.amount.negate(), undoes: allocation.id };
    });
    this.allocatedValue = '0';
    this.reversedValue = this.amountValue;
    return undone;
  }

  /** Sequence number of the next fact of this receipt. */
  nextFact(): number {
    this.version += 1;
    return this.version;
  }
}
