import { concurrencyErrors } from '@throughline/errors/common-errors';
import { Money } from '@throughline/money/money';
import type { PaymentTermsData } from '@throughline/events/fields';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LostReason } from './lost-reasons';
import { opportunityErrors } from './opportunity.errors';
import { opportunityTransitions } from './opportunity.transitions';
import type { OpportunityStatus, OpportunityVerb } from './opportunity.transitions';

/** What an opportunity is opened with. */
export interface OpeningRequest {
  dealId: string;
  leadId: string;
  accountId: string;
  accountName: string;
  contactId: string;
  ownerId: string;
  orgPath: string;
  product: string;
  amount: { amount: string; currency: string };
  /** Calendar day. */
  expectedCloseOn: string;
}

/** A deal in work. Its id is the deal id, from the lead's conversion to the last payment. */
@Entity({ name: 'opportunity' })
export class Opportunity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ name: 'lead_id', type: 'uuid', nullable: true }) leadId!: string | null;
  @Column({ name: 'account_id', type: 'uuid' }) accountId!: string;
  @Column({ name: 'account_name', type: 'text' }) accountName!: string;
  @Column({ name: 'contact_id', type: 'uuid', nullable: true }) contactId!: string | null;
  @Column({ name: 'owner_id', type: 'uuid' }) ownerId!: string;
  @Column({ name: 'org_path', type: 'text' }) orgPath!: string;
  @Column({ type: 'text' }) pipeline!: string;
  @Column({ type: 'text' }) product!: string;
  /** Before any discount. */
  @Column({ name: 'list_amount', type: 'numeric' }) listAmount!: string;
  /** What the customer is asked to pay: the list amount less the granted discount. */
  @Column({ type: 'numeric' }) amount!: string;
  @Column({ type: 'char', length: 3 }) currency!: string;
  @Column({ name: 'discount_percent', type: 'numeric' }) discountPercent!: string;
  @Column({ name: 'expected_close_on', type: 'date' }) expectedCloseOn!: string;
  @Column({ type: 'text' }) status!: OpportunityStatus;
  @Column({ type: 'text' }) stage!: string;
  @Column({ name: 'stage_entered_at', type: 'timestamptz' }) stageEnteredAt!: Date;
  /** How often it has been won: a contract belongs to one cycle. 0 before the first win. */
  @Column({ type: 'int' }) cycle!: number;
  @Column({ type: 'jsonb', nullable: true }) terms!: PaymentTermsData | null;
  @Column({ name: 'lost_reason', type: 'text', nullable: true }) lostReason!: LostReason | null;
  @Column({ name: 'lost_note', type: 'text', nullable: true }) lostNote!: string | null;
  /** Key of the compensation that reopened it last, so that a repeated one does nothing. */
  @Column({ name: 'reopen_key', type: 'text', nullable: true }) reopenKey!: string | null;
  @Column({ name: 'opened_at', type: 'timestamptz' }) openedAt!: Date;
  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true }) closedAt!: Date | null;
  /** When the milestone of the last stage was met: nothing of the pipeline is left to do. */
  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true }) finishedAt!: Date | null;
  /** Number of the last event of this opportunity. */
  @Column({ type: 'int' }) sequence!: number;
  @Column({ type: 'int' }) version!: number;

  /** In the first stage of the standard pipeline. */
  static open(request: OpeningRequest, now: Date): Opportunity {
    const { dealId, amount, leadId, accountId, accountName, contactId, ownerId, orgPath, product, expectedCloseOn } = request;
    return Object.assign(new Opportunity(), {
      id: dealId, leadId, accountId, accountName, contactId, ownerId, orgPath, product, expectedCloseOn,
      pipeline: 'standard', stage: 'develop', stageEnteredAt: now, status: opportunityTransitions.new.open,
      listAmount: amount.amount, amount: amount.amount, currency: amount.currency, discountPercent: '0',
      cycle: 0, terms: null, lostReason: null, lostNote: null, reopenKey: null, openedAt: now, closedAt: null, finishedAt: null, sequence: 0, version: 1,
    });
  }

  get money(): Money {
    return Money.of(this.amount, this.currency);
  }

  get listPrice(): Money {
    return Money.of(this.listAmount, this.currency);
  }

  /** The number of this opportunity's next event. */
  nextSequence(): number {
    return ++this.sequence;
  }

  /** Moves on in the pipeline. Whether the milestone is met was decided by libs/policy before. */
  enterStage(stage: string, now: Date): void {
    this.go('enterStage');
    this.stage = stage;
    this.stageEnteredAt = now;
  }

  enterImplementation(now: Date): void {
    this.go('enterImplementation');
    this.stage = 'implementation';
    this.stageEnteredAt = now;
  }

  /** @throws concurrency.version_mismatch where the caller has seen another version */
  requireVersion(seen: number | undefined): void {
    if (seen !== undefined && seen !== this.version) throw concurrencyErrors.version_mismatch({ data: { currentVersion: this.version } });
  }

  /** @throws opportunity.not_open or opportunity.not_won where the state table has no such step */
  requireVerb(verb: OpportunityVerb): void {
    if (!opportunityTransitions[this.status][verb]) throw this.refusal(verb);
  }

  /** @returns what the customer would pay after `percent` off the list price */
  discounted(percent: string): Money {
    return this.listPrice.minus(this.listPrice.percent(percent));
  }

  applyDiscount(percent: string): void {
    this.discountPercent = percent;
    this.amount = this.discounted(percent).toJSON().amount;
  }

  win(terms: PaymentTermsData, now: Date): void {
    if (this.status === 'open' && this.stage !== 'negotiation') throw opportunityErrors.win_too_early({ data: { stage: this.stage } });
    this.go('win');
    this.cycle += 1;
    this.terms = terms;
    this.closedAt = now;
  }

  lose(reason: LostReason, note: string | null, now: Date): void {
    this.go('lose');
    this.lostReason = reason;
    this.lostNote = note;
    this.closedAt = now;
  }

  /** Back to negotiation, with its time counted anew: the customer has to be won again. */
  reopen(key: string, now: Date): void {
    this.go('reopen');
    this.reopenKey = key;
    this.stage = 'negotiation';
    this.stageEnteredAt = now;
    this.closedAt = null;
    this.finishedAt = null;
  }

  private go(verb: OpportunityVerb): void {
    const to = opportunityTransitions[this.status][verb];
    if (!to) throw this.refusal(verb);
    this.status = to;
  }

  private refusal(verb: OpportunityVerb): Error {
    const details = { detail: `The opportunity is ${this.status}.`, data: { status: this.status, verb } };
    return verb === 'reopen' || verb === 'enterImplementation' ? opportunityErrors.not_won(details) : opportunityErrors.not_open(details);
  }
}
