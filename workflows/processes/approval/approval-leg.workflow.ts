import type { ApprovalLegInput } from '@throughline/process-contracts/worklist';
import { carriedState } from '../shared/state';
import { freshStory, listenToPeople } from './people';
import type { StoryState } from './people';

/** One of several legs that are asked side by side: asks its people until the leg, or the whole request, has come to something. */
export async function approvalLeg(input: ApprovalLegInput): Promise<void> {
  const { requestId, leg } = input;
  const state = carriedState<StoryState>(input, 1, freshStory);
  const people = listenToPeople({ requestId, leg }, state, () => ({ ...input, state }));

  let step = await people.nextStep();
  while ('tasks' in step && step.tasks.length > 0) {
    await people.news();
    step = await people.nextStep();
  }
  await people.goHome('answered');
}
