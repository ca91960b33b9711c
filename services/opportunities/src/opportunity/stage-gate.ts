import { mayEnter } from '@throughline/policy/stage-policy';
import type { Opportunity } from './opportunity.entity';
import { opportunityErrors } from './opportunity.errors';
import { pipelineOf } from './pipelines';

/**
 * Lets an opportunity into the stage that follows its own, when the key milestone of its own is met.
 * @throws opportunity.unknown_stage, opportunity.stage_out_of_turn, opportunity.milestone_missing (data.milestone says which)
 */
export function requireMilestone(opportunity: Opportunity, to: string, met: readonly string[]): void {
  const pipeline = pipelineOf(opportunity.pipeline);
  const keys = pipeline.stages.map(({ key }) => key);
  if (!keys.includes(to)) throw opportunityErrors.unknown_stage({ field: 'to', data: { stages: keys } });
  const next = keys[keys.indexOf(opportunity.stage) + 1];
  // Implementation follows the signature; the deal's own story enters it.
  if (to !== next || to === 'implementation') throw opportunityErrors.stage_out_of_turn({ field: 'to', data: { stage: opportunity.stage, next: next ?? null } });
  requireKeyMilestone(opportunity, to, met);
}

/** @throws opportunity.milestone_missing */
export function requireKeyMilestone(opportunity: Opportunity, to: string, met: readonly string[]): void {
  const entry = mayEnter(to, met, pipelineOf(opportunity.pipeline));
  const [missing] = entry.ok ? [] : entry.missing;
  if (!missing) return;
  throw opportunityErrors.milestone_missing({
    detail: `Stage ${to} is entered when the milestone "${missing.label}" (${missing.key}) is met; it is not.`,
    data: { milestone: missing.key, label: missing.label, stage: opportunity.stage, to },
  });
}
