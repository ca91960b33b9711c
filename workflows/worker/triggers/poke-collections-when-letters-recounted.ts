import { lettersRecounted } from '@throughline/events/collection-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { collectionChangedSignal } from '@throughline/process-contracts/collections';
import { workflowIds } from '@throughline/process-contracts/workflow-ids';
import { heard, type Trigger } from './trigger';

/** Each asks anew when its next letter is due. One that is over has nothing to send; one that is only starting asks by itself. */
export const pokeCollectionsWhenLettersRecounted: Trigger = (stories) => ({
  consumer: 'poke-collections-when-letters-recounted',
  on: [lettersRecounted],
  async handle({ tenant, data: { cases } }: ReceivedEvent<ReturnType<(typeof lettersRecounted)['data']['parse']>>) {
    for (const { accountId, cycle } of cases) await heard(stories, workflowIds.collection(tenant, accountId, cycle), collectionChangedSignal, { because: 'the working calendar has changed' });
  },
});
