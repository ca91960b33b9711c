import { Injectable } from '@nestjs/common';
import { approvalConcluded, outcomeOf } from '@throughline/events/approval-events';
import type { ApprovalConcluded } from '@throughline/events/approval-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { ApplyDiscount } from '../apply-discount/apply-discount.command';

/** The answer to a discount request takes effect on its opportunity. */
@Injectable()
export class ApplyDiscountWhenApprovalConcluded implements EventSubscription<ApprovalConcluded> {
  readonly consumer = 'apply-discount-when-approval-concluded';
  readonly on = approvalConcluded;

  constructor(private readonly applyDiscount: ApplyDiscount) {}

  async handle(event: ReceivedEvent<ApprovalConcluded>): Promise<void> {
    const { kind, requestId, changes } = event.data;
    if (kind === 'discount') await this.applyDiscount.execute({ requestId, outcome: outcomeOf(event), percent: changes?.percent });
  }
}
