import type { ContractsActivities } from '@throughline/process-contracts/contracts';
import type { LeadToCashInput, LeadToCashOutcome } from '@throughline/process-contracts/lead-to-cash';
import type { OpportunitiesActivities } from '@throughline/process-contracts/opportunities';
import { activitiesOn } from '../shared/activities';
import { carriedState } from '../shared/state';
import { followDeal, newDeal } from './deal-news';
import type { DealState } from './deal-news';

const { dealFacts, enterImplementation, reopenOpportunity } = activitiesOn<OpportunitiesActivities>('opportunities');
const { activateContract } = activitiesOn<ContractsActivities>('contracts');

/** Pursued → won → contract signed → in force → paid. A refused contract goes back to pursuing; an ended one ends the story. */
export async function leadToCash(input: LeadToCashInput): Promise<LeadToCashOutcome> {
  const { dealId } = input;
  const state = carriedState<DealState>(input, 1, newDeal);
  const deal = followDeal(input, state);
  if (!input.state) (await dealFacts({ dealId })).forEach(deal.hear);

  while (!deal.inForce()) {
    if ((await deal.pursued()) === 'lost') return deal.end('lost');

    const contract = await deal.contracted();
    if (contract.fact === 'contract-terminated') return deal.end('ended');
    if (contract.fact === 'contract-refused') {
      await reopenOpportunity({ dealId, reason: contract.reason, key: `reopen:${contract.contractId}` });
      deal.backToPursuit(contract);
      continue;
    }

    const { inForce } = await activateContract({ contractId: contract.contractId });
    if (!inForce) return deal.end('ended');
    await enterImplementation({ dealId });
    deal.enterIntoForce(contract);
  }
  return deal.end((await deal.paid()) ? 'cash-complete' : 'ended');
}
