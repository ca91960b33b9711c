import { collectionClosed, planCreated, planReopened, receiptAllocated } from '@throughline/events/collection-events';
import { collectionChangedSignal } from '@throughline/process-contracts/collections';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { telling, tellWhen } from './trigger';
import type { StoryOf } from './trigger';

interface OfCase {
  tenant: string;
  data: { accountId: string; caseId: string | null; cycle: number | null };
}

/** One story for each customer and cycle; a receipt that was allocated after the case closed concerns none. */
const storyOf = ({ tenant, data: { accountId, caseId, cycle } }: OfCase): StoryOf | undefined =>
  caseId === null || cycle === null
    ? undefined
    : {
        type: workflowTypes.collection,
        workflowId: workflowIds.collection(tenant, accountId, cycle),
        queue: queues.collections,
        input: { caseId, accountId, cycle, schema: 1 },
      };
const because = (text: string) => () => ({ because: text });

export const startOrPokeCollectionWhenMoneyMoves = tellWhen('start-or-poke-collection-when-money-moves', [
  telling(planCreated, collectionChangedSignal, storyOf, because('a plan was created')),
  telling(planReopened, collectionChangedSignal, storyOf, because('a receipt was reversed')),
  telling(receiptAllocated, collectionChangedSignal, storyOf, because('money was allocated')),
  telling(collectionClosed, collectionChangedSignal, storyOf, because('nothing is owed any more')),
]);
