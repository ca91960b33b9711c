import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { PolicyChangeRules } from '@throughline/policy/grandfathering';
import { transition } from '@throughline/policy/grandfathering';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import type { KeptReset, LeadRules } from '../lead/lead-moments';
import { factsOf } from '../lead/lead-moments';
import type { Lead } from '../lead/lead.entity';
import { ActivityHistory, factsUnder, pastActivity, sameResets } from '../policy/facts-under';
import { PolicyRepository } from '../policy/policy.repository';

export interface BroughtOver {
  /** Under the new rules now, their ends computed anew; to be written by the caller. */
  taken: Lead[];
  /** How many of them have a grace. */
  graced: number;
}

/** Brings other rules over running ownerships: another version, another policy of the pool, another pool. As a preview tells it. */
@Injectable()
export class NewRules {
  constructor(
    private readonly policies: PolicyRepository,
    private readonly activities: ActivityHistory,
  ) {}

  /** @param leads owned and locked, by versions of the policy `oldPolicyId` so far */
  async bringOver(tx: Tx, leads: readonly Lead[], oldPolicyId: string, rules: LeadRules, change: PolicyChangeRules): Promise<BroughtOver> {
    const { policy, calendar } = rules;
    const old = new Map<number, LeadPolicy>();
    for (const version of new Set(leads.map(({ policyVersion }) => policyVersion))) old.set(version, await this.policies.rules(tx, 'lead', oldPolicyId, version));
    const oldRulesOf = ({ policyVersion }: Lead) => old.get(policyVersion)!;
    // Where other activities count than before, those of the ownership are counted again.
    const recounted = leads.filter((lead) => !sameResets(oldRulesOf(lead), policy)).map(({ id }) => id);
    const history = recounted.length > 0 ? await this.activities.ofOwned(tx, recounted) : new Map<string, never[]>();
    const recount = new Set(recounted);
    const brought: BroughtOver = { taken: [], graced: 0 };
    for (const lead of leads) {
      const facts = factsOf(lead);
      const done = (history.get(lead.id) ?? []).map((row) => pastActivity(row, lead.ownerId!));
      const after = recount.has(lead.id) ? factsUnder(facts, done, policy) : facts;
      const { takes, grace } = transition({ policy: oldRulesOf(lead), facts }, { policy, facts: after }, change, calendar);
      if (!takes) continue;
      lead.policyVersion = policy.version;
      lead.resets = (after.resets ?? []).map((reset) => ({ ...reset, at: reset.at.toISOString() }) as KeptReset);
      if (grace) lead.grace = { since: grace.since.toISOString(), until: grace.until.toISOString() };
      if (grace) brought.graced += 1;
      lead.refresh(rules);
      brought.taken.push(lead);
    }
    return brought;
  }
}
