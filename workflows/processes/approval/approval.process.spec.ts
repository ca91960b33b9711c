import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { delegateUpdate, lookAgainSignal, withdrawUpdate } from '@throughline/process-contracts/decision';
import { approvalsOf, decide, waitsFor } from '../testing/approval-story';
import { FakeWorklist } from '../testing/fake-worklist';
import type { FakeLeg } from '../testing/fake-worklist';
import { theWorld } from '../testing/process-world';
import type { Stage } from '../testing/process-world';
import { refusal } from '../testing/refusal';

const world = theWorld();
const begin = approvalsOf('req');

describe('approval', () => {
  it('is granted once every leg, in turn, has said yes', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei'] }, { leg: 'head', owners: ['lin'] }]);
    await world.branch('approval/granted', { worklist }, async (stage) => {
      const story = await begin(stage);
      expect(await decide(story, 'manager', 'mei', 'approved')).toMatchObject({ answer: 'accepted', by: 'mei' });
      await stage.until(() => worklist.log.length === 3);
      expect(await decide(story, 'head', 'lin', 'approved')).toMatchObject({ answer: 'accepted' });
      expect(await story.result()).toBe('granted');
      expect(worklist.log).toEqual([
        'nextStep',
        'decision task-manager approved by mei',
        'nextStep',
        'decision task-head approved by lin',
        'nextStep',
        'conclude granted',
      ]);
    });
  });

  it('is granted at once where the policy asks nobody', async () => {
    await world.branch('approval/nobody-asked', { worklist: new FakeWorklist() }, async (stage) => {
      expect(await (await begin(stage)).result()).toBe('granted');
    });
  });

  it('is refused by one no; the next leg is not asked', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei'] }, { leg: 'head', owners: ['lin'] }]);
    await world.branch('approval/refused', { worklist }, async (stage) => {
      const story = await begin(stage);
      await decide(story, 'manager', 'mei', 'rejected');
      expect(await story.result()).toBe('refused');
      expect(worklist.log).toEqual(['nextStep', 'decision task-manager rejected by mei', 'nextStep', 'conclude refused']);
    });
  });

  it('reminds, climbs and lapses on silence, each at its moment', async () => {
    const worklist = new FakeWorklist();
    await world.branch('approval/lapsed', { worklist }, async (stage) => {
      const ladder = [{ at: await stage.inHours(4), do: 'remind' }, { at: await stage.inHours(8), do: 'manager' }, { at: await stage.inHours(48), do: 'lapse' }];
      Object.assign(worklist, { legs: [{ leg: 'manager', owners: ['mei'], ladder }] });
      const story = await begin(stage);
      await stage.until(async () => (await stage.standing(story)).until === ladder[0]?.at);
      expect(await stage.standing(story)).toMatchObject({ waitsFor: 'the decision of leg manager', next: 'remind if nobody answers' });
      expect(await story.result()).toBe('lapsed');
      expect(worklist.log).toEqual(['nextStep', 'remind task-manager', 'manager task-manager', 'lapse task-manager', 'nextStep', 'conclude lapsed']);
    });
  });

  it('sleeps until another moment, sooner or later, when a calendar has changed; who was reminded is not reminded again', async () => {
    const worklist = new FakeWorklist();
    await world.branch('approval/recounted', { worklist }, async (stage) => {
      const rung = async (hours: number, verb: string) => ({ at: await stage.inHours(hours), do: verb });
      Object.assign(worklist, { legs: [{ leg: 'manager', owners: ['mei'], ladder: [await rung(4, 'remind'), await rung(8, 'manager'), await rung(48, 'lapse')] }] });
      const story = await begin(stage);
      await waitsFor(stage, story, 'manager');
      await stage.pass(5);
      await stage.until(() => worklist.log.includes('remind task-manager'));
      const anew = async (climbIn: number) => {
        const ladder = [await rung(climbIn, 'manager'), await rung(72, 'lapse')];
        worklist.recount('manager', ladder);
        await story.signal(lookAgainSignal);
        await stage.until(async () => (await stage.standing(story)).until === ladder[0]?.at);
        return ladder[0]!.at;
      };
      await anew(30);
      await stage.pass(10);
      expect(worklist.log).not.toContain('manager task-manager');
      await anew(2);
      await stage.pass(3);
      await stage.until(() => worklist.log.includes('manager task-manager'));
      expect(await story.result()).toBe('lapsed');
      expect(worklist.log.filter((line) => line.endsWith('task-manager'))).toEqual(['remind task-manager', 'manager task-manager', 'lapse task-manager']);
    });
  });

  it('says yes, or no, in the name of silence where the policy has it so', async () => {
    const worklist = new FakeWorklist();
    await world.branch('approval/silence-decides', { worklist }, async (stage) => {
      const [first, second] = [await stage.inHours(8), await stage.inHours(16)];
      Object.assign(worklist, { legs: [{ leg: 'manager', owners: ['mei'], ladder: [{ at: first, do: 'approve' }] }, { leg: 'head', owners: ['lin'], ladder: [{ at: second, do: 'reject' }] }] });
      expect(await (await begin(stage)).result()).toBe('refused');
      expect(worklist.log).toEqual(['nextStep', 'approve task-manager', 'nextStep', 'reject task-head', 'nextStep', 'conclude refused']);
    });
  });

  it('asks all of a leg at once, each for himself, and another leg one after another', async () => {
    const worklist = new FakeWorklist([{ leg: 'board', owners: ['mei', 'lin'], mode: 'all' }, { leg: 'line', owners: ['wang', 'boss'], mode: 'in-turn' }]);
    await world.branch('approval/modes', { worklist }, async (stage) => {
      const story = await begin(stage);
      // Lin is quicker than Mei; only when both have said yes is the line asked, Wang before the boss.
      await decide(story, 'board-lin', 'lin', 'approved');
      expect(await decide(story, 'board-mei', 'lin', 'approved')).toMatchObject({ answer: 'not_yours' });
      await decide(story, 'board-mei', 'mei', 'approved');
      await waitsFor(stage, story, 'line');
      expect(await refusal(decide(story, 'line-boss', 'boss', 'approved'))).toBe('task.not_found');
      await decide(story, 'line-wang', 'wang', 'approved');
      await stage.until(() => worklist.log.filter((line) => line === 'nextStep').length === 4);
      await decide(story, 'line-boss', 'boss', 'approved');
      expect(await story.result()).toBe('granted');
    });
  });

  const sideBySide: FakeLeg[] = [{ leg: 'legal', owners: ['wang'], step: 1 }, { leg: 'finance', owners: ['lin'], step: 1 }, { leg: 'head', owners: ['boss'], step: 2 }];
  const legStory = (stage: Stage, story: WorkflowHandle, leg: string) => stage.client.workflow.getHandle(`approval-leg:test:${story.workflowId.split(':')[2]}:${leg}`);

  it('asks legs side by side, each by a story of its own, before the next step', async () => {
    const worklist = new FakeWorklist(sideBySide);
    await world.branch('approval/side-by-side', { worklist }, async (stage) => {
      const story = await begin(stage);
      await stage.until(() => worklist.log.includes('nextStep of finance') && worklist.log.includes('nextStep of legal'));
      expect((await stage.standing(story)).waitsFor).toBe('the legs that are asked side by side');
      expect(await decide(legStory(stage, story, 'finance'), 'finance', 'lin', 'approved')).toMatchObject({ answer: 'accepted' });
      await stage.until(() => worklist.log.filter((line) => line === 'nextStep').length === 2);
      expect(worklist.log).not.toContain('decision task-head approved by boss');
      await decide(legStory(stage, story, 'legal'), 'legal', 'wang', 'approved');
      await waitsFor(stage, story, 'head');
      await decide(story, 'head', 'boss', 'approved');
      expect(await story.result()).toBe('granted');
    });
  });

  it('begins the story of a leg anew that failed, after a while and until it does not', async () => {
    const worklist = new FakeWorklist(sideBySide);
    const asked = worklist.nextStep.bind(worklist);
    let failures = 0;
    worklist.nextStep = async (step) => {
      if (step.leg !== 'legal' || failures >= 2) return asked(step);
      failures += 1;
      throw ApplicationFailure.nonRetryable('nobody', 'task.nobody_to_ask');
    };
    await world.branch('approval/leg-failed', { worklist }, async (stage) => {
      const story = await begin(stage);
      await stage.until(() => worklist.log.includes('nextStep of finance') && failures === 1);
      await decide(legStory(stage, story, 'finance'), 'finance', 'lin', 'approved');
      expect(failures).toBe(1);
      await stage.pass(1);
      await stage.until(() => worklist.log.includes('nextStep of legal'));
      expect(failures).toBe(2);
      await decide(legStory(stage, story, 'legal'), 'legal', 'wang', 'rejected');
      expect(await story.result()).toBe('refused');
    });
  });

  it('ends the other legs with the first no', async () => {
    const worklist = new FakeWorklist(sideBySide);
    await world.branch('approval/side-by-side-refused', { worklist }, async (stage) => {
      const story = await begin(stage);
      await stage.until(() => worklist.log.includes('nextStep of finance') && worklist.log.includes('nextStep of legal'));
      await decide(legStory(stage, story, 'legal'), 'legal', 'wang', 'rejected');
      expect(await story.result()).toBe('refused');
      expect((await legStory(stage, story, 'finance').describe()).status.name).toBe('COMPLETED');
    });
  });

  it('can be taken back while legs are asked side by side', async () => {
    const worklist = new FakeWorklist(sideBySide);
    await world.branch('approval/side-by-side-withdrawn', { worklist }, async (stage) => {
      const story = await begin(stage);
      await stage.until(() => worklist.log.includes('nextStep of finance') && worklist.log.includes('nextStep of legal'));
      expect(await story.executeUpdate(withdrawUpdate, { args: [{ by: 'requester', key: 'w' }] })).toEqual({ answer: 'accepted' });
      expect(await story.result()).toBe('withdrawn');
      expect((await legStory(stage, story, 'legal').describe()).status.name).toBe('COMPLETED');
    });
  });

  it('asks whoever is up the line after climbing, and him only', async () => {
    const worklist = new FakeWorklist();
    await world.branch('approval/escalated', { worklist }, async (stage) => {
      Object.assign(worklist, { legs: [{ leg: 'manager', owners: ['mei'], ladder: [{ at: await stage.inHours(8), do: 'manager' }] }] });
      const story = await begin(stage);
      await stage.pass(9);
      await stage.until(() => worklist.log.includes('manager task-manager'));
      await stage.until(async () => (await stage.standing(story)).until === null);
      expect(await decide(story, 'manager', 'mei', 'approved')).toMatchObject({ answer: 'not_yours' });
      expect(await decide(story, 'manager', 'boss', 'approved')).toMatchObject({ answer: 'accepted' });
      expect(await story.result()).toBe('granted');
    });
  });

  it('refuses strangers, unknown tasks and late comers, each with its code', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei', 'lin'] }, { leg: 'head', owners: ['boss'] }]);
    await world.branch('approval/refusals', { worklist }, async (stage) => {
      const story = await begin(stage);
      await waitsFor(stage, story, 'manager');
      expect(await decide(story, 'manager', 'stranger', 'approved')).toMatchObject({ answer: 'not_yours' });
      expect(await refusal(decide(story, 'nothing', 'mei', 'approved'))).toBe('task.not_found');
      expect(await refusal(decide(story, 'manager', 'lin', 'approved', { comment: 'refuse me' }))).toBe('access.denied');
      await decide(story, 'manager', 'mei', 'approved');
      await stage.until(() => worklist.log.at(-1) === 'nextStep' && worklist.log.includes('decision task-manager approved by mei'));
      expect(await refusal(decide(story, 'manager', 'lin', 'rejected'))).toBe('task.already_decided');
      await decide(story, 'head', 'boss', 'approved');
      expect(await story.result()).toBe('granted');
    });
  });

  it('tells both of two who decide at once what stands', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei', 'lin'] }]);
    await world.branch('approval/two-at-once', { worklist }, async (stage) => {
      const story = await begin(stage);
      await waitsFor(stage, story, 'manager');
      const heard = await Promise.all([
        decide(story, 'manager', 'mei', 'approved').catch(() => 'told by a refusal'),
        decide(story, 'manager', 'lin', 'rejected').catch(() => 'told by a refusal'),
      ]);
      expect(heard.filter((answer) => typeof answer === 'object' && answer.answer === 'accepted')).toHaveLength(1);
      expect(worklist.decisions.size).toBe(1);
      await story.result();
    });
  });

  it('hands a task on; the new owner decides, the old one may not', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei'] }]);
    await world.branch('approval/delegated', { worklist }, async (stage) => {
      const story = await begin(stage);
      const delegate = (from: string, to: string) => story.executeUpdate(delegateUpdate, { args: [{ taskId: 'task-manager', from, to, key: to }] });
      expect(await delegate('mei', 'requester')).toMatchObject({ answer: 'not_allowed' });
      expect(await delegate('mei', 'lin')).toMatchObject({ answer: 'accepted', potentialOwners: ['lin'] });
      expect(await delegate('mei', 'boss')).toMatchObject({ answer: 'not_yours' });
      expect(await decide(story, 'manager', 'mei', 'approved')).toMatchObject({ answer: 'not_yours' });
      await decide(story, 'manager', 'lin', 'approved');
      expect(await story.result()).toBe('granted');
    });
  });

  it('takes the answer of whoever is asked by then, when somebody who was has left', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei'] }]);
    await world.branch('approval/rerouted', { worklist }, async (stage) => {
      const story = await begin(stage);
      await waitsFor(stage, story, 'manager');
      worklist.reroute('manager', ['boss']);
      expect(await decide(story, 'manager', 'mei', 'approved')).toMatchObject({ answer: 'not_yours' });
      expect(await decide(story, 'manager', 'boss', 'approved')).toMatchObject({ answer: 'accepted' });
      expect(await story.result()).toBe('granted');
    });
  });

  it('can be taken back while somebody is asked', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei'] }]);
    await world.branch('approval/withdrawn', { worklist }, async (stage) => {
      const story = await begin(stage);
      await waitsFor(stage, story, 'manager');
      expect(await story.executeUpdate(withdrawUpdate, { args: [{ by: 'requester', key: 'w' }] })).toEqual({ answer: 'accepted' });
      expect(await story.result()).toBe('withdrawn');
    });
  });

  it('says so when the request is taken back too late', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei'] }]);
    await world.branch('approval/withdrawn-too-late', { worklist }, async (stage) => {
      const story = await begin(stage);
      worklist.conclusion = 'refused'; // decided elsewhere, the story has not heard yet
      expect(await story.executeUpdate(withdrawUpdate, { args: [{ by: 'requester', key: 'w' }] })).toEqual({ answer: 'already_decided' });
      // It looks again, and ends as the request has.
      expect(await story.result()).toBe('refused');
    });
  });

  it('lets a decision wait that arrives while the task is being opened', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei'] }]);
    await world.branch('approval/decided-while-opening', { worklist }, async (stage) => {
      let open = () => {};
      worklist.gate = new Promise((done) => (open = done));
      const story = await begin(stage);
      await stage.until(() => worklist.log.includes('nextStep'));
      const early = decide(story, 'manager', 'mei', 'approved');
      setTimeout(open, 300);
      expect(await early).toMatchObject({ answer: 'accepted' });
      expect(await story.result()).toBe('granted');
    });
  });

  it('hears a decision that comes with the first task of the run', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei'] }]);
    const late = 500;
    await world.branch('approval/decided-at-once', { worklist }, async (stage) => {
      const story = await begin(stage);
      expect(await decide(story, 'manager', 'mei', 'approved')).toMatchObject({ answer: 'accepted' });
      expect(await story.result()).toBe('granted');
    }, late);
  });
});
