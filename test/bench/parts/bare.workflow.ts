import { ApplicationFailure, condition, defineUpdate, setHandler } from '@temporalio/workflow';

export const decide = defineUpdate<string, [string]>('decide');

/** Waits for one word; its validator refuses an empty one. */
export async function bareDecision(): Promise<string> {
  let decided = '';
  setHandler(decide, (word) => (decided = word), {
    validator: (word) => {
      if (word === '') throw ApplicationFailure.nonRetryable('Say something.');
    },
  });
  await condition(() => decided !== '');
  return decided;
}
