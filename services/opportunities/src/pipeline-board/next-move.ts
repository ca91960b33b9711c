import type { StagePolicy } from '@throughline/policy/stage-policy';
import { mayEnter } from '@throughline/policy/stage-policy';
import type { BoardCard } from './pipeline-board.dto';

/** What a card says of its milestones and of the one move it can make: the same rules that decide the move itself (stage-gate.ts). */
export function movesOf(pipeline: StagePolicy, stage: string, met: readonly string[]): Pick<BoardCard, 'milestones' | 'next'> {
  const at = pipeline.stages.findIndex(({ key }) => key === stage);
  const following = pipeline.stages[at + 1];
  const milestones = pipeline.stages.slice(0, at + 1).map(({ key, milestone }) => ({ ...milestone, stage: key, met: met.includes(milestone.key) }));
  if (!following) return { milestones, next: null };
  const entry = mayEnter(following.key, met, pipeline);
  const next = { stage: following.key, label: following.label, missing: entry.ok ? [] : entry.missing, byHand: following.key !== 'implementation' };
  return { milestones, next };
}
