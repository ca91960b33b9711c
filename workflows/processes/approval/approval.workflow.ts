import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { ApprovalInput, WorklistActivities } from '@throughline/process-contracts/worklist';
import { ownActivities } from '../shared/activities';
import { carriedState } from '../shared/state';
import { legsSideBySide } from './legs-side-by-side';
import { freshStory, listenToPeople } from './people';
import type { StoryState } from './people';

/** Written while somebody waits for the answer: local, on this story's own queue. */
const own = ownActivities<WorklistActivities>();

/** Asks the legs of the route, in turn and side by side, until the log of its decisions says what the request has come to; silence is an answer too. */
export async function approval(input: ApprovalInput): Promise<ApprovalOutcome> {
  const state = carriedState<StoryState>(input, 1, freshStory);
  const legs = legsSideBySide(input.requestId);
  const people = listenToPeople({ requestId: input.requestId }, state, () => ({ ...input, state }), legs);

  let step = await people.nextStep();
  while ('tasks' in step) {
    await legs.ask(step.legs);
    await people.news();
    step = await people.nextStep();
  }
  const stands = step.concluded ? step : await own.concludeApproval({ requestId: input.requestId, outcome: step.outcome });
  await legs.goHome();
  return people.goHome(stands.outcome);
}
