/** Activities on the queue `opportunities` that the lead-to-cash story calls. All idempotent. */
export interface OpportunitiesActivities {
  /** The signed deal enters implementation. */
  enterImplementation(input: { dealId: string }): Promise<void>;
  /** Compensation: the contract was refused or ended. */
  reopenOpportunity(input: { dealId: string; reason: string; key: string }): Promise<void>;
}
