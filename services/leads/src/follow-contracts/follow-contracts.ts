import { Injectable } from '@nestjs/common';
import {
  contractActivated, contractActivityRecorded, contractDrafted, contractEnded, contractOwnerChanged, contractRefused, contractReviewCompleted, contractReviewRequested, contractSigned,
  contractTerminated, contractVersionAdded,
} from '@throughline/events/contract-events';
import type { EventDefinition, ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';
import { AccountLeads } from '../attach-lead/account-leads';
import { HeardActivities } from '../record-activity/heard-activities';
import { FollowedContracts } from './followed-contract.repository';
import type { ContractChange } from './followed-contract.repository';

type DataOf<E> = E extends EventDefinition<infer D> ? D : never;
type Drafted = DataOf<typeof contractDrafted>;
type Heard = ReceivedEvent<{ contractId: string }>;

const instant = (at: string | null | undefined): Date | null => (at == null ? null : new Date(at));

const handedOver = ({ toId: ownerId, toPath: orgPath }: DataOf<typeof contractOwnerChanged>): ContractChange => ({ ownerId, orgPath });

const changes: Record<string, (event: Heard) => ContractChange> = {
  [contractVersionAdded.type]: ({ data }) => ({ amount: (data as DataOf<typeof contractVersionAdded>).amount, status: 'draft' }),
  [contractReviewRequested.type]: () => ({ status: 'in-review' }),
  [contractReviewCompleted.type]: ({ data }) => ((data as DataOf<typeof contractReviewCompleted>).outcome === 'approved' ? {} : { status: 'draft' }),
  [contractSigned.type]: ({ data }) => ({ status: 'signed', signedAt: new Date((data as DataOf<typeof contractSigned>).signedAt) }),
  [contractActivated.type]: ({ data }) => ({ status: 'active', endsAt: instant((data as DataOf<typeof contractActivated>).endsAt) }),
  [contractEnded.type]: ({ data }) => ({ status: 'ended', endedAt: new Date((data as DataOf<typeof contractEnded>).endedAt) }),
  [contractRefused.type]: ({ data }) => ({ status: 'refused', endedReason: (data as DataOf<typeof contractRefused>).reason }),
  [contractTerminated.type]: ({ data, time }) => ({ status: 'terminated', endedAt: time, endedReason: (data as DataOf<typeof contractTerminated>).reason }),
  [contractActivityRecorded.type]: () => ({}),
  [contractOwnerChanged.type]: ({ data }) => handedOver(data as DataOf<typeof contractOwnerChanged>),
};

/** Keeps what an account needs to know of its contracts: what was bought, when, for how much. */
@Injectable()
export class FollowContracts implements EventSubscription {
  readonly consumer = 'follow-contracts';
  readonly on = [
    contractDrafted, contractVersionAdded, contractReviewRequested, contractReviewCompleted, contractSigned, contractActivated, contractRefused,
    contractTerminated, contractEnded, contractOwnerChanged, contractActivityRecorded,
  ] as EventSubscription['on'];

  constructor(
    private readonly contracts: FollowedContracts,
    private readonly leads: AccountLeads,
    private readonly activities: HeardActivities,
  ) {}

  async handle(event: ReceivedEvent, tx: Tx): Promise<void> {
    const heard = event as Heard;
    const accountId =
      heard.type === contractDrafted.type
        ? await this.contracts.draft(tx, heard.data as Drafted, heard.time, heard.sequence)
        : await this.contracts.change(tx, heard.data.contractId, changes[heard.type]!(heard), heard.sequence);
    if (accountId === undefined) return;
    if (heard.type !== contractActivityRecorded.type) return this.leads.settle(tx, accountId);
    const { kind, minutes, by } = heard.data as DataOf<typeof contractActivityRecorded>;
    await this.activities.hear(tx, accountId, { kind, minutes, on: 'contract', by, at: heard.time });
  }
}
