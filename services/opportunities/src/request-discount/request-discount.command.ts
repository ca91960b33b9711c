import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { discountRequested } from '@throughline/events/opportunity-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { opportunityErrors } from '../opportunity/opportunity.errors';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import type { RequestedDiscount } from './request-discount.dto';

/** `percent` is off the list price, not off a price already discounted. */
export interface RequestDiscountCommand { opportunityId: string; percent: string; reason: string }

/** Asks for a discount; the approval that the worklist opens from the event answers it. One is open at a time; one made again after it was not granted names that one, and only those whose values got worse are asked again. */
@Injectable()
export class RequestDiscount {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly opportunities: OpportunityRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws opportunity.not_found, access.denied, opportunity.not_open, opportunity.discount_already_open */
  async execute(command: RequestDiscountCommand, by: Principal): Promise<RequestedDiscount> {
    return this.transaction.run(async (tx) => {
      const opportunity = await this.opportunities.lock(tx, command.opportunityId);
      access.require(by, 'request-discount', 'opportunity', opportunity);
      opportunity.requireVerb('requestDiscount');
      const { id, accountId, accountName, ownerId, orgPath } = opportunity;
      const open = await this.opportunities.openDiscount(tx, id);
      if (open) throw opportunityErrors.discount_already_open({ data: { requestId: open.id } });

      const last = await this.opportunities.lastDiscount(tx, id, by.personId);
      const { percent, reason } = command;
      const requestId = uuidv7();
      await this.opportunities.addDiscount(tx, {
        id: requestId, opportunityId: id, percent, grantedPercent: null, reason, requestedBy: by.personId, requestedAt: tx.now, status: 'requested', concludedAt: null,
      });
      const version = opportunity.nextSequence();
      await this.opportunities.save(tx, opportunity);
      const amounts = { listAmount: opportunity.listPrice.toJSON(), discountedAmount: opportunity.discounted(percent).toJSON() };
      const follows = last && last.status !== 'granted' ? { follows: last.id } : {};
      const data = { opportunityId: id, accountId, ownerId, requestId, ...follows, accountName, requesterId: by.personId, orgPath, percent, ...amounts, reason };
      await this.outbox.append(tx, discountRequested.of({ id, version, data, correlationId: id, orgPath }));
      return { requestId, opportunityId: id, percent, status: 'requested' as const, version: opportunity.version };
    });
  }
}
