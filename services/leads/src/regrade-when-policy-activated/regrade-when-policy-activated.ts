import { Injectable } from '@nestjs/common';
import { systemPrincipal } from '@throughline/access/principal';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { policyActivated } from '@throughline/events/policy-events';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { z } from 'zod';
import { RegradeAccountsCommand } from '../regrade-accounts/regrade-accounts.command';

type Activated = z.infer<typeof policyActivated.data>;
const by = systemPrincipal('regrade-when-policy-activated');

/** Another policy of accounts is in force: every account is graded anew, and its visits are counted by the new cadence. */
@Injectable()
export class RegradeWhenPolicyActivated implements EventSubscription<Activated> {
  readonly consumer = 'regrade-when-policy-activated';
  readonly on = [policyActivated];

  constructor(private readonly regrade: RegradeAccountsCommand) {}

  async handle({ data }: ReceivedEvent<Activated>): Promise<void> {
    if (data.kind === 'account') await this.regrade.execute(by);
  }
}
