import { Injectable } from '@nestjs/common';
import { systemPrincipal } from '@throughline/access/principal';
import { contractSigned } from '@throughline/events/contract-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';
import type { z } from 'zod';
import { MeetMilestone } from '../meet-milestone/meet-milestone.command';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import { contractSignedMilestone } from '../opportunity/pipelines';

type ContractSigned = z.infer<typeof contractSigned.data>;
const by = systemPrincipal('meet-milestone-when-contract-signed');

/** The signed contract is the key milestone of negotiation. */
@Injectable()
export class MeetMilestoneWhenContractSigned implements EventSubscription<ContractSigned> {
  readonly consumer = 'meet-milestone-when-contract-signed';
  readonly on = [contractSigned];

  constructor(
    private readonly opportunities: OpportunityRepository,
    private readonly meetMilestone: MeetMilestone,
  ) {}

  async handle({ data }: ReceivedEvent<ContractSigned>, tx: Tx): Promise<void> {
    const opportunity = await this.opportunities.lock(tx, data.dealId);
    // Heard late: the contract was ended meanwhile and the opportunity is back in negotiation, or won anew.
    const isPresentContract = opportunity.status === 'won' && opportunity.stage === 'negotiation' && opportunity.cycle === data.cycle;
    if (!isPresentContract) return;
    const evidence = `Contract ${data.contractId}, signed by both sides; document ${data.documentHash.slice(0, 12)}`;
    await this.meetMilestone.execute({ opportunityId: data.dealId, key: contractSignedMilestone, evidence }, by);
  }
}
