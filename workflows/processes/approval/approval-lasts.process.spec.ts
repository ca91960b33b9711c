import { delegateUpdate } from '@throughline/process-contracts/decision';
import { wakeSignal } from '@throughline/process-contracts/clock';
import { approvalsOf, decide } from '../testing/approval-story';
import { FakeSandbox } from '../testing/fake-sandbox';
import { FakeWorklist } from '../testing/fake-worklist';
import { theWorld } from '../testing/process-world';
import { refusal } from '../testing/refusal';

const world = theWorld();
const begin = approvalsOf('last');

describe('an approval that lasts', () => {
  it('keeps tasks, answers and moments across runs', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['a'] }, { leg: 'head', owners: ['lin'] }]);
    await world.branch('approval/continued-as-new', { worklist }, async (stage) => {
      const story = await begin(stage, { sandbox: false, continueAsNewEvents: 20 });
      for (const [from, to] of ['ab', 'bc', 'cf'].map((pair) => pair.split(''))) {
        await story.executeUpdate(delegateUpdate, { args: [{ taskId: 'task-manager', from: from as string, to: to as string, key: `${from}${to}` }] });
      }
      expect(await decide(story, 'manager', 'f', 'approved')).toMatchObject({ answer: 'accepted' });
      await stage.until(async () => (await stage.histories()).length > 1);
      // The same id in another run, which Temporal has forgotten: answered as before, not run again.
      expect(await decide(story, 'manager', 'f', 'approved')).toMatchObject({ answer: 'accepted' });
      expect(worklist.log.filter((line) => line.startsWith('decision'))).toHaveLength(1);
      expect(await refusal(decide(story, 'manager', 'f', 'rejected'))).toBe('task.already_decided');
      await decide(story, 'head', 'lin', 'approved');
      expect(await stage.client.workflow.getHandle(story.workflowId).result()).toBe('granted');
      expect((await stage.histories()).length).toBeGreaterThan(1);
    });
  });

  it('sleeps in a sandbox until time is moved, and takes its wake-up back when it ends', async () => {
    const sandbox = new FakeSandbox();
    const remindAt = '2026-03-02T05:00:00.000Z';
    const worklist = Object.assign(new FakeWorklist([{ leg: 'manager', owners: ['mei'], ladder: [{ at: remindAt, do: 'remind' }, { at: '2026-03-03T05:00:00.000Z', do: 'manager' }] }]), {
      registerWakeUp: sandbox.registerWakeUp,
      clearWakeUp: sandbox.clearWakeUp,
    });
    await world.branch('approval/sandbox', { worklist }, async (stage) => {
      const story = await begin(stage, { sandbox: true });
      await stage.until(() => sandbox.wakeUps.get(story.workflowId) === remindAt);
      await stage.pass(24 * 30); // real time does not matter
      await story.signal(wakeSignal, { now: '2026-03-02T04:00:00.000Z' }); // not yet
      expect(worklist.log).toEqual(['nextStep']);
      sandbox.now = new Date(remindAt);
      await story.signal(wakeSignal, { now: remindAt });
      await stage.until(() => worklist.log.includes('remind task-manager'));
      await stage.until(() => sandbox.wakeUps.get(story.workflowId) === '2026-03-03T05:00:00.000Z');
      await decide(story, 'manager', 'mei', 'approved');
      expect(await story.result()).toBe('granted');
      expect(sandbox.wakeUps.size).toBe(0);
    });
  });
});
