/** Whether a deal is still being worked on. The stage says how far; the status says whether it is over. */
export type OpportunityStatus = 'open' | 'won' | 'lost';
export type OpportunityVerb = 'open' | 'meetMilestone' | 'enterStage' | 'requestDiscount' | 'win' | 'lose' | 'enterImplementation' | 'reopen' | 'recordActivity';

/**
 * The state table: from, verb, to. A lost opportunity is over for good; the customer who comes back brings a new lead.
 * A won one goes back to open only because its contract was refused or ended.
 */
export const opportunityTransitions: Record<OpportunityStatus | 'new', Partial<Record<OpportunityVerb, OpportunityStatus>>> = {
  new: { open: 'open' },
  open: { meetMilestone: 'open', enterStage: 'open', requestDiscount: 'open', win: 'won', lose: 'lost', recordActivity: 'open' },
  won: { meetMilestone: 'won', enterImplementation: 'won', reopen: 'open', recordActivity: 'won' },
  lost: {},
};

export const finalOpportunityStatuses: readonly OpportunityStatus[] = ['lost'];
