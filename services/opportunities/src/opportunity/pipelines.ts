import { standardPipeline } from '@throughline/policy/default-policies';
import type { StagePolicy } from '@throughline/policy/stage-policy';
import { opportunityErrors } from './opportunity.errors';

/** The pipelines that this service knows, by key. One for now. */
const pipelines: ReadonlyMap<string, StagePolicy> = new Map([['standard', standardPipeline]]);

export function pipelineOf(key: string): StagePolicy {
  const pipeline = pipelines.get(key);
  if (!pipeline) throw new Error(`There is no pipeline ${key}.`);
  return pipeline;
}

export const allPipelines = (): StagePolicy[] => [...pipelines.values()];

/** For a key that a person sent. @throws opportunity.unknown_pipeline */
export function pipelineAsked(key: string): StagePolicy {
  const pipeline = pipelines.get(key);
  if (!pipeline) throw opportunityErrors.unknown_pipeline({ data: { pipelines: [...pipelines.keys()] } });
  return pipeline;
}

/** The stages that an opportunity in `stage` is at or past, in order. */
export function stagesUpTo(pipeline: StagePolicy, stage: string): string[] {
  const keys = pipeline.stages.map(({ key }) => key);
  return keys.slice(0, keys.indexOf(stage) + 1);
}

/** Of which stage a milestone is the key; undefined where no stage has it. */
export function stageOfMilestone(pipeline: StagePolicy, milestone: string): string | undefined {
  return pipeline.stages.find((stage) => stage.milestone.key === milestone)?.key;
}

/** The milestone of negotiation; only the contract.signed event meets it. */
export const contractSignedMilestone = 'contract_signed';
