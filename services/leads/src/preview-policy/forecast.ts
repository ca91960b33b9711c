import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { atLocal } from '@throughline/calendar/working-time';
import type { Tx } from '@throughline/persistence/transaction';
import type { ForecastChange } from '@throughline/policy/change-forecast';
import { forecastChange } from '@throughline/policy/change-forecast';
import type { PolicyChangeRules } from '@throughline/policy/grandfathering';
import { forecastEnd } from '@throughline/policy/lead-forecast';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import type { OwnedFacts } from '../lead/lead-moments';
import { factsOf } from '../lead/lead-moments';
import type { ActivityRow } from '../policy/facts-under';
import { ActivityHistory, factsUnder, pastActivity, sameResets } from '../policy/facts-under';
import { PolicyRepository } from '../policy/policy.repository';
import type { OwnedRow } from './owned-leads.repository';
import { OwnedLeadsRepository } from './owned-leads.repository';
import type { PreviewTask } from './preview-task';
import type { PreviewPolicy } from './preview-policy.dto';
import type { PreviewTally } from './preview-tally';

/** The future of all owned leads of a policy. */
@Injectable()
export class Forecast {
  constructor(
    private readonly leads: OwnedLeadsRepository,
    private readonly activities: ActivityHistory,
    private readonly policies: PolicyRepository,
  ) {}

  async run(tx: Tx, task: PreviewTask, { grandfathering, graceDays }: PreviewPolicy, by: Principal, tally: PreviewTally): Promise<void> {
    const { policyId, draft, calendar, now } = task;
    const begins = draft && atLocal(calendar, draft.effectiveFrom, '00:00');
    const change = { grandfathering, graceDays, at: begins && begins > now ? begins : now };
    const versions = new Map<number, LeadPolicy>();
    for await (const rows of this.leads.read(tx, policyId, by)) {
      for (const { policyVersion } of rows) {
        if (!versions.has(policyVersion)) versions.set(policyVersion, await this.policies.rules(tx, 'lead', policyId, policyVersion));
      }
      const recounted = draft && rows.filter(({ policyVersion }) => !sameResets(versions.get(policyVersion)!, draft));
      const history = recounted && recounted.length > 0 ? await this.activities.ofOwned(tx, recounted.map(({ id }) => id)) : undefined;
      for (const row of rows) tally.add(row.id, row.ownerId, this.judge(row, versions.get(row.policyVersion)!, history, change, task));
      // Others are served between two chunks.
      await breathe();
    }
  }

  private judge(row: OwnedRow, policy: LeadPolicy, history: Map<string, ActivityRow[]> | undefined, change: PolicyChangeRules, task: PreviewTask): ForecastChange {
    const { draft, calendar, now, until } = task;
    const facts = factsOf(row);
    // Who has taken this version already has nothing to change.
    if (!draft || row.policyVersion === draft.version) {
      const end = forecastEnd(facts, policy, calendar, now, until);
      return { before: end, after: end };
    }
    const after = history && !sameResets(policy, draft) ? recount(row, facts, history, draft) : facts;
    return forecastChange({ policy, facts }, { policy: draft, facts: after }, change, calendar, now, until);
  }
}

function recount({ id, ownerId }: OwnedRow, facts: OwnedFacts, history: Map<string, ActivityRow[]>, draft: LeadPolicy): OwnedFacts {
  return factsUnder(facts, (history.get(id) ?? []).map((activity) => pastActivity(activity, ownerId)), draft);
}
