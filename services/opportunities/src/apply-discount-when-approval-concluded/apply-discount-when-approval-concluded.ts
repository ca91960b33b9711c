import { Injectable } from '@nestjs/common';
import { approvalGranted, approvalLapsed, approvalRefused, approvalWithdrawn } from '@throughline/events/approval-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';
import { ApplyDiscount } from '../apply-discount/apply-discount.command';
import type { DiscountOutcome } from '../opportunity/discount-request.transitions';
import { OpportunityRepository } from '../opportunity/opportunity.repository';

interface ApprovalConcluded { kind: string; requestId: string; subjectId: string }

const outcomes: Record<string, DiscountOutcome> = {
  [approvalGranted.type]: 'granted',
  [approvalRefused.type]: 'refused',
  [approvalLapsed.type]: 'lapsed',
  [approvalWithdrawn.type]: 'withdrawn',
};

/** The answer to a discount request takes effect on its opportunity. */
@Injectable()
export class ApplyDiscountWhenApprovalConcluded implements EventSubscription {
  readonly consumer = 'apply-discount-when-approval-concluded';
  readonly on = [approvalGranted, approvalRefused, approvalLapsed, approvalWithdrawn] as EventSubscription['on'];

  constructor(
    private readonly opportunities: OpportunityRepository,
    private readonly applyDiscount: ApplyDiscount,
  ) {}

  async handle({ type, data }: ReceivedEvent<ApprovalConcluded>, tx: Tx): Promise<void> {
    const outcome = outcomes[type];
    if (data.kind !== 'discount' || !outcome) return;
    // The approval carries the discount request's id as its own, or as its subject.
    const isRequest = await this.opportunities.findDiscount(tx, data.requestId);
    await this.applyDiscount.execute({ requestId: isRequest ? data.requestId : data.subjectId, outcome });
  }
}
