import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { atLocal } from '@throughline/calendar/working-time';
import type { Tx } from '@throughline/persistence/transaction';
import type { ForecastChange } from '@throughline/policy/change-forecast';
import { forecastChange } from '@throughline/policy/change-forecast';
import type { StoredFacts } from '@throughline/policy/fact-classes';
import { factClasses } from '@throughline/policy/fact-classes';
import type { PolicyChangeRules } from '@throughline/policy/grandfathering';
import { forecastEnd } from '@throughline/policy/lead-forecast';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { factsOf } from '../lead/lead-moments';
import type { ActivityRow } from '../policy/facts-under';
import { ActivityHistory, factsUnder, pastActivity, sameResets } from '../policy/facts-under';
import { PolicyRepository } from '../policy/policy.repository';
import type { OwnedRow } from './owned-leads.repository';
import { OwnedLeadsRepository } from './owned-leads.repository';
import type { PreviewPolicy } from './preview-policy.dto';
import type { PreviewTally } from './preview-tally';
import type { PreviewTask } from './preview-task';

/** What is needed to judge the ownerships under one version. */
interface Judge {
  policy: LeadPolicy;
  /** Whether the draft lets other activities count; then each ownership has to be looked at with all that was done in it. */
  recounts: boolean;
  classOf: (facts: StoredFacts) => string | undefined;
  known: Map<string, ForecastChange>;
}

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
    const judges = new Map<number, Judge>();
    for await (const rows of this.leads.read(tx, policyId, by)) {
      for (const { policyVersion } of rows) {
        if (!judges.has(policyVersion)) judges.set(policyVersion, judgeOf(await this.policies.rules(tx, 'lead', policyId, policyVersion), task));
      }
      const recounted = rows.filter(({ policyVersion }) => judges.get(policyVersion)!.recounts).map(({ id }) => id);
      const history = recounted.length > 0 ? await this.activities.ofOwned(tx, recounted) : undefined;
      for (const row of rows) {
        const judge = judges.get(row.policyVersion)!;
        const outcome = judge.recounts ? outcomeOf(row, judge, change, task, history!.get(row.id)) : classOutcome(row, judge, change, task);
        tally.add(row.id, row.ownerId, outcome);
      }
      // Others are served between two chunks.
      await breathe();
    }
  }
}

function judgeOf(policy: LeadPolicy, { draft, calendar }: PreviewTask): Judge {
  const other = draft && draft.version !== policy.version ? draft : null;
  return { policy, recounts: other !== null && !sameResets(policy, other), classOf: factClasses(other ? [policy, other] : [policy], calendar), known: new Map() };
}

/** Of a class of facts only the first is judged. */
function classOutcome(row: OwnedRow, judge: Judge, change: PolicyChangeRules, task: PreviewTask): ForecastChange {
  // The names under which the rules know them, on the row itself: a hundred thousand copies would cost more than judging.
  const key = judge.classOf(Object.assign(row, { createdAt: row.capturedAt, sentSteps: row.remindedSteps }) as StoredFacts);
  const known = key === undefined ? undefined : judge.known.get(key);
  if (known) return known;
  const outcome = outcomeOf(row, judge, change, task);
  if (key !== undefined) judge.known.set(key, outcome);
  return outcome;
}

function outcomeOf(row: OwnedRow, { policy, recounts }: Judge, change: PolicyChangeRules, task: PreviewTask, done: ActivityRow[] = []): ForecastChange {
  const { draft, calendar, now, until } = task;
  const facts = factsOf(row);
  // Who has taken this version already has nothing to change.
  if (!draft || row.policyVersion === draft.version) {
    const end = forecastEnd(facts, policy, calendar, now, until);
    return { before: end, after: end };
  }
  const activities = done.map((activity) => pastActivity(activity, row.ownerId));
  const after = recounts ? factsUnder(facts, activities, draft) : facts;
  return forecastChange({ policy, facts }, { policy: draft, facts: after }, change, calendar, now, until);
}
