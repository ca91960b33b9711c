import type { ReceivedEvent } from '@throughline/events/event-definition';
import { eventCatalogue } from '@throughline/events/catalogue';
import { unavailableErrors } from '@throughline/errors/common-errors';
import type { TriggerSubscription } from '@throughline/messaging/event-subscription';
import { storyErrors } from '@throughline/temporal/story.errors';
import type { Stories } from '@throughline/temporal/stories';
import { triggers } from './triggers';

/** Stories in memory: which run, which are over, what they were told. */
class FakeStories {
  readonly log: string[] = [];
  readonly running = new Set<string>();
  readonly over = new Set<string>();

  async start(type: string, workflowId: string, queue: string, input: unknown): Promise<'started' | 'exists'> {
    if (this.running.has(workflowId) || this.over.has(workflowId)) return 'exists';
    this.running.add(workflowId);
    this.log.push(`start ${type} ${workflowId} on ${queue} with ${JSON.stringify(input)}`);
    return 'started';
  }
  async signal(workflowId: string, { name }: { name: string }, word: unknown): Promise<void> {
    if (!this.running.has(workflowId)) throw storyErrors.not_running();
    this.log.push(`${name} to ${workflowId}: ${JSON.stringify(word)}`);
  }
  async signalWithStart(type: string, workflowId: string, queue: string, input: unknown, { name }: { name: string }, [word]: unknown[]): Promise<void> {
    await this.start(type, workflowId, queue, input);
    this.log.push(`${name} to ${workflowId}: ${JSON.stringify(word)}`);
  }
}

function set(): { stories: FakeStories; hear: (type: string, data: object) => Promise<void>; listening: TriggerSubscription[] } {
  const stories = new FakeStories();
  const listening = triggers.map((trigger) => trigger(stories as unknown as Stories));
  const hear = async (type: string, data: object) => {
    const event = { type: `throughline.${type}.v1`, tenant: 't1', data } as ReceivedEvent;
    for (const subscription of listening.filter(({ on }) => on.some((definition) => definition.type === event.type))) await subscription.handle(event);
  };
  return { stories, hear, listening };
}

describe('triggers', () => {
  it.each([
    ['opportunity.opened', { opportunityId: 'd1' }, 'start leadToCash lead-to-cash:t1:d1 on processes with {"dealId":"d1","schema":1}'],
    ['approval.requested', { requestId: 'r1' }, 'start approval approval:t1:r1 on worklist with {"requestId":"r1","schema":1}'],
    ['contract.review-requested', { contractId: 'c1', version: 2 }, 'start contractReview contract-review:t1:c1:2 on contracts with {"contractId":"c1","version":2,"schema":1}'],
  ])('%s starts its story, once', async (type, data, started) => {
    const { stories, hear } = set();
    await hear(type, data);
    await hear(type, data); // delivered at least once
    expect(stories.log).toEqual([started]);
  });

  it.each([
    ['opportunity.won', { opportunityId: 'd1', cycle: 2 }, 'opportunityWon', { cycle: 2 }],
    ['opportunity.lost', { opportunityId: 'd1', reason: 'price' }, 'opportunityLost', { reason: 'price' }],
    ['contract.drafted', { dealId: 'd1', contractId: 'c1' }, 'contractDrafted', { contractId: 'c1' }],
    ['contract.signed', { dealId: 'd1', contractId: 'c1' }, 'contractSigned', { contractId: 'c1' }],
    ['contract.refused', { dealId: 'd1', contractId: 'c1', reason: 'terms' }, 'contractRefused', { contractId: 'c1', reason: 'terms' }],
    ['contract.terminated', { dealId: 'd1', contractId: 'c1', reason: 'breach' }, 'contractTerminated', { contractId: 'c1', reason: 'breach' }],
    ['plan.settled', { dealId: 'd1', planId: 'p1' }, 'planSettled', { planId: 'p1' }],
    ['plan.cancelled', { dealId: 'd1', planId: 'p1' }, 'planCancelled', { planId: 'p1' }],
  ])('%s is told to the deal, which is started where it is not there yet', async (type, data, signal, word) => {
    const { stories, hear } = set();
    await hear(type, data);
    expect(stories.log).toEqual([
      'start leadToCash lead-to-cash:t1:d1 on processes with {"dealId":"d1","schema":1}',
      `${signal} to lead-to-cash:t1:d1: ${JSON.stringify(word)}`,
    ]);
  });

  it('leaves a story alone that is over', async () => {
    const { stories, hear } = set();
    stories.over.add('lead-to-cash:t1:d1');
    await hear('plan.settled', { dealId: 'd1', planId: 'p1' });
    expect(stories.log).toEqual([]);
  });

  it.each(['plan.created', 'plan.reopened', 'receipt.allocated', 'dunning.closed'])('%s starts or pokes the collection of its customer and cycle', async (type) => {
    const { stories, hear } = set();
    await hear(type, { accountId: 'a1', caseId: 'k1', cycle: 3 });
    expect(stories.log[0]).toBe('start collection collection:t1:a1:3 on collections with {"caseId":"k1","accountId":"a1","cycle":3,"schema":1}');
    expect(stories.log[1]).toMatch(/^collectionChanged to collection:t1:a1:3/);
  });

  it('concerns no collection where money came after the case had closed', async () => {
    const { stories, hear } = set();
    await hear('receipt.allocated', { accountId: 'a1', caseId: null, cycle: null });
    expect(stories.log).toEqual([]);
  });

  it('pokes the collections whose letters a changed calendar moves, where they run', async () => {
    const { stories, hear } = set();
    stories.running.add('collection:t1:a2:3');
    await hear('dunning.letters-recounted', { cases: [{ accountId: 'a1', caseId: 'k1', cycle: 1 }, { accountId: 'a2', caseId: 'k2', cycle: 3 }] });
    expect(stories.log).toEqual(['collectionChanged to collection:t1:a2:3: {"because":"the working calendar has changed"}']);
  });

  it('pokes the clock of a book, and starts it with its first deadline', async () => {
    const { stories, hear } = set();
    const at = '2026-03-02T10:00:00.000Z';
    await hear('clock.poked', { book: 'pool:p1', workflowId: 'lead-recycling:t1:p1:lane0', workflowType: 'leadRecycling', queue: 'leads', at });
    expect(stories.log).toEqual([
      'start leadRecycling lead-recycling:t1:p1:lane0 on leads with {"book":"pool:p1","schema":1}',
      `poke to lead-recycling:t1:p1:lane0: {"at":"${at}"}`,
    ]);
  });

  it('tells the story of an approval, or of one of its legs, that a moment of its task was counted anew', async () => {
    const { stories, hear } = set();
    stories.running.add('approval-leg:t1:r1:finance');
    await hear('task.recounted', { workflowId: 'approval-leg:t1:r1:finance' });
    await hear('task.recounted', { workflowId: 'approval:t1:over' });
    expect(stories.log).toEqual(['lookAgain to approval-leg:t1:r1:finance: undefined']);
  });

  it('passes on what it cannot place as an error, to be tried again', async () => {
    const { stories, hear } = set();
    stories.signal = async () => Promise.reject(unavailableErrors.temporal());
    await expect(hear('plan.settled', { dealId: 'd1', planId: 'p1' })).rejects.toMatchObject({ code: 'unavailable.temporal' });
  });

  it('listens to events that exist, each policy under a name of its own', () => {
    const { listening } = set();
    expect(new Set(listening.map(({ consumer }) => consumer)).size).toBe(listening.length);
    for (const definition of listening.flatMap(({ on }) => on)) expect(eventCatalogue.has(definition.type)).toBe(true);
  });
});
