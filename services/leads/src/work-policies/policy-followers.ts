import { Injectable } from '@nestjs/common';
import type { PolicyKind } from '@throughline/policy/policy-kinds';
import { ReclassifyLeads } from '../reclassify-leads/reclassify-leads';
import { RegradeAccounts } from '../regrade-accounts/regrade-accounts';
import { RescoreLeads } from '../rescore-leads/rescore-leads';
import type { PolicyFollower } from './follower';
import { RewriteOwnerships } from './rewrite-ownerships';

/** Who follows a new version of each kind. An assignment policy is read anew with each assignment: nothing follows. */
@Injectable()
export class PolicyFollowers {
  private readonly byKind: Partial<Record<PolicyKind, PolicyFollower>>;

  constructor(lead: RewriteOwnerships, scoring: RescoreLeads, classification: ReclassifyLeads, account: RegradeAccounts) {
    this.byKind = { lead, scoring, classification, account };
  }

  of(kind: PolicyKind, policyId: string): PolicyFollower | undefined {
    const follower = this.byKind[kind];
    return follower?.policyId === undefined || follower.policyId === policyId ? follower : undefined;
  }
}
