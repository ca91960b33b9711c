import { Injectable } from '@nestjs/common';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { discountRequested } from '@throughline/events/opportunity-events';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { Money } from '@throughline/money/money';
import type { Tx } from '@throughline/persistence/transaction';
import type { z } from 'zod';
import { PreviousRequest } from '../approval/previous-request';
import { OpenApprovalCommand } from '../open-approval/open-approval.command';

type Requested = z.infer<(typeof discountRequested)['data']>;

@Injectable()
export class OpenApprovalWhenDiscountRequested implements EventSubscription<Requested> {
  readonly consumer = 'worklist.open-approval-when-discount-requested';
  readonly on = [discountRequested];

  constructor(
    private readonly previous: PreviousRequest,
    private readonly command: OpenApprovalCommand,
  ) {}

  async handle({ data }: ReceivedEvent<Requested>, tx: Tx): Promise<void> {
    const kind = 'discount';
    const listed = Money.from(data.listAmount);
    const asked = Money.from(data.discountedAmount);
    await this.command.execute({
      requestId: data.requestId,
      kind,
      previous: data.follows === undefined ? undefined : await this.previous.own(tx, data.follows, { requesterId: data.requesterId, kind }),
      subjectId: data.opportunityId,
      dealId: data.opportunityId,
      requesterId: data.requesterId,
      orgPath: data.orgPath,
      ask: `${data.percent} % discount for ${data.accountName}: ${asked} instead of ${listed}`,
      figures: {
        customer: data.accountName,
        percent: data.percent,
        listAmount: data.listAmount,
        discountedAmount: data.discountedAmount,
        givenAway: listed.minus(asked).toJSON(),
        reason: data.reason,
      },
      amount: listed,
      fields: { percent: data.percent, amount: listed.amount },
    });
  }
}
