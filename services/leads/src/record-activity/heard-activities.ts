import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { ActivityRecord } from '@throughline/policy/lead-policy';
import { v7 as uuidv7 } from 'uuid';
import { AccountLeads } from '../attach-lead/account-leads';
import { LeadScoring } from '../intake/lead-scoring';
import { PoolRepository } from '../pool/pool.repository';
import { ActivityWriter } from './activity-writer';

export interface HeardActivity {
  kind: string;
  minutes?: number | null;
  /** The record of the account that it was with. */
  on: Exclude<ActivityRecord, 'lead'>;
  by: string;
  at: Date;
}

/** What is done with a customer, on a deal, a contract, a quote or with one of his people: his owned leads hear of it, and their policies say whether it counts. */
@Injectable()
export class HeardActivities {
  constructor(
    private readonly pools: PoolRepository,
    private readonly accountLeads: AccountLeads,
    private readonly writer: ActivityWriter,
    private readonly scoring: LeadScoring,
  ) {}

  /**
   * What was done before an ownership began, or after its warned end, is no work in it. Locks the leads of the account: to be called before
   * the account itself is locked.
   * @param now when it came to be known; protection must not have ended by then
   */
  async hear(tx: Tx, accountId: string, { kind, minutes, on, by: personId, at }: HeardActivity, now = at): Promise<void> {
    await this.accountLeads.lock(tx, accountId);
    for (const lead of await this.accountLeads.openLeads(tx, accountId)) {
      if (lead.status !== 'owned' || lead.accountId === null || lead.claimedAt! > at) continue;
      const rules = await this.pools.rules(tx, await this.pools.find(tx, lead.poolId), lead.policyVersion);
      if (lead.endedAt(rules, now)) continue;
      await this.writer.write(tx, lead, { id: uuidv7(), personId, kind, minutes: minutes ?? undefined, on }, rules, now, at);
      await this.scoring.rescore(tx, [lead]);
    }
  }
}
