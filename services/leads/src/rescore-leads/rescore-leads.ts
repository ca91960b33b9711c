import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { INTAKE_POLICY, IntakeRules } from '../intake/intake-rules';
import { LeadScoring } from '../intake/lead-scoring';
import { ScoreRepository } from '../intake/score.repository';
import type { PolicyApplication } from '../policy/policy-application.repository';
import type { PolicyLine } from '../policy/policy.repository';
import type { PolicyFollower } from '../work-policies/follower';
import { BATCH, noteBatch } from '../work-policies/follower';

/** Another scoring is in force, or days have gone by: every open lead is scored anew. One whose score stays is not touched. */
@Injectable()
export class RescoreLeads implements PolicyFollower {
  readonly lags = true;

  constructor(
    private readonly scores: ScoreRepository,
    private readonly scoring: LeadScoring,
    private readonly rules: IntakeRules,
  ) {}

  async total(tx: Tx, { policyId }: PolicyApplication): Promise<number> {
    return policyId === INTAKE_POLICY ? this.scores.countOpen(tx) : 0;
  }

  async batch(tx: Tx, _line: PolicyLine, application: PolicyApplication): Promise<boolean> {
    if (application.policyId !== INTAKE_POLICY) return false;
    const leads = await this.scores.lockOpen(tx, application.behindRecord, BATCH);
    if (leads.length === 0) return false;
    const changed = await this.scoring.rescore(tx, leads, {}, await this.rules.now(tx));
    noteBatch(application, leads.map(({ id }) => id), changed);
    return true;
  }
}
