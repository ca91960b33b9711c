import { clockPoked } from '@throughline/events/clock-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { pokeSignal } from '@throughline/process-contracts/clock';
import type { Trigger } from './trigger';

type Poke = ReturnType<(typeof clockPoked)['data']['parse']>;

/** A clock is started by the first deadline of its book, and poked by one that is earlier than its sleep. */
export const pokeClockWhenDeadlineMoved: Trigger = (stories) => ({
  consumer: 'poke-clock-when-deadline-moved',
  on: [clockPoked],
  async handle({ data: { book, workflowId, workflowType, queue, at } }: ReceivedEvent<Poke>) {
    await stories.signalWithStart(workflowType, workflowId, queue, { book, schema: 1 }, pokeSignal, [{ at }]);
  },
});
