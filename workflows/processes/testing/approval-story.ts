import type { WorkflowHandle } from '@temporalio/client';
import { decideUpdate } from '@throughline/process-contracts/decision';
import type { Decision, DecisionOutcome } from '@throughline/process-contracts/decision';
import type { ProcessMemo } from '@throughline/process-contracts/clock';
import type { Stage } from './process-world';

/** Begins stories of approvals; the requests of each spec file have a name of their own. */
export function approvalsOf(name: string): (stage: Stage, memo?: ProcessMemo) => Promise<WorkflowHandle> {
  let number = 0;
  return (stage, memo) => {
    const requestId = `${name}-${(number += 1)}`;
    return stage.start('approval', `approval:test:${requestId}`, 'worklist', { requestId, schema: 1 }, memo);
  };
}

/** Somebody answers the task of a leg; the same answer again is one update. */
export const decide = (story: WorkflowHandle, leg: string, by: string, outcome: DecisionOutcome = 'approved', more: Partial<Decision> = {}) => {
  const key = more.key ?? `${leg}-${by}-${outcome}`;
  return story.executeUpdate(decideUpdate, { updateId: `decide:task-${leg}:${key}`, args: [{ taskId: `task-${leg}`, by, outcome, key, ...more }] });
};

/** Until the task of this leg waits for its answer. */
export const waitsFor = (stage: Stage, story: WorkflowHandle, leg: string) => stage.until(async () => (await stage.standing(story)).waitsFor === `the decision of leg ${leg}`);
