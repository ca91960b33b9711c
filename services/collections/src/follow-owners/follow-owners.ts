import { Injectable } from '@nestjs/common';
import { accountOwnershipChanged } from '@throughline/events/account-events';
import { contractOwnerChanged } from '@throughline/events/contract-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';
import type { z } from 'zod';
import { CustomerRepository } from '../customer/customer.repository';
import { PaymentPlanRepository } from '../payment-plan/payment-plan.repository';

type AccountOwner = z.infer<typeof accountOwnershipChanged.data>;
type ContractOwner = z.infer<typeof contractOwnerChanged.data>;

/** Whose customer it is decides who sees what he owes; a plan belongs to the owner of its contract. Copies of others' facts: nothing is published. */
@Injectable()
export class FollowOwners implements EventSubscription {
  readonly consumer = 'collections.follow-owners';
  readonly on = [accountOwnershipChanged, contractOwnerChanged] as EventSubscription['on'];

  constructor(
    private readonly customers: CustomerRepository,
    private readonly plans: PaymentPlanRepository,
  ) {}

  async handle({ type, data }: ReceivedEvent, tx: Tx): Promise<void> {
    if (type === accountOwnershipChanged.type) {
      const { accountId, toId: ownerId, toPath: orgPath } = data as AccountOwner;
      await this.customers.changeOwner(tx, accountId, { ownerId, orgPath });
    } else {
      const { contractId, toId: ownerId, toPath: orgPath } = data as ContractOwner;
      await this.plans.changeOwner(tx, contractId, { ownerId, orgPath });
    }
  }
}
