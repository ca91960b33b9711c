import { Injectable } from '@nestjs/common';
import { contractTerminated } from '@throughline/events/contract-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { z } from 'zod';
import { CancelPlanCommand } from '../cancel-plan/cancel-plan.command';

type Terminated = z.infer<(typeof contractTerminated)['data']>;

@Injectable()
export class CancelPlanWhenContractTerminated implements EventSubscription<Terminated> {
  readonly consumer = 'collections.cancel-plan-when-contract-terminated';
  readonly on = [contractTerminated];

  constructor(private readonly command: CancelPlanCommand) {}

  async handle({ data }: ReceivedEvent<Terminated>): Promise<void> {
    await this.command.execute({ contractId: data.contractId, reason: data.reason });
  }
}
