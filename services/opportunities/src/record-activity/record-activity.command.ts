import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { opportunityActivityRecorded } from '@throughline/events/opportunity-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import type { RecordActivity as Activity, RecordedActivity } from './record-activity.dto';

/** Notes what somebody did with the customer on a deal that is not lost. */
@Injectable()
export class RecordActivity {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly opportunities: OpportunityRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws opportunity.not_found, access.denied, opportunity.not_open */
  async execute(command: Activity & { opportunityId: string }, by: Principal): Promise<RecordedActivity> {
    return this.transaction.run(async (tx) => {
      const opportunity = await this.opportunities.lock(tx, command.opportunityId);
      access.require(by, 'log-activity', 'opportunity', opportunity);
      opportunity.requireVerb('recordActivity');
      const { kind, on, minutes = null, note = null } = command;
      const { id, accountId, ownerId, orgPath } = opportunity;
      const activityId = uuidv7();
      await this.opportunities.addActivity(tx, { id: activityId, opportunityId: id, personId: by.personId, kind, on, minutes, note });
      const version = opportunity.nextSequence();
      await this.opportunities.save(tx, opportunity);
      const data = { opportunityId: id, accountId, ownerId, activityId, by: by.personId, kind, minutes, on };
      await this.outbox.append(tx, opportunityActivityRecorded.of({ id, version, data, correlationId: id, orgPath }));
      return { activityId, opportunityId: id, version: opportunity.version };
    });
  }
}
