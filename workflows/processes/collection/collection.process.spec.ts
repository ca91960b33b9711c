import { wakeSignal } from '@throughline/process-contracts/clock';
import type { ProcessMemo } from '@throughline/process-contracts/clock';
import { collectionChangedSignal } from '@throughline/process-contracts/collections';
import type { CollectionMoment, CollectionsActivities } from '@throughline/process-contracts/collections';
import { decideUpdate } from '@throughline/process-contracts/decision';
import { FakeSandbox } from '../testing/fake-sandbox';
import { FakeWorklist } from '../testing/fake-worklist';
import { theWorld } from '../testing/process-world';
import type { Stage } from '../testing/process-world';

const world = theWorld();

/** A customer whose moments are told in advance; paying empties them. */
class FakeCollections implements CollectionsActivities {
  readonly log: string[] = [];
  moments: Pick<CollectionMoment, 'kind' | 'at'>[] = [];
  outcome?: 'paid' | 'cancelled';
  private version = 0;

  async nextCollectionMoment(): Promise<CollectionMoment> {
    const next = this.outcome ? { kind: 'closed' as const, at: null } : (this.moments[0] ?? { kind: 'wait' as const, at: null });
    return { ...next, because: 'the oldest open line', version: this.version, ...(this.outcome && { outcome: this.outcome }) };
  }

  actOnCollection: CollectionsActivities['actOnCollection'] = async ({ version }) => {
    if (version !== this.version || this.outcome) return { next: await this.nextCollectionMoment() };
    const done = this.moments.shift();
    this.version += 1;
    this.log.push(`${done?.kind}`);
    return { next: await this.nextCollectionMoment(), ...(done?.kind === 'level-2' && { task }) };
  };

  change(change: Partial<Pick<FakeCollections, 'moments' | 'outcome'>>): void {
    Object.assign(this, change);
    this.version += 1;
  }
}

const task = {
  kind: 'collection', leg: 'collector', subjectType: 'customer', subjectId: 'a1', dealId: null, role: 'collector', ask: 'Call the customer', figures: {},
  dueWorkingHours: 16, remindAfterWorkingHours: 8, escalateAfterWorkingHours: 16,
} as const;

let number = 0;
const begin = (stage: Stage, memo?: ProcessMemo) => {
  const caseId = `case-${(number += 1)}`;
  return stage.start('collection', `collection:test:${caseId}:1`, 'collections', { caseId, accountId: 'a1', cycle: 1, schema: 1 }, memo);
};

describe('collection', () => {
  it('ends at once where nothing is owed any more', async () => {
    const collections = new FakeCollections();
    collections.outcome = 'cancelled';
    await world.branch('collection/nothing-owed', { collections, worklist: new FakeWorklist() }, async (stage) => {
      expect(await (await begin(stage)).result()).toBe('cancelled');
    });
  });

  it('reminds before due, climbs its two levels, hands over to people, and stops when paid', async () => {
    const [collections, worklist] = [new FakeCollections(), new FakeWorklist()];
    await world.branch('collection/two-levels-then-paid', { collections, worklist }, async (stage) => {
      collections.moments = [
        { kind: 'remind-before', at: await stage.inHours(24) },
        { kind: 'level-1', at: await stage.inHours(24 * 10) },
        { kind: 'level-2', at: await stage.inHours(24 * 21) },
      ];
      const story = await begin(stage);
      await stage.until(async () => (await stage.standing(story)).waitsFor === 'the moment of remind-before');
      await stage.pass(24 * 22);
      await stage.until(() => worklist.opened.length === 1);
      expect(collections.log).toEqual(['remind-before', 'level-1', 'level-2']);
      expect(worklist.opened[0]).toMatchObject({ key: `${story.workflowId}:task:1`, kind: 'collection' });
      collections.change({ outcome: 'paid' });
      await story.signal(collectionChangedSignal, { because: 'receipt allocated' });
      expect(await story.result()).toBe('paid');
      expect(worklist.log).toEqual(['open collector', 'cancel: paid']);
    });
  });

  it('asks anew when money moves: an act that was due in the meantime is not done', async () => {
    const collections = new FakeCollections();
    await world.branch('collection/paid-before-due', { collections, worklist: new FakeWorklist() }, async (stage) => {
      collections.moments = [{ kind: 'level-1', at: await stage.inHours(48) }];
      const story = await begin(stage);
      await stage.pass(24);
      collections.change({ moments: [{ kind: 'level-1', at: await stage.inHours(72) }] });
      await story.signal(collectionChangedSignal, { because: 'part paid' });
      await stage.pass(48);
      expect(collections.log).toEqual([]);
      collections.change({ outcome: 'paid' }); // paid without a word: the act itself re-checks
      expect(await story.result()).toBe('paid');
      expect(collections.log).toEqual([]);
    });
  });

  it('waits without a deadline until something changes', async () => {
    const collections = new FakeCollections();
    await world.branch('collection/waits', { collections, worklist: new FakeWorklist() }, async (stage) => {
      const story = await begin(stage);
      await stage.until(async () => (await stage.standing(story)).waitsFor === 'a change of what is owed');
      collections.change({ outcome: 'cancelled' });
      await story.signal(collectionChangedSignal, { because: 'plan cancelled' });
      expect(await story.result()).toBe('cancelled');
    });
  });

  it('looks after the task of the collector, who reports through the same desk', async () => {
    const [collections, worklist] = [new FakeCollections(), new FakeWorklist()];
    await world.branch('collection/collector', { collections, worklist }, async (stage) => {
      collections.moments = [{ kind: 'level-2', at: await stage.inHours(24) }];
      Object.assign(worklist, { legs: [{ leg: 'collector', owners: ['hao'], remindAt: await stage.inHours(32) }] });
      const story = await begin(stage);
      await stage.pass(33);
      await stage.until(() => worklist.log.includes('remind task-collector'));
      const done = { taskId: 'task-collector', by: 'hao', outcome: 'done', key: 'k' } as const;
      expect(await story.executeUpdate(decideUpdate, { args: [done] })).toMatchObject({ answer: 'accepted' });
      collections.change({ outcome: 'paid' });
      await story.signal(collectionChangedSignal, { because: 'receipt allocated' });
      expect(await story.result()).toBe('paid');
    });
  });

  it('lets the worklist judge a task that it does not know, as after being started anew', async () => {
    const [collections, worklist] = [new FakeCollections(), new FakeWorklist([{ leg: 'collector', owners: ['hao'] }])];
    await world.branch('collection/unknown-task', { collections, worklist }, async (stage) => {
      await worklist.openTask({ ...task, leg: 'collector', key: 'of the lost story', workflowId: 'lost', figures: {} });
      const story = await begin(stage);
      const done = { taskId: 'task-collector', by: 'hao', outcome: 'done', key: 'k' } as const;
      expect(await story.executeUpdate(decideUpdate, { args: [done] })).toMatchObject({ answer: 'accepted' });
      collections.change({ outcome: 'paid' });
      await story.signal(collectionChangedSignal, { because: 'receipt allocated' });
      expect(await story.result()).toBe('paid');
    });
  });

  it('continues as new and asks again', async () => {
    const [collections, worklist] = [new FakeCollections(), new FakeWorklist()];
    await world.branch('collection/continued-as-new', { collections, worklist }, async (stage) => {
      collections.moments = await Promise.all([24, 48, 72, 96].map(async (hours) => ({ kind: 'level-1' as const, at: await stage.inHours(hours) })));
      const story = await begin(stage, { sandbox: false, continueAsNewEvents: 20 });
      await stage.pass(100);
      await stage.until(() => collections.log.length === 4);
      collections.change({ outcome: 'paid' });
      await story.signal(collectionChangedSignal, { because: 'receipt allocated' });
      expect(await stage.client.workflow.getHandle(story.workflowId).result()).toBe('paid');
      expect((await stage.histories()).length).toBeGreaterThan(1);
    });
  });

  it('registers its moment in a sandbox, takes it back when it waits for money only', async () => {
    const sandbox = new FakeSandbox();
    const at = '2026-03-10T01:00:00.000Z';
    const collections = Object.assign(new FakeCollections(), { registerWakeUp: sandbox.registerWakeUp, clearWakeUp: sandbox.clearWakeUp });
    collections.moments = [{ kind: 'remind-before', at }, { kind: 'level-1', at: '2026-03-20T01:00:00.000Z' }];
    await world.branch('collection/sandbox', { collections, worklist: new FakeWorklist() }, async (stage) => {
      const story = await begin(stage, { sandbox: true });
      await stage.until(() => sandbox.wakeUps.get(story.workflowId) === at);
      sandbox.wakeUps.delete(story.workflowId);
      sandbox.now = new Date(at);
      await story.signal(wakeSignal, { now: at });
      await stage.until(() => sandbox.wakeUps.get(story.workflowId) === '2026-03-20T01:00:00.000Z');
      expect(collections.log).toEqual(['remind-before']);
      collections.change({ moments: [] });
      await story.signal(collectionChangedSignal, { because: 'dispute opened' });
      await stage.until(() => sandbox.wakeUps.size === 0);
      // A moment that is past already, when time was moved meanwhile, is acted on at once.
      collections.change({ moments: [{ kind: 'level-1', at }] });
      await story.signal(collectionChangedSignal, { because: 'dispute resolved' });
      await stage.until(() => collections.log.includes('level-1'));
      collections.change({ outcome: 'paid' });
      await story.signal(collectionChangedSignal, { because: 'receipt allocated' });
      expect(await story.result()).toBe('paid');
    });
  });
});
