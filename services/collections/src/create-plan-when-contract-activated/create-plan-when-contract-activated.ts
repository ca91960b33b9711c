import { Injectable } from '@nestjs/common';
import { contractActivated } from '@throughline/events/contract-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { Money } from '@throughline/money/money';
import { paymentTermsSchema } from '@throughline/policy/payment-terms';
import type { z } from 'zod';
import { CreatePlanCommand } from '../create-plan/create-plan.command';

type Activated = z.infer<(typeof contractActivated)['data']>;

@Injectable()
export class CreatePlanWhenContractActivated implements EventSubscription<Activated> {
  readonly consumer = 'collections.create-plan-when-contract-activated';
  readonly on = [contractActivated];

  constructor(private readonly command: CreatePlanCommand) {}

  async handle({ data }: ReceivedEvent<Activated>): Promise<void> {
    await this.command.execute({
      ...data,
      amount: Money.from(data.amount),
      terms: paymentTermsSchema.parse(data.terms),
      activatedAt: new Date(data.activatedAt),
    });
  }
}
