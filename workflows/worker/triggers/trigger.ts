import type { EventDefinition, ReceivedEvent } from '@throughline/events/event-definition';
import type { TriggerSubscription } from '@throughline/messaging/event-subscription';
import type { SignalDefinition } from '@temporalio/common';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { Queue } from '@throughline/process-contracts/queues';
import type { WorkflowType } from '@throughline/process-contracts/workflow-ids';
import type { Stories } from '@throughline/temporal/stories';

/** What a trigger needs: the way to the stories. The tenant of the event is the tenant of its story. */
export type Trigger = (stories: Stories) => TriggerSubscription;

/** The story that a fact is about. */
export interface StoryOf {
  type: WorkflowType;
  workflowId: string;
  queue: Queue;
  input: unknown;
}

/** A fact starts a story, once: its id is the business id, so a duplicate finds it there, running or over. */
export function startWhen<D>(consumer: string, on: EventDefinition<D>, story: (event: ReceivedEvent<D>) => StoryOf): Trigger {
  return (stories) => ({
    consumer,
    on: [on],
    async handle(event: ReceivedEvent<D>) {
      const { type, workflowId, queue, input } = story(event);
      await stories.start(type, workflowId, queue, input);
    },
  });
}

/** One kind of fact and how it is told. */
export interface Telling<D> {
  on: EventDefinition<D>;
  /** Nothing where the fact is of no matter to any story. */
  story(event: ReceivedEvent<D>): StoryOf | undefined;
  signal: SignalDefinition<[never]>;
  say(event: ReceivedEvent<D>): unknown;
}

/** Keeps the types of one telling together, then lets it stand in a list with others. */
export function telling<D, A>(
  on: EventDefinition<D>,
  signal: SignalDefinition<[A]>,
  story: (event: ReceivedEvent<D>) => StoryOf | undefined,
  say: (event: ReceivedEvent<D>) => A,
): Telling<never> {
  return { on, story, signal, say } as unknown as Telling<never>;
}

/** Facts that are told to their story; it is started where it is not there yet, and left alone where it is over. */
export function tellWhen(consumer: string, tellings: Telling<never>[]): Trigger {
  return (stories) => ({
    consumer,
    on: tellings.map(({ on }) => on),
    async handle(event: ReceivedEvent<never>) {
      const told = tellings.find(({ on }) => on.type === event.type);
      const story = told?.story(event);
      if (told && story) await tell(stories, story, told.signal as SignalDefinition<[unknown]>, told.say(event));
    },
  });
}

async function tell(stories: Stories, story: StoryOf, signal: SignalDefinition<[unknown]>, word: unknown): Promise<void> {
  if (await heard(stories, story.workflowId, signal, word)) return;
  const { type, workflowId, queue, input } = story;
  if ((await stories.start(type, workflowId, queue, input)) === 'started') await heard(stories, workflowId, signal, word);
}

/** False where the story is not there, or over. */
export async function heard<A extends unknown[]>(stories: Stories, workflowId: string, signal: SignalDefinition<A>, ...words: A): Promise<boolean> {
  try {
    await stories.signal(workflowId, signal, ...words);
    return true;
  } catch (error) {
    if (error instanceof ThroughlineError && error.code === 'story.not_running') return false;
    throw error;
  }
}
