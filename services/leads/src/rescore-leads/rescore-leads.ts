import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { INTAKE_POLICY, IntakeRules } from '../intake/intake-rules';
import { LeadScoring } from '../intake/lead-scoring';
import { ScoreRepository } from '../intake/score.repository';
import type { Lead } from '../lead/lead.entity';
import { FollowerOfAll } from '../work-policies/follower';

/** Another scoring is in force, or days have gone by: every open lead is scored anew. One whose score stays is not touched. */
@Injectable()
export class RescoreLeads extends FollowerOfAll<Lead> {
  readonly policyId = INTAKE_POLICY;
  readonly lags = true;

  constructor(
    private readonly scores: ScoreRepository,
    private readonly scoring: LeadScoring,
    private readonly rules: IntakeRules,
  ) {
    super();
  }

  total(tx: Tx): Promise<number> {
    return this.scores.countOpen(tx);
  }

  protected lock(tx: Tx, behind: string | null, limit: number): Promise<Lead[]> {
    return this.scores.lockOpen(tx, behind, limit);
  }

  protected async judge(tx: Tx, leads: Lead[]): Promise<number> {
    return this.scoring.rescore(tx, leads, {}, await this.rules.now(tx));
  }
}
