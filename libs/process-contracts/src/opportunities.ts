/** What the record of a deal says has happened, in the order in which it happened. */
export type DealFact =
  | { fact: 'won'; cycle: number }
  | { fact: 'lost'; reason: string }
  | { fact: 'contract-drafted'; contractId: string }
  | { fact: 'contract-signed'; contractId: string }
  | { fact: 'contract-refused'; contractId: string; reason: string }
  | { fact: 'contract-terminated'; contractId: string; reason: string }
  | { fact: 'plan-settled'; planId: string }
  | { fact: 'plan-cancelled'; planId: string };

/** Activities on the queue `opportunities` that the lead-to-cash story calls. All idempotent. */
export interface OpportunitiesActivities {
  /**
   * What has happened to the deal so far. Asked once when the story starts, so that a story which the reconciler starts anew
   * knows what the lost one had heard. Facts may be told again by signal; the story counts each once.
   */
  dealFacts(input: { dealId: string }): Promise<DealFact[]>;
  /**
   * The signed deal enters implementation. Meets the milestone `contract_signed` itself when the service's own consumer has not got
   * there yet: a refusal here would stop the story.
   */
  enterImplementation(input: { dealId: string }): Promise<void>;
  /** Compensation: the contract was refused or ended. */
  reopenOpportunity(input: { dealId: string; reason: string; key: string }): Promise<void>;
}
