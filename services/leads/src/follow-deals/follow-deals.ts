import { Injectable } from '@nestjs/common';
import type { EventDefinition, ReceivedEvent } from '@throughline/events/event-definition';
import {
  discountDecided, opportunityActivityRecorded, opportunityLost, opportunityOpened, opportunityOwnerChanged, opportunityReopened, opportunityWon, stageChanged,
} from '@throughline/events/opportunity-events';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';
import type { z } from 'zod';
import { AccountFigures } from '../account/account-figures';
import { AccountLeads } from '../attach-lead/account-leads';
import { HeardActivities } from '../record-activity/heard-activities';
import { FollowedDeals } from './followed-deal.repository';
import type { DealChange } from './followed-deal.repository';

type DataOf<E> = E extends EventDefinition<infer D> ? D : never;
type Opened = z.infer<typeof opportunityOpened.data>;
type Activity = DataOf<typeof opportunityActivityRecorded>;
type Heard = ReceivedEvent<{ opportunityId: string }>;

const handedOver = ({ toId: ownerId, toPath: orgPath }: DataOf<typeof opportunityOwnerChanged>): DealChange => ({ ownerId, orgPath });
const reopened = ({ stage, passed }: DataOf<typeof opportunityReopened>): DealChange => ({ status: 'open', stage, passed, closedAt: null, lostReason: null });

/** What each fact changes of a deal; facts that change nothing of it are not subscribed to. */
const changes: Record<string, (event: Heard) => DealChange> = {
  [stageChanged.type]: ({ data }) => ({ stage: (data as DataOf<typeof stageChanged>).to, passed: (data as DataOf<typeof stageChanged>).passed }),
  [discountDecided.type]: ({ data }) => ({ amount: (data as DataOf<typeof discountDecided>).amount }),
  [opportunityWon.type]: ({ data, time }) => ({ status: 'won', amount: (data as DataOf<typeof opportunityWon>).amount, closedAt: time, lostReason: null }),
  [opportunityLost.type]: ({ data, time }) => ({ status: 'lost', closedAt: time, lostReason: (data as DataOf<typeof opportunityLost>).reason }),
  [opportunityReopened.type]: ({ data }) => reopened(data as DataOf<typeof opportunityReopened>),
  [opportunityOwnerChanged.type]: ({ data }) => handedOver(data as DataOf<typeof opportunityOwnerChanged>),
};

/** Keeps what an account needs to know of its deals. Facts of one deal come in order; one that is heard again changes nothing. */
@Injectable()
export class FollowDeals implements EventSubscription {
  readonly consumer = 'follow-deals';
  readonly on = [
    opportunityOpened, stageChanged, discountDecided, opportunityWon, opportunityLost, opportunityReopened, opportunityOwnerChanged, opportunityActivityRecorded,
  ] as EventSubscription['on'];

  constructor(
    private readonly deals: FollowedDeals,
    private readonly figures: AccountFigures,
    private readonly leads: AccountLeads,
    private readonly activities: HeardActivities,
  ) {}

  async handle(event: ReceivedEvent, tx: Tx): Promise<void> {
    const heard = event as Heard;
    if (heard.type === opportunityActivityRecorded.type) return this.work(heard as ReceivedEvent<Activity>, tx);
    const accountId =
      heard.type === opportunityOpened.type
        ? await this.deals.open(tx, heard.data as Opened, heard.time, heard.sequence)
        : await this.deals.change(tx, heard.data.opportunityId, changes[heard.type]!(heard), heard.sequence);
    if (accountId === undefined) return;
    await this.leads.settle(tx, accountId);
    await this.figures.refresh(tx, accountId);
  }

  /** What was done on a deal may count for the leads of its account. */
  private async work({ data, time, sequence }: ReceivedEvent<Activity>, tx: Tx): Promise<void> {
    const { opportunityId, kind, minutes, on, by } = data;
    const accountId = await this.deals.change(tx, opportunityId, {}, sequence);
    if (accountId !== undefined) await this.activities.hear(tx, accountId, { kind, minutes, on, by, at: time });
  }
}
