import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '@throughline/events/event-definition';
import { leadScored } from '@throughline/events/lead-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { explainScore } from '@throughline/policy/lead-score';
import type { ScoringPolicy } from '@throughline/policy/scoring-policy';
import type { LeadRules } from '../lead/lead-moments';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead } from '../lead/lead.entity';
import { PoolRepository } from '../pool/pool.repository';
import type { Assessment } from './assess-lead';
import { scoreOf } from './assess-lead';
import { IntakeRules } from './intake-rules';
import { ScoreRepository } from './score.repository';

/** What the owner believes of a lead. */
export interface Outlook {
  /** Local day; null takes it back. */
  expectedCloseOn?: string | null | undefined;
  /** Percent; null takes it back. */
  likelihood?: number | null | undefined;
}

/** Scores leads anew when something was done with them, or the rules have changed. */
@Injectable()
export class LeadScoring {
  constructor(
    private readonly rules: IntakeRules,
    private readonly scores: ScoreRepository,
    private readonly pools: PoolRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Of the leads, locked and saved, those whose score is another now get a version and a fact of their own. Where the policy of an ownership has
   * other days for the new grade, the end of protection follows.
   * @param by the rules; those in force, as they are remembered, where absent
   * @returns how many have changed
   */
  async rescore(tx: Tx, leads: readonly Lead[], outlook: Outlook = {}, by?: Assessment): Promise<number> {
    const open = leads.filter(({ status }) => status === 'available' || status === 'owned');
    if (open.length === 0) return 0;
    const assessment = by ?? (await this.rules.inForce(tx));
    const activities = await this.scores.activities(tx, open.map(({ id }) => id));
    const changed: Lead[] = [];
    const facts: DomainEvent[] = [];
    for (const lead of open) {
      const before = { score: lead.score, grade: lead.grade };
      const learned = learn(lead, outlook);
      const { score, grade, rules } = scoreOf(lead, activities.get(lead.id) ?? {}, assessment);
      if (!learned && score === lead.score && grade === lead.grade && rules.join() === lead.scoreRules.join()) continue;
      Object.assign(lead, { score, grade, scoreRules: rules, scoreVersion: assessment.scoring.version, version: lead.version + 1 });
      changed.push(lead);
      facts.push(scoredFact(lead, before, assessment.scoring));
    }
    if (changed.length === 0) return 0;
    await this.followGrade(tx, changed);
    await Promise.all([this.scores.save(tx, changed), this.outbox.append(tx, facts)]);
    return changed.length;
  }

  private async followGrade(tx: Tx, leads: readonly Lead[]): Promise<void> {
    for (const lead of leads) {
      if (lead.status !== 'owned') continue;
      const rules: LeadRules = await this.pools.rules(tx, await this.pools.find(tx, lead.poolId), lead.policyVersion);
      const end = lead.protectedUntil?.getTime();
      lead.refresh(rules);
      if (lead.protectedUntil?.getTime() !== end) await this.deadlines.set(tx, lead.poolId, [lead], () => rules);
    }
  }
}

/** @returns whether the lead did not know it yet */
function learn(lead: Lead, { expectedCloseOn, likelihood }: Outlook): boolean {
  const before = `${lead.expectedCloseOn} ${lead.likelihood}`;
  if (expectedCloseOn !== undefined) lead.expectedCloseOn = expectedCloseOn;
  if (likelihood !== undefined) lead.likelihood = likelihood;
  return `${lead.expectedCloseOn} ${lead.likelihood}` !== before;
}

function scoredFact(lead: Lead, before: { score: number | null; grade: Lead['grade'] }, policy: ScoringPolicy): DomainEvent {
  const { id: leadId, ownerId, score, grade, scoreRules, expectedCloseOn, likelihood } = lead;
  const { reasons } = explainScore(scoreRules, policy);
  return leadScored.of({
    id: leadId,
    version: lead.version,
    correlationId: lead.dealId ?? leadId,
    orgPath: lead.orgPath,
    data: { leadId, ownerId, score: score!, grade: grade!, before, reasons, policy: { id: policy.id, version: policy.version }, expectedCloseOn, likelihood },
  });
}
