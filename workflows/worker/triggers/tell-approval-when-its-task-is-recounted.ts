import { taskRecounted } from '@throughline/events/approval-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { lookAgainSignal } from '@throughline/process-contracts/decision';
import { heard, type Trigger } from './trigger';

/** The story that waits for the answer sleeps until the moment before: it looks again. Where it is over nothing waits for the moment. */
export const tellApprovalWhenItsTaskIsRecounted: Trigger = (stories) => ({
  consumer: 'tell-approval-when-its-task-is-recounted',
  on: [taskRecounted],
  async handle({ data: { workflowId } }: ReceivedEvent<ReturnType<(typeof taskRecounted)['data']['parse']>>) {
    await heard(stories, workflowId, lookAgainSignal);
  },
});
