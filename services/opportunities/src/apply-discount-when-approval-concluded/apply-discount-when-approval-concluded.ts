import { Injectable } from '@nestjs/common';
import { approvalGranted, approvalLapsed, approvalRefused, approvalWithdrawn } from '@throughline/events/approval-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { ApplyDiscount } from '../apply-discount/apply-discount.command';
import type { DiscountOutcome } from '../opportunity/discount-request.transitions';

interface ApprovalConcluded { kind: string; requestId: string }

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

  constructor(private readonly applyDiscount: ApplyDiscount) {}

  async handle({ type, data }: ReceivedEvent<ApprovalConcluded>): Promise<void> {
    const outcome = outcomes[type];
    // The approval of a discount carries the id of the request that it answers.
    if (data.kind === 'discount' && outcome) await this.applyDiscount.execute({ requestId: data.requestId, outcome });
  }
}
