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
  readonly policyId = INTAKE_POLICY;
  readonly lags = true;

  constructor(
    private readonly scores: ScoreRepository,
    private readonly scoring: LeadScoring,
    private readonly rules: IntakeRules,
  ) {}

  total(tx: Tx): Promise<number> {
    return this.scores.countOpen(tx);
  }

  async batch(tx: Tx, _line: PolicyLine, application: PolicyApplication): Promise<boolean> {
    const leads = await this.scores.lockOpen(tx, application.behindRecord, BATCH);
    if (leads.length === 0) return false;
    const changed = await this.scoring.rescore(tx, leads, {}, await this.rules.now(tx));
    noteBatch(application, leads.map(({ id }) => id), changed);
    return true;
  }
}
