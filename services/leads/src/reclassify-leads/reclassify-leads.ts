import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '@throughline/events/event-definition';
import { leadClassified } from '@throughline/events/lead-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import type { ClassificationPolicy } from '@throughline/policy/classification-policy';
import { standardClassification } from '@throughline/policy/default-intake-policies';
import { reclassified } from '../intake/assess-lead';
import { INTAKE_POLICY, IntakeRules } from '../intake/intake-rules';
import { LeadScoring } from '../intake/lead-scoring';
import { ScoreRepository } from '../intake/score.repository';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { LeadRules } from '../lead/lead-moments';
import type { Lead } from '../lead/lead.entity';
import type { PolicyApplication } from '../policy/policy-application.repository';
import { PolicyRepository } from '../policy/policy.repository';
import { PoolRepository } from '../pool/pool.repository';
import { FollowerOfAll } from '../work-policies/follower';

/**
 * Another classification is in force: open leads take its business types and tags where the former rules gave them theirs. What a person said stays: a
 * type that the former rules would not have given, a tag that no rule speaks of. Ends of protection and scores that hang on it follow.
 */
@Injectable()
export class ReclassifyLeads extends FollowerOfAll<Lead> {
  readonly policyId = INTAKE_POLICY;
  readonly lags = true;

  constructor(
    private readonly policies: PolicyRepository,
    private readonly pools: PoolRepository,
    private readonly scores: ScoreRepository,
    private readonly scoring: LeadScoring,
    private readonly rules: IntakeRules,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  total(tx: Tx): Promise<number> {
    return this.scores.countOpen(tx);
  }

  protected lock(tx: Tx, behind: string | null, limit: number): Promise<Lead[]> {
    return this.scores.lockOpen(tx, behind, limit);
  }

  protected async judge(tx: Tx, leads: Lead[], application: PolicyApplication): Promise<number> {
    const before = await this.rulesBefore(tx, application);
    const assessment = await this.rules.now(tx);
    const changed: Lead[] = [];
    /** Of those that somebody owns: their ends hang on it. */
    const held = new Map<Lead, LeadRules>();
    const facts: DomainEvent[] = [];
    for (const lead of leads) {
      const { businessType, tags } = lead;
      const after = reclassified(lead, before, assessment);
      if (after.businessType === businessType && after.tags.join() === tags.join()) continue;
      if (lead.status === 'owned') held.set(lead, await this.rulesOf(tx, lead));
      lead.classify(after, held.get(lead));
      changed.push(lead);
      facts.push(classifiedFact(lead, { businessType, tags }, assessment.classification));
    }
    if (changed.length === 0) return 0;
    await this.scores.saveClass(tx, changed);
    for (const [lead, rules] of held) await this.deadlines.set(tx, lead.poolId, [lead], () => rules);
    await this.outbox.append(tx, facts);
    await this.scoring.rescore(tx, changed, {}, assessment);
    return changed.length;
  }

  /** The rules by which the leads have their class. */
  private rulesBefore(tx: Tx, { fromVersion }: PolicyApplication): Promise<ClassificationPolicy> {
    return fromVersion === null ? Promise.resolve(standardClassification) : this.policies.rules(tx, 'classification', INTAKE_POLICY, fromVersion);
  }

  private async rulesOf(tx: Tx, lead: Lead): Promise<LeadRules> {
    return this.pools.rules(tx, await this.pools.find(tx, lead.poolId), lead.policyVersion);
  }
}

function classifiedFact(lead: Lead, before: Pick<Lead, 'businessType' | 'tags'>, policy: ClassificationPolicy): DomainEvent {
  const { id: leadId, ownerId, businessType, tags, protectedUntil } = lead;
  const data = { leadId, ownerId, businessType, tags, before, policy: { id: policy.id, version: policy.version }, protectedUntil: protectedUntil?.toISOString() ?? null };
  return leadClassified.of({ id: leadId, version: lead.version, correlationId: lead.dealId ?? leadId, orgPath: lead.orgPath, data });
}
