import type { WorkflowHandle } from '@temporalio/client';
import { addApproverUpdate, answerUpdate, askUpdate } from '@throughline/process-contracts/decision';
import { approvalsOf, decide, waitsFor } from '../testing/approval-story';
import { FakeWorklist } from '../testing/fake-worklist';
import { theWorld } from '../testing/process-world';
import { refusal } from '../testing/refusal';

const world = theWorld();
const begin = approvalsOf('verb');

const add = (story: WorkflowHandle, leg: string, by: string, personId: string, place: 'before' | 'after') =>
  story.executeUpdate(addApproverUpdate, { updateId: `add:${leg}:${personId}`, args: [{ taskId: `task-${leg}`, by, personId, place, key: personId }] });

describe('what people do with an approval beside saying yes or no', () => {
  it('goes back to an earlier leg, and comes up again from there', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei'] }, { leg: 'head', owners: ['lin'] }]);
    await world.branch('approval/sent-back', { worklist }, async (stage) => {
      const story = await begin(stage);
      await decide(story, 'manager', 'mei');
      await waitsFor(stage, story, 'head');
      expect(await decide(story, 'head', 'lin', 'returned', { toLeg: 'manager' })).toMatchObject({ answer: 'accepted' });
      await waitsFor(stage, story, 'manager-again');
      await decide(story, 'manager-again', 'mei');
      await waitsFor(stage, story, 'head-again');
      await decide(story, 'head-again', 'lin');
      expect(await story.result()).toBe('granted');
    });
  });

  it('asks whom Mei added before her, then Mei, then whom she added after her', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei'] }]);
    await world.branch('approval/approver-added', { worklist }, async (stage) => {
      const story = await begin(stage);
      await waitsFor(stage, story, 'manager');
      expect(await add(story, 'manager', 'mei', 'wang', 'before')).toEqual({ leg: 'added-wang' });
      await waitsFor(stage, story, 'added-wang');
      // Mei's task is set aside until Wang has said yes.
      expect(await refusal(decide(story, 'manager', 'mei'))).toBe('task.not_found');
      await decide(story, 'added-wang', 'wang');
      await waitsFor(stage, story, 'manager');
      await add(story, 'manager', 'mei', 'lin', 'after');
      await decide(story, 'manager', 'mei', 'approved', { key: 'at last' });
      await waitsFor(stage, story, 'added-lin');
      await decide(story, 'added-lin', 'lin');
      expect(await story.result()).toBe('granted');
    });
  });

  it('asks the requester something, hears his answer and goes on waiting; of what is over nothing is asked', async () => {
    const worklist = new FakeWorklist([{ leg: 'manager', owners: ['mei'] }, { leg: 'head', owners: ['lin'] }]);
    await world.branch('approval/question', { worklist }, async (stage) => {
      const story = await begin(stage);
      const ask = (taskId: string) => story.executeUpdate(askUpdate, { updateId: `ask:${taskId}`, args: [{ taskId, by: 'mei', of: 'rep', question: 'Why so much?', key: 'q' }] });
      expect(await ask('task-manager')).toEqual({ questionId: 'question-rep' });
      expect(await refusal(ask('task-nothing'))).toBe('task.not_found');
      await story.executeUpdate(answerUpdate, { updateId: 'answer', args: [{ taskId: 'task-manager', questionId: 'question-rep', by: 'rep', answer: 'A tender.' }] });
      await decide(story, 'manager', 'mei');
      await waitsFor(stage, story, 'head');
      const late = story.executeUpdate(askUpdate, { updateId: 'late', args: [{ taskId: 'task-manager', by: 'mei', of: 'rep', question: 'And why now?', key: 'q2' }] });
      expect(await refusal(late)).toBe('task.already_decided');
      await decide(story, 'head', 'lin');
      expect(await story.result()).toBe('granted');
      expect(worklist.log).toContain('rep answers question-rep');
    });
  });
});

describe('an approval whose last answer says what it has come to', () => {
  it('asks nothing more', async () => {
    const worklist = Object.assign(new FakeWorklist([{ leg: 'manager', owners: ['mei'] }, { leg: 'head', owners: ['lin'] }]), { endsWithAnswer: true });
    await world.branch('approval/ended-with-answer', { worklist }, async (stage) => {
      const story = await begin(stage);
      expect(await decide(story, 'manager', 'mei', 'approved')).toMatchObject({ answer: 'accepted', by: 'mei' });
      await stage.until(() => worklist.log.length === 3);
      expect(await decide(story, 'head', 'lin', 'approved')).toEqual({ answer: 'accepted', outcome: 'approved', by: 'lin', at: expect.any(String), key: expect.any(String) });
      expect(await story.result()).toBe('granted');
      expect(worklist.log).toEqual(['nextStep', 'decision task-manager approved by mei', 'nextStep', 'decision task-head approved by lin']);
    });
  });

  it('is told by the story of a leg that comes home', async () => {
    const worklist = Object.assign(new FakeWorklist([{ leg: 'legal', owners: ['wang'], step: 1 }, { leg: 'finance', owners: ['lin'], step: 1 }]), { endsWithAnswer: true });
    await world.branch('approval/leg-ended-with-answer', { worklist }, async (stage) => {
      const story = await begin(stage);
      await stage.until(() => worklist.log.includes('nextStep of finance') && worklist.log.includes('nextStep of legal'));
      expect(await decide(stage.client.workflow.getHandle(`approval-leg:test:${story.workflowId.split(':')[2]}:legal`), 'legal', 'wang', 'rejected')).toMatchObject({ answer: 'accepted' });
      expect(await story.result()).toBe('refused');
      expect(worklist.log.filter((line) => /legal|conclude/.test(line))).toEqual(['nextStep of legal', 'decision task-legal rejected by wang']);
    });
  });
});
