import { Injectable } from '@nestjs/common';
import { handOverDeclared } from '@throughline/events/account-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { opportunityOwnerChanged } from '@throughline/events/opportunity-events';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import type { z } from 'zod';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import { RecordDealMilestone } from '../record-deal-milestone/record-deal-milestone.command';

type HandOver = z.infer<typeof handOverDeclared.data>;

/** Opportunities changed with one statement. */
const BATCH = 200;

/** Everything of one person goes to another: his open and won opportunities too. What was lost stays with whoever lost it. */
@Injectable()
export class HandOverOpportunitiesWhenDeclared implements EventSubscription<HandOver> {
  readonly consumer = 'hand-over-opportunities-when-declared';
  readonly on = [handOverDeclared];

  constructor(
    private readonly opportunities: OpportunityRepository,
    private readonly dealMilestones: RecordDealMilestone,
    private readonly outbox: Outbox,
  ) {}

  async handle({ data }: ReceivedEvent<HandOver>, tx: Tx): Promise<void> {
    const { handOverId, fromId, toId, toPath, reason } = data;
    for (;;) {
      const moved = await this.opportunities.handOver(tx, fromId, { ownerId: toId, orgPath: toPath }, BATCH);
      const facts = moved.map(({ id, accountId, sequence }) =>
        opportunityOwnerChanged.of({
          id, version: sequence, correlationId: id, orgPath: toPath,
          data: { opportunityId: id, accountId, fromId, toId, toPath, reason, handOverId },
        }),
      );
      if (facts.length > 0) await this.outbox.append(tx, facts);
      for (const { id } of moved) {
        await this.dealMilestones.execute(id, [{ key: `owner-changed:${handOverId}`, fact: { type: 'owner-changed', ownerId: toId, orgPath: toPath } }]);
      }
      if (moved.length < BATCH) return;
    }
  }
}
