import { standardPipeline } from '@throughline/policy/default-policies';
import { Opportunity } from './opportunity.entity';
import { stageOfMilestone } from './pipelines';
import { requireMilestone } from './stage-gate';

const stages = standardPipeline.stages;
const inStage = (stage: string) => Object.assign(new Opportunity(), { pipeline: 'standard', stage });
const upTo = (index: number) => stages.slice(0, index).map(({ milestone }) => milestone.key);

describe('the gate of a stage', () => {
  it.each(stages.slice(1, 5).map(({ key }, index) => [key, index + 1] as const))('lets into %s only when the stage before is done', (to, index) => {
    const before = stages[index - 1]!;
    const opportunity = inStage(before.key);
    expect(() => requireMilestone(opportunity, to, upTo(index - 1))).toThrow(
      expect.objectContaining({ code: 'opportunity.milestone_missing', details: expect.objectContaining({ data: expect.objectContaining({ milestone: before.milestone.key }) }) }),
    );
    expect(() => requireMilestone(opportunity, to, upTo(index))).not.toThrow();
  });

  it('does not jump, go back or enter implementation by hand', () => {
    const all = upTo(stages.length);
    for (const to of ['develop', 'entry', 'bid', 'implementation']) {
      expect(() => requireMilestone(inStage('entry'), to, all)).toThrow(expect.objectContaining({ code: 'opportunity.stage_out_of_turn' }));
    }
    expect(() => requireMilestone(inStage('negotiation'), 'implementation', all)).toThrow(expect.objectContaining({ code: 'opportunity.stage_out_of_turn' }));
  });

  it('knows the stage of each milestone', () => {
    expect(stages.map(({ milestone }) => stageOfMilestone(standardPipeline, milestone.key))).toEqual(stages.map(({ key }) => key));
    expect(stageOfMilestone(standardPipeline, 'champagne')).toBeUndefined();
  });
});
